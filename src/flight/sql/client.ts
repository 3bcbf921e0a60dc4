import { create, type DescMessage, type MessageInitShape, type MessageShape } from "@bufbuild/protobuf";
import type { Batch } from "../../arrow/batch.ts";
import { PolaroidError } from "../../core/error.ts";
import { messageCodec } from "../../grpc/method.ts";
import {
  type FlightInfo,
  FlightInfoSchema,
  type PollInfo,
  TicketSchema,
} from "../../proto/arrow/flight/protocol/flight_pb.ts";
import {
  ActionBeginSavepointRequestSchema,
  ActionBeginSavepointResultSchema,
  ActionBeginTransactionRequestSchema,
  ActionBeginTransactionResultSchema,
  ActionCancelQueryRequestSchema,
  ActionCancelQueryResultSchema,
  ActionCreatePreparedStatementRequestSchema,
  ActionCreatePreparedStatementResultSchema,
  ActionCreatePreparedSubstraitPlanRequestSchema,
  ActionEndSavepointRequestSchema,
  ActionEndTransactionRequestSchema,
  CommandStatementIngestSchema,
  CommandStatementSubstraitPlanSchema,
  CommandStatementUpdateSchema,
  DoPutUpdateResultSchema,
  CommandStatementIngest_TableDefinitionOptions_TableExistsOption as Exists,
  CommandStatementIngest_TableDefinitionOptions_TableNotExistOption as Missing,
} from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import type { FlightCallOptions } from "../calls.ts";
import { FlightClient } from "../client.ts";
import type { Cancelling } from "../flight-client.ts";
import { METHODS } from "../methods.ts";
import type { FlightStream } from "../stream.ts";
import { packed, unpacked } from "./any.ts";
import { given, type InTransaction, type SqlCommand, type Substrait, sqlCommand } from "./commands.ts";
import { PreparedStatement } from "./prepared.ts";
import type { SqlInfoValue } from "./sql-info.ts";
import { readSqlInfo } from "./sql-info-read.ts";

export interface SqlCallOptions extends FlightCallOptions, InTransaction {}
/** Where rows go; as a rule a table is made, and there may be none of its name. */
export interface IngestOptions extends SqlCallOptions {
  readonly table: string;
  readonly catalog?: string | undefined;
  readonly dbSchema?: string | undefined;
  readonly temporary?: boolean | undefined;
  readonly ifMissing?: "create" | "fail" | undefined;
  readonly ifExists?: "fail" | "append" | "replace" | undefined;
  /** What the server understands beside these. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

const NONE: FlightStream = { schema: { fields: [], index: new Map() }, batches: [] };
const RESULTS: readonly Cancelling[] = ["UNSPECIFIED", "CANCELLED", "CANCELLING", "NOT_CANCELLABLE"];
const COMMIT = 1;
const UNDO = 2;

/**
 * A client of Flight SQL; what `sqlCommand` makes goes to `read`, `getFlightInfo` and `getSchema`.
 * @example
 * await using client = new FlightSqlClient("grpc://localhost:50051");
 * for await (const batch of client.query("select * from trades")) console.log(batch.length);
 */
export class FlightSqlClient extends FlightClient {
  /** Where the rows of a query are to be had. */
  execute(query: string, { transaction, ...options }: SqlCallOptions = {}): Promise<FlightInfo> {
    return this.getFlightInfo(sqlCommand.query(query, { transaction }), options);
  }

  /** The rows of a query. */
  query(query: string, { transaction, ...options }: SqlCallOptions = {}): AsyncGenerator<Batch> {
    return this.read(sqlCommand.query(query, { transaction }), options);
  }

  /** The same for a query that takes long: ask on by `pollFlightInfo` with the descriptor of the answer, until it has none. */
  poll(query: string, { transaction, ...options }: SqlCallOptions = {}): Promise<PollInfo> {
    return this.pollFlightInfo(sqlCommand.query(query, { transaction }), options);
  }

  /** Runs a statement without rows; how many it changed, -1 where nobody knows. */
  executeUpdate(query: string, { transaction, ...options }: SqlCallOptions = {}): Promise<number> {
    const values = given({ query, transactionId: transaction });
    return this.#counted(CommandStatementUpdateSchema, values as never, NONE, options);
  }

  executeSubstrait(plan: Substrait, { transaction, ...options }: SqlCallOptions = {}): Promise<FlightInfo> {
    return this.getFlightInfo(sqlCommand.substrait(plan, { transaction }), options);
  }

  executeSubstraitUpdate(plan: Substrait, { transaction, ...options }: SqlCallOptions = {}): Promise<number> {
    const values = given({ plan: { plan: plan.plan, version: plan.version }, transactionId: transaction });
    return this.#counted(CommandStatementSubstraitPlanSchema, values as never, NONE, options);
  }

  /**
   * Prepares a statement; it is the server's until it is closed.
   * @example
   * await using statement = await client.prepare("select * from trades where symbol = ?");
   * for await (const batch of statement.query(parameters)) console.log(batch.length);
   */
  async prepare(query: string, { transaction, ...options }: SqlCallOptions = {}): Promise<PreparedStatement> {
    const values = given({ query, transactionId: transaction });
    return this.#prepared(
      "CreatePreparedStatement",
      ActionCreatePreparedStatementRequestSchema,
      values as never,
      options,
    );
  }

  async prepareSubstrait(
    plan: Substrait,
    { transaction, ...options }: SqlCallOptions = {},
  ): Promise<PreparedStatement> {
    const values = given({ plan: { plan: plan.plan, version: plan.version }, transactionId: transaction });
    const request = ActionCreatePreparedSubstraitPlanRequestSchema;
    return this.#prepared("CreatePreparedSubstraitPlan", request, values as never, options);
  }

  async #prepared<D extends DescMessage>(
    type: string,
    desc: D,
    values: MessageInitShape<D>,
    options: FlightCallOptions,
  ): Promise<PreparedStatement> {
    const body = await this.sqlAction(type, desc, values, options);
    return new PreparedStatement(this, unpacked(ActionCreatePreparedStatementResultSchema, body));
  }

  /** Puts rows into a table in bulk; how many. */
  ingest(
    rows: FlightStream,
    { table, catalog, dbSchema, temporary, ifMissing, ifExists, settings, transaction, ...options }: IngestOptions,
  ): Promise<number> {
    const values = given({
      table,
      catalog,
      schema: dbSchema,
      temporary: temporary ?? false,
      transactionId: transaction,
      options: { ...settings },
      tableDefinitionOptions: {
        ifNotExist: ifMissing === "fail" ? Missing.FAIL : Missing.CREATE,
        ifExists: ifExists === "append" ? Exists.APPEND : ifExists === "replace" ? Exists.REPLACE : Exists.FAIL,
      },
    });
    return this.#counted(CommandStatementIngestSchema, values as never, rows, options);
  }

  async #counted<D extends DescMessage>(
    desc: D,
    values: MessageInitShape<D>,
    rows: FlightStream,
    options: FlightCallOptions,
  ): Promise<number> {
    return this.putCounted({ command: packed(desc, create(desc, values) as MessageShape<D>) }, rows, options);
  }

  /** Rows for a command that answers how many it changed. */
  async putCounted(to: SqlCommand, rows: FlightStream, options: FlightCallOptions = {}): Promise<number> {
    const [answer] = await this.put(to, rows, options);
    if (answer === undefined) throw new PolaroidError("CORRUPT", `${this.url} did not say how many rows it changed`);
    return Number(messageCodec(DoPutUpdateResultSchema).decode(answer).recordCount);
  }

  /** What the server says of itself, by the numbers of SqlInfo; all of it, or those asked for. */
  async getSqlInfo(
    numbers: readonly number[] = [],
    options: FlightCallOptions = {},
  ): Promise<ReadonlyMap<number, SqlInfoValue>> {
    const info = await this.getFlightInfo(sqlCommand.sqlInfo(numbers), options);
    const out = new Map<number, SqlInfoValue>();
    for (const { ticket } of info.endpoint) {
      const messages = this.transport.call(METHODS.doGet, [ticket ?? create(TicketSchema)], this.said(options));
      for (const [name, value] of await readSqlInfo(messages)) out.set(name, value);
    }
    return out;
  }

  /** The id of a new transaction. */
  async beginTransaction(options: FlightCallOptions = {}): Promise<Uint8Array> {
    const body = await this.sqlAction("BeginTransaction", ActionBeginTransactionRequestSchema, {}, options);
    return unpacked(ActionBeginTransactionResultSchema, body).transactionId;
  }

  async commit(transactionId: Uint8Array, options: FlightCallOptions = {}): Promise<void> {
    const request = { transactionId, action: COMMIT } as const;
    await this.sqlAction("EndTransaction", ActionEndTransactionRequestSchema, request, options);
  }

  async rollback(transactionId: Uint8Array, options: FlightCallOptions = {}): Promise<void> {
    const request = { transactionId, action: UNDO } as const;
    await this.sqlAction("EndTransaction", ActionEndTransactionRequestSchema, request, options);
  }

  /** The id of a place in a transaction to come back to. */
  async beginSavepoint(transactionId: Uint8Array, name: string, options: FlightCallOptions = {}): Promise<Uint8Array> {
    const request = { transactionId, name };
    const body = await this.sqlAction("BeginSavepoint", ActionBeginSavepointRequestSchema, request, options);
    return unpacked(ActionBeginSavepointResultSchema, body).savepointId;
  }

  async releaseSavepoint(savepointId: Uint8Array, options: FlightCallOptions = {}): Promise<void> {
    const request = { savepointId, action: COMMIT } as const;
    await this.sqlAction("EndSavepoint", ActionEndSavepointRequestSchema, request, options);
  }

  async rollbackSavepoint(savepointId: Uint8Array, options: FlightCallOptions = {}): Promise<void> {
    const request = { savepointId, action: UNDO } as const;
    await this.sqlAction("EndSavepoint", ActionEndSavepointRequestSchema, request, options);
  }

  /** Stops a query by the action that servers had before `cancelFlightInfo`. */
  async cancelQuery(info: FlightInfo, options: FlightCallOptions = {}): Promise<Cancelling> {
    const [bytes] = messageCodec(FlightInfoSchema).encode(info);
    const request = { info: bytes as Uint8Array };
    const body = await this.sqlAction("CancelQuery", ActionCancelQueryRequestSchema, request, options);
    return RESULTS[unpacked(ActionCancelQueryResultSchema, body).result] ?? "UNSPECIFIED";
  }

  /** An action whose request travels in an Any; the body of its answer, empty without one. */
  async sqlAction<D extends DescMessage>(
    type: string,
    desc: D,
    values: MessageInitShape<D>,
    options: FlightCallOptions = {},
  ): Promise<Uint8Array> {
    let found = new Uint8Array(0);
    const request = packed(desc, create(desc, values) as MessageShape<D>);
    for await (const body of this.doAction(type, request, options)) found = body as typeof found;
    return found;
  }
}
