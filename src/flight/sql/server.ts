import { create } from "@bufbuild/protobuf";
import { PolaroidError } from "../../core/error.ts";
import {
  ActionTypeSchema,
  type FlightDescriptor,
  FlightDescriptor_DescriptorType as Kind,
} from "../../proto/arrow/flight/protocol/flight_pb.ts";
import type { FlightHandlers } from "../server.ts";
import { ACTIONS } from "./actions.ts";
import { commandIn } from "./any.ts";
import type { FlightSqlHandlers } from "./handlers.ts";
import type { Need } from "./metadata.ts";
import { putResult } from "./puts.ts";
import { infoOf, pollOf, type QueryCommand, rowsOfTicket, schemaOfCommand } from "./queries.ts";

const commandOf = (d: FlightDescriptor | null): QueryCommand | null =>
  d?.type === Kind.CMD ? (commandIn(d.cmd) as QueryCommand | null) : null;

/**
 * Flight SQL as handlers of Flight; what is no command of Flight SQL goes to `others`.
 * @example
 * const routes = flightService(flightSqlHandlers({ query: ({ query }) => plan(query), rows: (handle) => run(handle) }));
 */
export function flightSqlHandlers(sql: FlightSqlHandlers, others: FlightHandlers = {}): FlightHandlers {
  const need: Need = (name) => {
    const found = sql[name];
    if (found === undefined)
      throw new PolaroidError("NOT_SUPPORTED", `this server of Flight SQL does not answer "${name}"`);
    return found.bind(sql) as never;
  };
  const other = <K extends keyof FlightHandlers>(name: K): NonNullable<FlightHandlers[K]> => {
    const found = others[name];
    if (found === undefined)
      throw new PolaroidError("INVALID_ARGUMENT", `${name} takes commands of Flight SQL here, as google.protobuf.Any`);
    return found.bind(others) as never;
  };
  return {
    ...others,
    async getFlightInfo(descriptor, call) {
      const command = commandOf(descriptor);
      if (command === null) return await other("getFlightInfo")(descriptor, call);
      return await infoOf(command, descriptor, need, call);
    },
    async pollFlightInfo(descriptor, call) {
      const command = commandOf(descriptor);
      if (command === null) return await other("pollFlightInfo")(descriptor, call);
      return await pollOf(command, descriptor, sql, need, call);
    },
    async getSchema(descriptor, call) {
      const command = commandOf(descriptor);
      if (command === null) return await other("getSchema")(descriptor, call);
      return await schemaOfCommand(command, sql, need, call);
    },
    async doGet(ticket, call) {
      const command = commandIn(ticket) as QueryCommand | null;
      return command === null ? await other("doGet")(ticket, call) : await rowsOfTicket(command, need, call);
    },
    async *doPut(reader, call) {
      const command = commandOf(await reader.descriptor());
      if (command === null) return yield* other("doPut")(reader, call);
      yield await putResult(command, reader, need, call);
    },
    async *doAction(action, call) {
      const known = Object.hasOwn(ACTIONS, action.type) ? ACTIONS[action.type] : undefined;
      if (known === undefined) {
        if (others.doAction !== undefined) return yield* others.doAction(action, call);
        throw new PolaroidError(
          "NOT_SUPPORTED",
          `there is no action "${action.type}"; ListActions tells which there are`,
        );
      }
      const answer = await known.answer(action.body, need, call);
      if (answer !== null) yield answer;
    },
    async *listActions(call) {
      for (const [type, { needs, about }] of Object.entries(ACTIONS))
        if (sql[needs] !== undefined) yield create(ActionTypeSchema, { type, description: about });
      if (others.listActions !== undefined) yield* others.listActions(call);
    },
  };
}
