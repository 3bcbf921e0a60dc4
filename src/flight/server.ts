import { create } from "@bufbuild/protobuf";
import type { Schema } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import type { Call } from "../grpc/call.ts";
import { HealthStatus, health } from "../grpc/health.ts";
import { reflection } from "../grpc/reflection.ts";
import { answered, bidi, serverStream, unary } from "../grpc/route.ts";
import { GrpcServer, type ServerOptions, type ServiceRoutes } from "../grpc/server.ts";
import {
  type Criteria,
  type FlightDescriptor,
  type FlightInfo,
  FlightService,
  HandshakeResponseSchema,
  type PollInfo,
  PutResultSchema,
  ResultSchema,
  SchemaResultSchema,
  type Ticket,
} from "../proto/arrow/flight/protocol/flight_pb.ts";
import type { FlightMessage } from "./data.ts";
import { actionType, bytesOf, isStream, madeBy, messageOf, rowsOf, schemaBytes, streamed } from "./handled.ts";
import type { ActionParts } from "./info.ts";
import { METHODS } from "./methods.ts";
import { FlightReader } from "./reader.ts";
import { type FlightStream, flightMessages, type StreamOptions } from "./stream.ts";

/** What a server of Flight answers; what is left out is `NOT_SUPPORTED`. */
export interface FlightHandlers {
  handshake?(payloads: AsyncIterable<Uint8Array>, call: Call): AsyncIterable<Uint8Array>;
  listFlights?(criteria: Criteria, call: Call): AsyncIterable<FlightInfo>;
  getFlightInfo?(descriptor: FlightDescriptor, call: Call): Promise<FlightInfo> | FlightInfo;
  pollFlightInfo?(descriptor: FlightDescriptor, call: Call): Promise<PollInfo> | PollInfo;
  /** A schema, or the bytes of its IPC message. */
  getSchema?(descriptor: FlightDescriptor, call: Call): Promise<Schema | Uint8Array> | Schema | Uint8Array;
  /** Rows as batches, or messages as they are to be sent. */
  doGet?(
    ticket: Uint8Array,
    call: Call,
  ): Promise<FlightStream | AsyncIterable<FlightMessage>> | FlightStream | AsyncIterable<FlightMessage>;
  /** Takes rows; what it yields goes back as the metadata of PutResults. */
  doPut?(reader: FlightReader, call: Call): AsyncIterable<Uint8Array>;
  doExchange?(reader: FlightReader, call: Call): AsyncIterable<FlightMessage>;
  doAction?(action: { readonly type: string; readonly body: Uint8Array }, call: Call): AsyncIterable<Uint8Array>;
  listActions?(call: Call): AsyncIterable<ActionParts> | Iterable<ActionParts>;
}

const lacking = (name: string): PolaroidError =>
  new PolaroidError("NOT_SUPPORTED", `this server does not answer ${name}`);
/** The ten methods of Flight over handlers; goes into a `GrpcServer`. */
export function flightService(handlers: FlightHandlers, options: StreamOptions = {}): ServiceRoutes {
  const { method } = FlightService;
  const need = <K extends keyof FlightHandlers>(name: K): NonNullable<FlightHandlers[K]> => {
    const found = handlers[name];
    if (found === undefined) throw lacking(name);
    return found.bind(handlers) as NonNullable<FlightHandlers[K]>;
  };
  return {
    service: FlightService,
    routes: [
      bidi(method.handshake, async function* (requests, call) {
        const payloads = async function* () {
          for await (const { payload } of requests) yield payload;
        };
        for await (const payload of streamed<Uint8Array>("handshake", need("handshake")(payloads(), call)))
          yield create(HandshakeResponseSchema, { payload: bytesOf("handshake", payload) });
      }),
      serverStream(method.listFlights, async function* (criteria, call) {
        for await (const info of streamed<FlightInfo>("listFlights", need("listFlights")(criteria, call)))
          yield madeBy("listFlights", info, "flightInfo()");
      }),
      unary(method.getFlightInfo, async (descriptor, call) =>
        madeBy("getFlightInfo", await need("getFlightInfo")(descriptor, call), "flightInfo()"),
      ),
      unary(method.pollFlightInfo, async (descriptor, call) =>
        madeBy("pollFlightInfo", await need("pollFlightInfo")(descriptor, call), "pollInfo()"),
      ),
      unary(method.getSchema, async (descriptor, call) =>
        create(SchemaResultSchema, { schema: schemaBytes(await need("getSchema")(descriptor, call)) }),
      ),
      answered(METHODS.doGet, async function* (request: Ticket, call: Call) {
        const found = rowsOf(await need("doGet")(request.ticket, call));
        if (isStream(found)) yield* flightMessages(found, options);
        else for await (const message of found) yield messageOf("doGet", message);
      }),
      answered(METHODS.doPut, async function* (messages: AsyncIterable<FlightMessage>, call: Call) {
        const reader = new FlightReader(messages, options.codecs, call.slabs);
        for await (const appMetadata of streamed<Uint8Array>("doPut", need("doPut")(reader, call)))
          yield create(PutResultSchema, { appMetadata: bytesOf("doPut", appMetadata) });
      }),
      answered(METHODS.doExchange, async function* (messages: AsyncIterable<FlightMessage>, call: Call) {
        const reader = new FlightReader(messages, options.codecs, call.slabs);
        for await (const message of streamed<FlightMessage>("doExchange", need("doExchange")(reader, call)))
          yield messageOf("doExchange", message);
      }),
      serverStream(method.doAction, async function* (action, call) {
        for await (const body of streamed<Uint8Array>("doAction", need("doAction")(action, call)))
          yield create(ResultSchema, { body: bytesOf("doAction", body) });
      }),
      serverStream(method.listActions, async function* (_, call) {
        for await (const action of streamed<ActionParts>("listActions", need("listActions")(call)))
          yield actionType(action);
      }),
    ],
  };
}

/**
 * Serves Flight on a port, with gRPC's health service and reflection beside it.
 * @example
 * const server = await serveFlight({
 *   getFlightInfo: (descriptor) => flightInfo({ schema, descriptor, endpoints: [{ ticket: "all" }] }),
 *   doGet: () => ({ schema, batches: [batch] }),
 * });
 * const client = new FlightClient(`grpc://localhost:${server.port}`);
 */
export function serveFlight(
  handlers: FlightHandlers,
  options: ServerOptions & StreamOptions = {},
): Promise<GrpcServer> {
  return GrpcServer.start(
    [flightService(handlers, options), health(new HealthStatus()), ...reflection([FlightService])],
    options,
  );
}
