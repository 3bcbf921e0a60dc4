import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Schema } from "../../arrow/schema.ts";
import { field, schema } from "../../arrow/schema.ts";
import { Datetime, Utf8 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { commandIn } from "../../flight/sql/any.ts";
import type { FlightSqlHandlers, QueryInfo } from "../../flight/sql/handlers.ts";
import type { Call } from "../../grpc/call.ts";
import type { TicketStatementQuery } from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import { mustBe } from "../auth/roles.ts";
import type { Values } from "../queries/statements.ts";
import { Held } from "./held.ts";
import { parametersIn } from "./parameters.ts";
import type { Ready, Runs, Stated } from "./running.ts";
import { LIMITS } from "./services.ts";
import type { Transactions } from "./transactions.ts";

type Handlers = Pick<
  FlightSqlHandlers,
  | "query"
  | "querySchema"
  | "rows"
  | "prepare"
  | "bind"
  | "preparedQuery"
  | "preparedSchema"
  | "closePrepared"
  | "update"
  | "updatePrepared"
  | "cancel"
  | "renewEndpoint"
>;

interface Statement {
  readonly stated: Stated;
  readonly transaction: Uint8Array | null;
  values: readonly Values[];
}

/** What clients can bind: text where nothing tells a type, and milliseconds, which JDBC's driver writes whatever the unit is. */
const bindable = (s: Schema): Schema =>
  schema(
    s.fields.map(({ name, type, nullable }) => {
      if (type.id === "Null") return field(name, Utf8, true);
      return field(name, type.id === "Datetime" ? Datetime("ms", type.zone) : type, nullable);
    }),
  );

/** Queries, updates and prepared statements. */
export function statementHandlers(runs: Runs, transactions: Transactions): Handlers & { forget(owner: string): void } {
  const { services, queries } = runs;
  const limits = { ...LIMITS, ...services.limits };
  const open = new Held<Statement>("prepared statement", {
    ttl: limits.preparedTtl,
    perOwner: limits.preparedPerSession,
    all: limits.all,
  });
  const held = (ready: Ready, call: Call): QueryInfo => ({
    schema: ready.schema,
    handle: queries.add(runs.session(call).id, ready),
    expires: queries.expiry(),
  });
  const statement = (handle: Uint8Array, call: Call): Statement => open.get(handle, runs.session(call).id);
  const readyOf = (s: Statement, call: Call): Promise<Ready> =>
    runs.ready(s.stated, s.values, transactions.ofStatement(s.transaction, call), call);
  return {
    async query({ query, transaction }, call) {
      const stated = await runs.prepare(query, transaction, call);
      return held(await runs.ready(stated, [], transaction, call), call);
    },
    async querySchema({ query, transaction }, call) {
      return (await runs.ready(await runs.prepare(query, transaction, call), [], transaction, call)).schema;
    },
    rows: (handle, call) => queries.get(handle, runs.session(call).id).rows(handle, call),
    async prepare({ query, transaction }, call) {
      mustBe("read", call);
      const stated = await runs.prepare(query, transaction, call);
      const handle = open.add(runs.session(call).id, { stated, transaction, values: [] });
      const { isUpdate, parameters, schema: rows } = stated.prepared;
      return { handle, isUpdate: isUpdate && rows === null, schema: rows, parameters: bindable(parameters) };
    },
    async bind(handle, reader, call) {
      const found = statement(handle, call);
      found.values = (await parametersIn(reader, found.stated.prepared.parameters)) ?? [];
      // Java's client goes on with whatever handle comes back, even with none.
      return handle;
    },
    async preparedQuery(handle, call) {
      return held(await readyOf(statement(handle, call), call), call);
    },
    async preparedSchema(handle, call) {
      const found = statement(handle, call);
      const { parameters, schema: rows } = found.stated.prepared;
      const unbound = parameters.fields.length > 0 && found.values.length === 0;
      return unbound && rows !== null ? rows : (await readyOf(found, call)).schema;
    },
    closePrepared(handle, call) {
      open.close(handle, runs.session(call).id);
    },
    async update({ query, transaction }, call) {
      mustBe("write", call);
      const { prepared } = await runs.prepare(query, transaction, call);
      return await runs.update(prepared, [], transaction, call);
    },
    async updatePrepared(handle, reader, call) {
      const { stated, transaction, values: bound } = statement(handle, call);
      const { prepared } = stated;
      const sent = await parametersIn(reader, prepared.parameters);
      // Values for no row at all are nothing to do.
      if (sent !== null && sent.length === 0) return 0;
      const values = sent ?? bound;
      return await runs.update(prepared, values, transactions.ofStatement(transaction, call), call);
    },
    cancel(handles, _, call) {
      const { id } = runs.session(call);
      const stopped = handles.map((h) => {
        const running = services.queries.cancel(new TextDecoder().decode(h), id);
        return queries.close(h, id) || running;
      });
      return stopped.some((s) => s) ? "cancelled" : "not cancellable";
    },
    renewEndpoint(endpoint, call) {
      const command = commandIn(endpoint.ticket?.ticket ?? new Uint8Array(0));
      if (command?.$typeName !== "arrow.flight.protocol.sql.TicketStatementQuery")
        throw new PolaroidError("INVALID_ARGUMENT", "the endpoint has no ticket of a query");
      queries.get((command as TicketStatementQuery).statementHandle, runs.session(call).id);
      return { ...endpoint, expirationTime: timestampFromDate(queries.expiry()) };
    },
    forget: (owner) => {
      open.forget(owner);
      queries.forget(owner);
    },
  };
}
