import { create } from "@bufbuild/protobuf";
import type { Schema } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import type { Call } from "../grpc/call.ts";
import { HealthStatus, health } from "../grpc/health.ts";
import { reflection } from "../grpc/reflection.ts";
import { answered, bidi, serverStream, unary } from "../grpc/route.ts";
import { GrpcServer, type ServerOptions, type ServiceRoutes } from "../grpc/server.ts";
import {
  type ActionType,
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
import { METHODS } from "./methods.ts";
import { FlightReader } from "./reader.ts";
import { encodedSchema } from "./schema.ts";
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
  listActions?(call: Call): AsyncIterable<ActionType> | Iterable<ActionType>;
}

const lacking = (name: string): PolaroidError =>
  new PolaroidError("NOT_SUPPORTED", `this server does not answer ${name}`);
const isStream = (v: FlightStream | AsyncIterable<FlightMessage>): v is FlightStream => "schema" in v;

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
        for await (const payload of need("handshake")(payloads(), call))
          yield create(HandshakeResponseSchema, { payload });
      }),
      serverStream(method.listFlights, (criteria, call) => need("listFlights")(criteria, call)),
      unary(method.getFlightInfo, (descriptor, call) => need("getFlightInfo")(descriptor, call)),
      unary(method.pollFlightInfo, (descriptor, call) => need("pollFlightInfo")(descriptor, call)),
      unary(method.getSchema, async (descriptor, call) => {
        const found = await need("getSchema")(descriptor, call);
        return create(SchemaResultSchema, { schema: found instanceof Uint8Array ? found : encodedSchema(found) });
      }),
      answered(METHODS.doGet, async function* (request: Ticket, call: Call) {
        const found = await need("doGet")(request.ticket, call);
        yield* isStream(found) ? flightMessages(found, options) : found;
      }),
      answered(METHODS.doPut, async function* (messages: AsyncIterable<FlightMessage>, call: Call) {
        for await (const appMetadata of need("doPut")(new FlightReader(messages, options.codecs, call.slabs), call))
          yield create(PutResultSchema, { appMetadata });
      }),
      answered(METHODS.doExchange, (messages: AsyncIterable<FlightMessage>, call: Call) =>
        need("doExchange")(new FlightReader(messages, options.codecs, call.slabs), call),
      ),
      serverStream(method.doAction, async function* (action, call) {
        for await (const body of need("doAction")(action, call)) yield create(ResultSchema, { body });
      }),
      serverStream(method.listActions, async function* (_, call) {
        yield* need("listActions")(call);
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
