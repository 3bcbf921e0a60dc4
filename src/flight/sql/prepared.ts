import { create } from "@bufbuild/protobuf";
import type { Batch } from "../../arrow/batch.ts";
import type { Schema } from "../../arrow/schema.ts";
import { messageCodec } from "../../grpc/method.ts";
import type { FlightInfo } from "../../proto/arrow/flight/protocol/flight_pb.ts";
import {
  ActionClosePreparedStatementRequestSchema,
  type ActionCreatePreparedStatementResult,
  CommandPreparedStatementUpdateSchema,
  DoPutPreparedStatementResultSchema,
} from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import type { FlightCallOptions } from "../calls.ts";
import { decodedSchema } from "../schema.ts";
import type { FlightStream } from "../stream.ts";
import { packed } from "./any.ts";
import type { FlightSqlClient } from "./client.ts";
import { sqlCommand } from "./commands.ts";

const NONE: FlightStream = { schema: { fields: [], index: new Map() }, batches: [] };
const schemaOf = (bytes: Uint8Array): Schema | null => (bytes.length === 0 ? null : decodedSchema(bytes));
const streamOf = (values: Batch | FlightStream): FlightStream =>
  "columns" in values ? { schema: values.schema, batches: [values] } : values;

/** A statement that a server holds, to be run with values for its parameters. */
export class PreparedStatement implements AsyncDisposable {
  readonly #client: FlightSqlClient;
  #handle: Uint8Array;
  /** Of the rows; null for a statement without rows, and where the server does not say it. */
  readonly schema: Schema | null;
  /** Of the parameters; null where the server does not say it. */
  readonly parameters: Schema | null;
  /** Whether it is run by `executeUpdate`; undefined where the server does not say it. */
  readonly isUpdate: boolean | undefined;

  constructor(client: FlightSqlClient, made: ActionCreatePreparedStatementResult) {
    this.#client = client;
    this.#handle = made.preparedStatementHandle;
    this.schema = schemaOf(made.datasetSchema);
    this.parameters = schemaOf(made.parameterSchema);
    this.isUpdate = made.isUpdate;
  }

  get handle(): Uint8Array {
    return this.#handle;
  }

  /** Gives the parameters values, a column each. */
  async bind(values: Batch | FlightStream, options: FlightCallOptions = {}): Promise<void> {
    const [answer] = await this.#client.put(sqlCommand.prepared(this.#handle), streamOf(values), options);
    if (answer === undefined) return;
    const { preparedStatementHandle: next } = messageCodec(DoPutPreparedStatementResultSchema).decode(answer);
    if (next !== undefined && next.length > 0) this.#handle = next;
  }

  /** Where the rows are to be had, with values that are bound first where they are given. */
  async execute(values?: Batch | FlightStream, options: FlightCallOptions = {}): Promise<FlightInfo> {
    if (values !== undefined) await this.bind(values, options);
    return await this.#client.getFlightInfo(sqlCommand.prepared(this.#handle), options);
  }

  async *query(values?: Batch | FlightStream, options: FlightCallOptions = {}): AsyncGenerator<Batch> {
    yield* this.#client.read(await this.execute(values, options), options);
  }

  /** The schema of the rows as the server would give them now. */
  getSchema(options: FlightCallOptions = {}): Promise<Schema> {
    return this.#client.getSchema(sqlCommand.prepared(this.#handle), options);
  }

  /** Runs it once for each row of values, or once; how many rows it changed. */
  executeUpdate(values?: Batch | FlightStream, options: FlightCallOptions = {}): Promise<number> {
    const desc = CommandPreparedStatementUpdateSchema;
    const command = packed(desc, create(desc, { preparedStatementHandle: this.#handle }));
    return this.#client.putCounted({ command }, values === undefined ? NONE : streamOf(values), options);
  }

  /** The server forgets it. */
  async close(options: FlightCallOptions = {}): Promise<void> {
    const request = { preparedStatementHandle: this.#handle };
    await this.#client.sqlAction("ClosePreparedStatement", ActionClosePreparedStatementRequestSchema, request, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
