export type { ErrorCode } from "../core/codes.ts";
export { PolaroidError } from "../core/error.ts";
export { Metadata } from "../grpc/metadata.ts";
export type { CallOptions, ClientInterceptor, Transport } from "../grpc/transport.ts";
export {
  type Action,
  type ActionType,
  ActionTypeSchema,
  type Criteria,
  type FlightDescriptor,
  FlightDescriptorSchema,
  type FlightEndpoint,
  FlightEndpointSchema,
  type FlightInfo,
  FlightInfoSchema,
  type PollInfo,
  PollInfoSchema,
} from "../proto/arrow/flight/protocol/flight_pb.ts";
export type {
  Credentials,
  FlightCallOptions,
  FlightCallsOptions,
  FlightExchange,
  FlightWriteOptions,
} from "./calls.ts";
export { type FlightMessage, flightMessage } from "./data.ts";
export { type Descriptor, descriptorOf } from "./descriptor.ts";
export { type Cancelling, FlightClientOver, REUSE } from "./flight-client.ts";
export {
  type ActionParts,
  type EndpointParts,
  flightEndpoint,
  flightInfo,
  type InfoParts,
  type PollParts,
  pollInfo,
} from "./info.ts";
export { FlightReader } from "./reader.ts";
export { decodedSchema, encodedSchema } from "./schema.ts";
export type { SessionFault, SessionValue } from "./session.ts";
export { type Chunk, type FlightStream, flightMessages, type StreamOptions } from "./stream.ts";
export { FlightWriter } from "./writer.ts";
