import { type Method, messageCodec, methodOf, methodWith } from "../grpc/method.ts";
import {
  type Action,
  type ActionType,
  type Criteria,
  type Empty,
  type FlightDescriptor,
  type FlightInfo,
  FlightService,
  type HandshakeRequest,
  type HandshakeResponse,
  type PollInfo,
  type PutResult,
  PutResultSchema,
  type Result,
  type SchemaResult,
  type Ticket,
  TicketSchema,
} from "../proto/arrow/flight/protocol/flight_pb.ts";
import { type FlightMessage, flightData } from "./data.ts";

const { method } = FlightService;

/** The ten methods of Flight; FlightData has a form of its own. */
export const METHODS: {
  readonly handshake: Method<HandshakeRequest, HandshakeResponse>;
  readonly listFlights: Method<Criteria, FlightInfo>;
  readonly getFlightInfo: Method<FlightDescriptor, FlightInfo>;
  readonly pollFlightInfo: Method<FlightDescriptor, PollInfo>;
  readonly getSchema: Method<FlightDescriptor, SchemaResult>;
  readonly doGet: Method<Ticket, FlightMessage>;
  readonly doPut: Method<FlightMessage, PutResult>;
  readonly doExchange: Method<FlightMessage, FlightMessage>;
  readonly doAction: Method<Action, Result>;
  readonly listActions: Method<Empty, ActionType>;
} = {
  handshake: methodOf(method.handshake),
  listFlights: methodOf(method.listFlights),
  getFlightInfo: methodOf(method.getFlightInfo),
  pollFlightInfo: methodOf(method.pollFlightInfo),
  getSchema: methodOf(method.getSchema),
  doGet: methodWith(method.doGet, { input: messageCodec(TicketSchema), output: flightData }),
  doPut: methodWith(method.doPut, { input: flightData, output: messageCodec(PutResultSchema) }),
  doExchange: methodWith(method.doExchange, { input: flightData, output: flightData }),
  doAction: methodOf(method.doAction),
  listActions: methodOf(method.listActions),
};
