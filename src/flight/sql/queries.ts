import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Call } from "../../grpc/call.ts";
import {
  type FlightDescriptor,
  FlightDescriptorSchema,
  type FlightInfo,
  FlightInfoSchema,
  FlightDescriptor_DescriptorType as Kind,
  type PollInfo,
  PollInfoSchema,
} from "../../proto/arrow/flight/protocol/flight_pb.ts";
import {
  type CommandPreparedStatementQuery,
  type CommandStatementQuery,
  type CommandStatementSubstraitPlan,
  type CommandStatementUpdate,
  type TicketStatementQuery,
  TicketStatementQuerySchema,
} from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import { encodedSchema } from "../schema.ts";
import { packed } from "./any.ts";
import type { FlightSqlHandlers, PreparedQueryInfo, QueryInfo, Rows, SqlText, SubstraitPlan } from "./handlers.ts";
import { isMetadata, type MetadataCommand, metadataMessages, type Need, schemaOfMetadata } from "./metadata.ts";

/** Commands that GetFlightInfo takes. */
export type QueryCommand =
  | MetadataCommand
  | CommandStatementQuery
  | CommandStatementSubstraitPlan
  | CommandPreparedStatementQuery;

interface Sent {
  readonly ticket: Uint8Array;
  readonly schema: Uint8Array;
  readonly about: Partial<PreparedQueryInfo>;
}

const flightInfo = (descriptor: FlightDescriptor, { ticket, schema, about }: Sent): FlightInfo =>
  create(FlightInfoSchema, {
    schema,
    flightDescriptor: descriptor,
    endpoint: [
      {
        ticket: { ticket },
        ...(about.expires !== undefined && { expirationTime: timestampFromDate(about.expires) }),
      },
    ],
    totalRecords: BigInt(about.totalRecords ?? -1),
    totalBytes: BigInt(about.totalBytes ?? -1),
  });

const ticketOf = (handle: Uint8Array): Uint8Array =>
  packed(TicketStatementQuerySchema, create(TicketStatementQuerySchema, { statementHandle: handle }));

const queryInfo = (descriptor: FlightDescriptor, found: QueryInfo): FlightInfo =>
  flightInfo(descriptor, { ticket: ticketOf(found.handle), schema: encodedSchema(found.schema), about: found });

const transactionOf = (id: Uint8Array | undefined): Uint8Array | null =>
  id === undefined || id.length === 0 ? null : id;

export const textOf = (c: CommandStatementQuery | CommandStatementUpdate): SqlText => ({
  query: c.query,
  transaction: transactionOf(c.transactionId),
});
export const planOf = (c: Pick<CommandStatementSubstraitPlan, "plan" | "transactionId">): SubstraitPlan => ({
  plan: c.plan?.plan ?? new Uint8Array(0),
  version: c.plan?.version ?? "",
  transaction: transactionOf(c.transactionId),
});

const notHere = (name: string, where: string): PolaroidError =>
  new PolaroidError("INVALID_ARGUMENT", `${name} does not go into ${where}`);

/** Where the rows of a command are to be had. */
export async function infoOf(
  command: QueryCommand,
  descriptor: FlightDescriptor,
  need: Need,
  call: Call,
): Promise<FlightInfo> {
  if (isMetadata(command))
    return flightInfo(descriptor, { ticket: descriptor.cmd, schema: schemaOfMetadata(command), about: {} });
  switch (command.$typeName) {
    case "arrow.flight.protocol.sql.CommandStatementQuery":
      return queryInfo(descriptor, await need("query")(textOf(command), call));
    case "arrow.flight.protocol.sql.CommandStatementSubstraitPlan":
      return queryInfo(descriptor, await need("substrait")(planOf(command), call));
    case "arrow.flight.protocol.sql.CommandPreparedStatementQuery": {
      const found = await need("preparedQuery")(command.preparedStatementHandle, call);
      const ticket = found.handle === undefined ? descriptor.cmd : ticketOf(found.handle);
      return flightInfo(descriptor, { ticket, schema: encodedSchema(found.schema), about: found });
    }
    default:
      throw notHere((command as { $typeName: string }).$typeName, "GetFlightInfo");
  }
}

/** The same for a query that takes long: what to ask next is a ticket, until its rows are there. */
export async function pollOf(
  command: QueryCommand | TicketStatementQuery,
  descriptor: FlightDescriptor,
  handlers: FlightSqlHandlers,
  need: Need,
  call: Call,
): Promise<PollInfo> {
  const again = command.$typeName === "arrow.flight.protocol.sql.TicketStatementQuery";
  const first = command.$typeName === "arrow.flight.protocol.sql.CommandStatementQuery";
  if (!again && !(first && handlers.pollQuery !== undefined))
    return create(PollInfoSchema, { info: await infoOf(command, descriptor, need, call), progress: 1 });
  const found = await need("pollQuery")(again ? command.statementHandle : textOf(command), call);
  const { info, progress, done, expires } = found;
  const whole = queryInfo(descriptor, info);
  const next = create(FlightDescriptorSchema, { type: Kind.CMD, cmd: ticketOf(info.handle) });
  return create(PollInfoSchema, {
    info: done ? whole : { ...whole, endpoint: [] },
    ...(!done && { flightDescriptor: next }),
    ...(progress !== undefined && { progress }),
    ...(expires !== undefined && { expirationTime: timestampFromDate(expires) }),
  });
}

/** The schema of a command's rows. */
export async function schemaOfCommand(
  command: QueryCommand,
  handlers: FlightSqlHandlers,
  need: Need,
  call: Call,
): Promise<Schema | Uint8Array> {
  if (isMetadata(command)) return schemaOfMetadata(command);
  switch (command.$typeName) {
    case "arrow.flight.protocol.sql.CommandStatementQuery":
      return await (handlers.querySchema?.(textOf(command), call) ??
        (await need("query")(textOf(command), call)).schema);
    case "arrow.flight.protocol.sql.CommandStatementSubstraitPlan":
      return await (handlers.substraitSchema?.(planOf(command), call) ??
        (await need("substrait")(planOf(command), call)).schema);
    case "arrow.flight.protocol.sql.CommandPreparedStatementQuery": {
      const handle = command.preparedStatementHandle;
      return await (handlers.preparedSchema?.(handle, call) ?? (await need("preparedQuery")(handle, call)).schema);
    }
    default:
      throw notHere((command as { $typeName: string }).$typeName, "GetSchema");
  }
}

/** The rows of a ticket. */
export async function rowsOfTicket(
  command: QueryCommand | TicketStatementQuery,
  need: Need,
  call: Call,
): Promise<Rows> {
  if (isMetadata(command)) return await metadataMessages(command, need, call);
  switch (command.$typeName) {
    case "arrow.flight.protocol.sql.TicketStatementQuery":
      return await need("rows")(command.statementHandle, call);
    case "arrow.flight.protocol.sql.CommandPreparedStatementQuery":
      return await need("preparedRows")(command.preparedStatementHandle, call);
    default:
      throw notHere(command.$typeName, "DoGet");
  }
}
