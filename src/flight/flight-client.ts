import { create } from "@bufbuild/protobuf";
import type { Batch } from "../arrow/batch.ts";
import { type Schema, sameSchema, schemaText } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import { attemptAsync, type Outcome } from "../core/result.ts";
import { type Transport, targetOf } from "../grpc/transport.ts";
import {
  CancelFlightInfoRequestSchema,
  CancelFlightInfoResultSchema,
  CancelStatus,
  CloseSessionRequestSchema,
  CloseSessionResultSchema,
  CloseSessionResult_Status as Closing,
  type FlightEndpoint,
  FlightEndpointSchema,
  type FlightInfo,
  GetSessionOptionsRequestSchema,
  GetSessionOptionsResultSchema,
  type PollInfo,
  RenewFlightEndpointRequestSchema,
  SetSessionOptionsRequestSchema,
  SetSessionOptionsResultSchema,
} from "../proto/arrow/flight/protocol/flight_pb.ts";
import {
  type Credentials,
  type FlightCallOptions,
  FlightCalls,
  type FlightCallsOptions,
  type FlightWriteOptions,
} from "./calls.ts";
import type { Descriptor } from "./descriptor.ts";
import { faultOf, type SessionFault, type SessionValue, sessionOption, sessionValue } from "./session.ts";
import type { FlightStream } from "./stream.ts";

/** Says that rows are to be had over the connection that the info came by. */
export const REUSE = "arrow-flight-reuse-connection://?";

/** How a query ended that was to be cancelled. */
export type Cancelling = "UNSPECIFIED" | "CANCELLED" | "CANCELLING" | "NOT_CANCELLABLE";
const CANCELLING: Readonly<Record<number, Cancelling>> = {
  [CancelStatus.CANCELLED]: "CANCELLED",
  [CancelStatus.CANCELLING]: "CANCELLING",
  [CancelStatus.NOT_CANCELLABLE]: "NOT_CANCELLABLE",
};
const CLOSED: Readonly<Record<number, "CLOSED" | "CLOSING" | "NOT_CLOSEABLE">> = {
  [Closing.CLOSED]: "CLOSED",
  [Closing.CLOSING]: "CLOSING",
  [Closing.NOT_CLOSEABLE]: "NOT_CLOSEABLE",
};

const reachable = (uri: string): boolean => {
  try {
    targetOf(uri);
    return !uri.startsWith("http");
  } catch {
    return false;
  }
};

/** A client of Flight over any transport: the ten methods, and what is built on them. */
export class FlightClientOver extends FlightCalls {
  readonly #connect: (url: string) => Transport;
  readonly #others: Map<string, Transport> = new Map();

  constructor(url: string, connect: (url: string) => Transport, options: FlightCallsOptions = {}) {
    super(connect(url), options);
    this.#connect = connect;
  }

  #at(uri: string): Transport {
    if (uri === "" || uri.startsWith("arrow-flight-reuse-connection:") || uri === this.url) return this.transport;
    // What is secret here stays so.
    if (targetOf(this.url).secure && !targetOf(uri).secure)
      throw new PolaroidError(
        "PERMISSION_DENIED",
        `${uri} has no TLS, ${this.url} has; the rows are not fetched there`,
      );
    const known = this.#others.get(uri) ?? this.#connect(uri);
    this.#others.set(uri, known);
    return known;
  }

  /** The rows of one endpoint, from the first of its locations that can be reached. */
  async *readEndpoint(endpoint: FlightEndpoint, options?: FlightCallOptions): AsyncGenerator<Batch> {
    const { ticket } = endpoint;
    if (ticket === undefined) throw new PolaroidError("INVALID_ARGUMENT", "the endpoint has no ticket");
    const uris = endpoint.location.map(({ uri }) => uri);
    const usable = uris.filter((uri) => uri.startsWith("arrow-flight-reuse-connection:") || reachable(uri));
    if (uris.length > 0 && usable.length === 0)
      throw new PolaroidError("NOT_SUPPORTED", `no location of the endpoint is read here: ${uris.join(", ")}`);
    const places = usable.length === 0 ? [""] : usable;
    for (const [i, uri] of places.entries()) {
      const reader = this.get(this.#at(uri), ticket, options);
      try {
        await reader.schema();
      } catch (cause) {
        if (i + 1 < places.length && cause instanceof PolaroidError && cause.code === "UNAVAILABLE") continue;
        throw cause;
      }
      return yield* reader.batches();
    }
  }

  /**
   * All rows of a descriptor or an info, its endpoints one after the other, each from where it lies.
   * @example
   * for await (const batch of client.read({ path: ["quotes"] })) console.log(batch.length);
   */
  async *read(of: Descriptor | FlightInfo, options?: FlightCallOptions): AsyncGenerator<Batch> {
    const isInfo = "$typeName" in of && of.$typeName === "arrow.flight.protocol.FlightInfo";
    const info = isInfo ? (of as FlightInfo) : await this.getFlightInfo(of as Descriptor, options);
    let first: Schema | null = null;
    for (const endpoint of info.endpoint)
      for await (const batch of this.readEndpoint(endpoint, options)) {
        first ??= batch.schema;
        if (batch.schema !== first && !sameSchema(batch.schema, first))
          throw new PolaroidError(
            "SCHEMA_MISMATCH",
            `an endpoint gives (${schemaText(batch.schema)}), others (${schemaText(first)})`,
          );
        yield batch;
      }
  }

  /** Gives up a query and its endpoints. */
  async cancelFlightInfo(info: FlightInfo, options?: FlightCallOptions): Promise<Cancelling> {
    const form = [CancelFlightInfoRequestSchema, CancelFlightInfoResultSchema] as const;
    const { status } = await this.action(
      "CancelFlightInfo",
      form,
      create(CancelFlightInfoRequestSchema, { info }),
      options,
    );
    return CANCELLING[status] ?? "UNSPECIFIED";
  }

  /** The endpoint with a later end. */
  async renewFlightEndpoint(endpoint: FlightEndpoint, options?: FlightCallOptions): Promise<FlightEndpoint> {
    const form = [RenewFlightEndpointRequestSchema, FlightEndpointSchema] as const;
    return this.action("RenewFlightEndpoint", form, create(RenewFlightEndpointRequestSchema, { endpoint }), options);
  }

  /** Sets options of the session; gives those that were not set, and why. Sessions need the client's `cookies`. */
  async setSessionOptions(
    values: Readonly<Record<string, SessionValue>>,
    options?: FlightCallOptions,
  ): Promise<Readonly<Record<string, SessionFault>>> {
    const sessionOptions = Object.fromEntries(Object.entries(values).map(([n, v]) => [n, sessionOption(n, v)]));
    const form = [SetSessionOptionsRequestSchema, SetSessionOptionsResultSchema] as const;
    const request = create(SetSessionOptionsRequestSchema, { sessionOptions });
    const { errors } = await this.action("SetSessionOptions", form, request, options);
    return Object.fromEntries(Object.entries(errors).map(([name, { value }]) => [name, faultOf(value)]));
  }

  async getSessionOptions(options?: FlightCallOptions): Promise<Readonly<Record<string, SessionValue>>> {
    const form = [GetSessionOptionsRequestSchema, GetSessionOptionsResultSchema] as const;
    const found = await this.action("GetSessionOptions", form, create(GetSessionOptionsRequestSchema), options);
    return Object.fromEntries(Object.entries(found.sessionOptions).map(([name, v]) => [name, sessionValue(v)]));
  }

  async closeSession(options?: FlightCallOptions): Promise<"UNSPECIFIED" | "CLOSED" | "CLOSING" | "NOT_CLOSEABLE"> {
    const form = [CloseSessionRequestSchema, CloseSessionResultSchema] as const;
    const { status } = await this.action("CloseSession", form, create(CloseSessionRequestSchema), options);
    return CLOSED[status] ?? "UNSPECIFIED";
  }

  tryAuthenticate(credentials: Credentials, options?: FlightCallOptions): Promise<Outcome<string>> {
    return attemptAsync(() => this.authenticate(credentials, options));
  }
  tryGetFlightInfo(of: Descriptor, options?: FlightCallOptions): Promise<Outcome<FlightInfo>> {
    return attemptAsync(() => this.getFlightInfo(of, options));
  }
  tryPollFlightInfo(of: Descriptor, options?: FlightCallOptions): Promise<Outcome<PollInfo>> {
    return attemptAsync(() => this.pollFlightInfo(of, options));
  }
  tryGetSchema(of: Descriptor, options?: FlightCallOptions): Promise<Outcome<Schema>> {
    return attemptAsync(() => this.getSchema(of, options));
  }
  /** All rows of `read` at once. */
  tryRead(of: Descriptor | FlightInfo, options?: FlightCallOptions): Promise<Outcome<Batch[]>> {
    return attemptAsync(async () => {
      const all: Batch[] = [];
      for await (const batch of this.read(of, options)) all.push(batch);
      return all;
    });
  }
  tryPut(to: Descriptor, stream: FlightStream, options?: FlightWriteOptions): Promise<Outcome<Uint8Array[]>> {
    return attemptAsync(() => this.put(to, stream, options));
  }

  /** Ends all connections once their calls are over, or have had `grace` milliseconds: 5,000 unless given. */
  async close(grace?: number): Promise<void> {
    const others = [...this.#others.values()];
    this.#others.clear();
    await Promise.all([this.transport, ...others].map((t) => t.close(grace)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
