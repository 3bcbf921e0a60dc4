import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  ActionTypeSchema,
  type EndpointParts,
  FlightEndpointSchema,
  type FlightHandlers,
  flightEndpoint,
  flightInfo,
  PolaroidError,
} from "../../../src/flight/index.ts";
import {
  CancelFlightInfoRequestSchema,
  CancelFlightInfoResultSchema,
  CancelStatus,
  RenewFlightEndpointRequestSchema,
} from "../../../src/proto/arrow/flight/protocol/flight_pb.ts";
import { NUMBERS, numbers, textOf } from "./scenario.ts";

interface State {
  expires: number | undefined;
  reads: number;
  cancelled: boolean;
}
const invalid = (what: string): PolaroidError => new PolaroidError("INVALID_ARGUMENT", `Invalid flight: ${what}`);

/** A server whose endpoints expire, as four of the scenarios want it. */
export function expiring(): FlightHandlers {
  let states: State[] = [];
  const stateOf = (ticket: string): State => {
    const state = states[Number(/^(\d+):/.exec(ticket)?.[1] ?? -1)];
    if (state === undefined) throw invalid(`no index: ${ticket}`);
    return state;
  };
  const cancel = (ticket: string): CancelStatus => {
    const state = stateOf(ticket);
    if (state.cancelled) return CancelStatus.NOT_CANCELLABLE;
    state.cancelled = true;
    return CancelStatus.CANCELLED;
  };
  return {
    getFlightInfo(descriptor) {
      states = [];
      const lasting = (what: string, seconds?: number): EndpointParts => {
        const expires = seconds === undefined ? undefined : Date.now() + 1000 * seconds;
        states.push({ expires, reads: 0, cancelled: false });
        return { ticket: `${states.length - 1}: ${what}`, expires };
      };
      const endpoints = [lasting("No expiration time"), lasting("5 seconds", 5), lasting("6 seconds", 6)];
      return flightInfo({ schema: NUMBERS.UInt32, descriptor, endpoints });
    },
    doGet(bytes) {
      const ticket = textOf(bytes);
      const state = stateOf(ticket);
      if (state.cancelled) throw invalid(`cancelled: ${ticket}`);
      if (state.expires === undefined && state.reads > 0) throw invalid(`can't read multiple times: ${ticket}`);
      if (state.expires !== undefined && state.expires < Date.now()) throw invalid(`expired: ${ticket}`);
      state.reads++;
      return { schema: NUMBERS.UInt32, batches: [numbers("UInt32", [states.indexOf(state)])] };
    },
    async *doAction({ type, body }) {
      if (type === "CancelFlightInfo") {
        const { info } = fromBinary(CancelFlightInfoRequestSchema, body);
        const each = (info?.endpoint ?? []).map((e) => cancel(textOf(e.ticket?.ticket)));
        const status = each.every((s) => s === CancelStatus.CANCELLED)
          ? CancelStatus.CANCELLED
          : CancelStatus.NOT_CANCELLABLE;
        yield toBinary(CancelFlightInfoResultSchema, create(CancelFlightInfoResultSchema, { status }));
      } else if (type === "RenewFlightEndpoint") {
        const { endpoint } = fromBinary(RenewFlightEndpointRequestSchema, body);
        if (endpoint === undefined) throw invalid("no endpoint");
        const ticket = textOf(endpoint.ticket?.ticket);
        const expires = Date.now() + 10_000;
        stateOf(ticket).expires = expires;
        const locations = endpoint.location.map(({ uri }) => uri);
        const renewed = flightEndpoint({ ticket: `${ticket}: renewed (+ 10 seconds)`, locations, expires });
        yield toBinary(FlightEndpointSchema, renewed);
      } else throw invalid(`no action ${type}`);
    },
    listActions: () =>
      ["CancelFlightInfo", "RenewFlightEndpoint"].map((type) => create(ActionTypeSchema, { type, description: "" })),
  };
}
