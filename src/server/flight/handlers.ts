import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import { text, utf8 } from "../../core/utf8.ts";
import { encodedSchema } from "../../flight/schema.ts";
import type { FlightHandlers } from "../../flight/server.ts";
import { packed } from "../../flight/sql/any.ts";
import { flightSqlHandlers } from "../../flight/sql/server.ts";
import type { Call } from "../../grpc/call.ts";
import {
  type FlightDescriptor,
  FlightDescriptorSchema,
  type FlightInfo,
  FlightInfoSchema,
  FlightDescriptor_DescriptorType as Kind,
  PollInfoSchema,
} from "../../proto/arrow/flight/protocol/flight_pb.ts";
import { TicketStatementQuerySchema } from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import { mustBe } from "../auth/roles.ts";
import type { Snapshot, Table, Transaction } from "../catalog/catalog.ts";
import { planOfFrame } from "../dataframe/resolver.ts";
import { ingestHandler, receivedRows } from "../flight-sql/ingest.ts";
import { listingHandlers } from "../flight-sql/listing.ts";
import { pollHandler } from "../flight-sql/polling.ts";
import { type Ready, Runs } from "../flight-sql/running.ts";
import type { FlightServices } from "../flight-sql/services.ts";
import { sessionHandlers } from "../flight-sql/session-options.ts";
import { sqlInfoOf } from "../flight-sql/sql-info-values.ts";
import { statementHandlers } from "../flight-sql/statements.ts";
import { Transactions } from "../flight-sql/transactions.ts";

const LONGEST = 1 << 20;

function tableIn({ tables }: Snapshot, path: readonly string[]): Table {
  const name = path.at(-1) ?? "";
  const found = path.length === 1 ? tables.get(name.toLowerCase()) : undefined;
  if (found !== undefined) return found;
  throw new PolaroidError(
    "NOT_FOUND",
    `there is no table "${path.join("/").slice(0, 80)}"; ListFlights tells which there are`,
  );
}

/** Plain Flight: tables by path, queries by their text. */
function plainHandlers(runs: Runs): FlightHandlers {
  const { services, queries } = runs;
  const seen = (call: Call): Snapshot => services.statements.snapshot(runs.session(call).id);
  const info = (
    descriptor: FlightDescriptor,
    schema: Schema,
    handle: Uint8Array,
    rows: number,
    bytes: number,
  ): FlightInfo =>
    create(FlightInfoSchema, {
      schema: encodedSchema(schema),
      flightDescriptor: descriptor,
      endpoint: [
        {
          ticket: {
            ticket: packed(TicketStatementQuerySchema, create(TicketStatementQuerySchema, { statementHandle: handle })),
          },
          expirationTime: timestampFromDate(queries.expiry()),
        },
      ],
      totalRecords: BigInt(rows),
      totalBytes: BigInt(bytes),
    });
  const ready = async (d: FlightDescriptor, call: Call): Promise<Ready> => {
    if (d.type !== Kind.CMD)
      throw new PolaroidError(
        "INVALID_ARGUMENT",
        "a descriptor is the path of a table, or a command: SQL or one of Flight SQL",
      );
    if (d.cmd.length > LONGEST) throw new PolaroidError("INVALID_ARGUMENT", `a query of more than ${LONGEST} bytes`);
    return await runs.ready(await runs.prepare(text(d.cmd, 0, d.cmd.length), null, call), [], null, call);
  };
  const ofTable = (t: Table): Ready => ({
    schema: t.frame.schema,
    rows: async (handle, call) => (await runs.run(planOfFrame(t.frame), handle, call)).messages,
  });
  const getFlightInfo = async (d: FlightDescriptor, call: Call): Promise<FlightInfo> => {
    mustBe("read", call);
    const owner = runs.session(call).id;
    if (d.type === Kind.PATH) {
      const found = tableIn(seen(call), d.path);
      return info(d, found.frame.schema, queries.add(owner, ofTable(found)), found.frame.rows, found.bytes);
    }
    const query = await ready(d, call);
    return info(d, query.schema, queries.add(owner, query), -1, -1);
  };
  return {
    async *listFlights({ expression }, call) {
      mustBe("read", call);
      const part = text(expression, 0, Math.min(expression.length, 1000)).toLowerCase();
      for (const [key, t] of seen(call).tables) {
        if (!key.includes(part)) continue;
        const descriptor = create(FlightDescriptorSchema, { type: Kind.PATH, path: [t.name] });
        const listed = create(FlightInfoSchema, {
          schema: encodedSchema(t.frame.schema),
          flightDescriptor: descriptor,
          // The name is a ticket that does not expire.
          endpoint: [{ ticket: { ticket: utf8(t.name) } }],
          totalRecords: BigInt(t.frame.rows),
          totalBytes: BigInt(t.bytes),
        });
        yield listed;
      }
    },
    getFlightInfo,
    pollFlightInfo: async (d, call) => create(PollInfoSchema, { info: await getFlightInfo(d, call), progress: 1 }),
    getSchema: async (d, call) =>
      d.type === Kind.PATH ? tableIn(seen(call), d.path).frame.schema : (await ready(d, call)).schema,
    async doGet(ticket, call) {
      mustBe("read", call);
      const name = text(ticket, 0, Math.min(ticket.length, 1000));
      return await ofTable(tableIn(seen(call), [name])).rows(utf8(crypto.randomUUID()), call);
    },
    async *doPut(reader, call) {
      mustBe("write", call);
      const d = await reader.descriptor();
      if (d === null)
        throw new PolaroidError(
          "INVALID_ARGUMENT",
          "nothing came: no descriptor says which table is meant (ADBC's ingestion sends nothing where there are no rows)",
        );
      const [name] = d.type === Kind.PATH && d.path.length === 1 ? d.path : [];
      if (name === undefined || name === "")
        throw new PolaroidError(
          "INVALID_ARGUMENT",
          "rows are put to the path of a table: one name, which is made where it is not there",
        );
      const frame = await receivedRows(reader, services);
      const into = (t: Transaction): void =>
        t.put(name, frame, t.snapshot().tables.has(name.toLowerCase()) ? "append" : "create");
      const { id } = runs.session(call);
      const open = services.statements.transactionOf(id);
      if (open === undefined) services.catalog.change(id, into);
      else into(open);
      yield utf8(JSON.stringify({ rows: frame.rows }));
    },
  };
}

/**
 * Flight and Flight SQL of the server: what a session holds goes with it.
 * @example
 * const routes = flightService(flightHandlers({ statements, queries, catalog, sessions, version: "1.0.0", ... }));
 */
export function flightHandlers(services: FlightServices): FlightHandlers {
  const runs = new Runs(services);
  const transactions = new Transactions(services);
  const { forget, ...statements } = statementHandlers(runs, transactions);
  services.sessions.onEnd(({ id }) => {
    forget(id);
    services.catalog.forget(id);
  });
  const info = sqlInfoOf(services);
  return flightSqlHandlers(
    {
      ...statements,
      ...pollHandler(runs),
      ...ingestHandler(services),
      ...listingHandlers(services),
      ...transactions.handlers(),
      ...sessionHandlers(services),
      sqlInfo: () => info,
    },
    plainHandlers(runs),
  );
}
