import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { Schema } from "../arrow/schema.ts";
import {
  type FlightEndpoint,
  FlightEndpointSchema,
  type FlightInfo,
  FlightInfoSchema,
  type PollInfo,
  PollInfoSchema,
} from "../proto/arrow/flight/protocol/flight_pb.ts";
import { bytesOf, type Descriptor, descriptorOf } from "./descriptor.ts";
import { encodedSchema } from "./schema.ts";

/** Where rows are to be had. */
export interface EndpointParts {
  readonly ticket: Uint8Array | string;
  /** URIs such as grpc://host:50051; none: where the info came from. */
  readonly locations?: readonly string[] | undefined;
  /** When the ticket ends, in milliseconds since 1970. */
  readonly expires?: number | undefined;
  readonly metadata?: Uint8Array | undefined;
}

/**
 * An endpoint as it travels.
 * @example
 * flightEndpoint({ ticket: "quotes/1", expires: Date.now() + 60_000 });
 */
export const flightEndpoint = ({ ticket, locations = [], expires, metadata }: EndpointParts): FlightEndpoint =>
  create(FlightEndpointSchema, {
    ticket: { ticket: bytesOf(ticket) },
    location: locations.map((uri) => ({ uri })),
    ...(expires !== undefined && { expirationTime: timestampFromMs(expires) }),
    ...(metadata !== undefined && { appMetadata: metadata }),
  });

export interface InfoParts {
  readonly schema: Schema;
  readonly descriptor: Descriptor;
  readonly endpoints: readonly (FlightEndpoint | EndpointParts)[];
  /** -1 where they are not known. */
  readonly records?: number | undefined;
  readonly bytes?: number | undefined;
  /** Whether the endpoints' order is the rows'. */
  readonly ordered?: boolean | undefined;
  readonly metadata?: Uint8Array | undefined;
}

/**
 * An info as it travels.
 * @example
 * flightInfo({ schema, descriptor: { path: ["quotes"] }, endpoints: [{ ticket: "quotes" }], records: 3 });
 */
export const flightInfo = (parts: InfoParts): FlightInfo =>
  create(FlightInfoSchema, {
    schema: encodedSchema(parts.schema),
    flightDescriptor: descriptorOf(parts.descriptor),
    endpoint: parts.endpoints.map((e) => ("$typeName" in e ? e : flightEndpoint(e))),
    totalRecords: BigInt(parts.records ?? -1),
    totalBytes: BigInt(parts.bytes ?? -1),
    ordered: parts.ordered ?? false,
    ...(parts.metadata !== undefined && { appMetadata: parts.metadata }),
  });

export interface PollParts {
  /** What is known so far. */
  readonly info: FlightInfo;
  /** What to ask with again; none: the query is done. */
  readonly descriptor?: Descriptor | undefined;
  /** From 0 to 1. */
  readonly progress?: number | undefined;
  /** When the query is given up unless it is asked for again, in milliseconds since 1970. */
  readonly expires?: number | undefined;
}

/**
 * How far a query is, as it travels.
 * @example
 * pollInfo({ info: flightInfo({ schema, descriptor: { command: "query" }, endpoints: [] }), progress: 1 });
 */
export const pollInfo = ({ info, descriptor, progress, expires }: PollParts): PollInfo =>
  create(PollInfoSchema, {
    info,
    ...(descriptor !== undefined && { flightDescriptor: descriptorOf(descriptor) }),
    ...(progress !== undefined && { progress }),
    ...(expires !== undefined && { expirationTime: timestampFromMs(expires) }),
  });

/** An action that a server takes. */
export interface ActionParts {
  readonly type: string;
  readonly description?: string | undefined;
}
