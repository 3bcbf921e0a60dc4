import type { CollectOptions } from "../api/config.ts";
import { DataFrame } from "../api/constructors.ts";
import type { LazyFrame } from "../api/lazy-frame.ts";
import { planOf } from "../api/plan-of.ts";
import { checkSignal } from "../api/query-options.ts";
import {
  type CsvOptions,
  type HeldTo,
  type NdjsonOptions,
  type ParquetOptions,
  type ScanOptions,
  scan,
  scanCsv,
  scanIpc,
  scanNdjson,
  scanParquet,
} from "../api/read.ts";
import { type SqlOptions, sqlPlan } from "../api/sql.ts";
import { decode } from "../arrow/ipc/decode.ts";
import { encodeStream } from "../arrow/ipc/encode.ts";
import type { Schema } from "../arrow/schema.ts";
import { badArgument, checkOptions, textArgument, wholeArgument } from "../core/argument.ts";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import { err, Maybe, type Outcome, ok, orThrow } from "../core/result.ts";
import { registerLater } from "../engine/registry.ts";
import { type Connection, connected, disconnected, remote } from "../engines/remote/engine.ts";
import { decodedSchema } from "../flight/schema.ts";
import { every, type Transport } from "../grpc/transport.ts";
import { FRAME_LIMIT } from "../plan/json.ts";
import type { Plan } from "../plan/node.ts";
import { DataFrameService, type HandleInfo } from "../proto/polaroid/v1/dataframe_service_pb.ts";
import { batchCollect } from "./batch-collect.ts";
import { Calls, type OneCall } from "./calls.ts";
import type { RemoteOptions } from "./options.ts";
import { recordsFrame } from "./records.ts";
import { framed, RemoteFrame, type Rows, remoteFrame } from "./remote-frame.ts";
import { RemoteQueries } from "./remote-queries.ts";
import { abortSignalOf } from "./signals.ts";
import { giveTried, type Tried } from "./tried.ts";
import type { PutOptions, RemoteCall, RemoteHandle, RemoteServer, RemoteTable } from "./types.ts";
import { uploaded } from "./upload.ts";

const { method } = DataFrameService;
/** Bytes of one message of an upload. */
const CHUNK = 4 << 20;
type Input = string | readonly string[];
type AnyFrame = LazyFrame | DataFrame;

const PUT: Readonly<Record<keyof PutOptions, unknown>> = {
  signal: null,
  timeout: 0,
  ifExists: "",
  chunkBytes: 0,
};
const pathsOf = (input: Input, where: string): string[] => {
  const all: readonly unknown[] = Array.isArray(input) ? input : [input];
  for (const p of all) textArgument(p, `a path of ${where}`);
  return [...all] as string[];
};
function listOf<T>(list: readonly T[], what: string): readonly T[] {
  if (!Array.isArray(list)) throw badArgument(what, list, "a list");
  return list;
}
const handleOf = (h: HandleInfo): RemoteHandle => ({
  handle: h.handle,
  kind: h.kind,
  expiresIn: Number(h.expiresInMs),
  rows: Number(h.rows),
  bytes: Number(h.bytes),
});
const CALL: Readonly<Record<keyof RemoteCall, unknown>> = { signal: null, timeout: 0 };
function callOf(call: RemoteCall | undefined): OneCall {
  checkSignal(call?.signal);
  if (call?.timeout !== undefined) wholeArgument(call.timeout, "timeout of a call", 1);
  return { signal: abortSignalOf(call?.signal), timeout: call?.timeout };
}
const ttlOf = (ttl: number): bigint => BigInt(wholeArgument(ttl, "a time to live in milliseconds", 0));
const nothingWhere = async <T extends object>(code: string, call: () => Promise<T>): Promise<Maybe<T>> => {
  try {
    return Maybe.just(await call());
  } catch (cause) {
    if (cause instanceof PolaroidError && cause.code === code) return Maybe.nothing<T>();
    throw cause;
  }
};

/**
 * A client of a Polaroid server: the library's own API, whose queries run there. Made by `connect`.
 * @example
 * await using client = await connect("grpc://localhost:50051");
 * const late = await client.scanParquet("flights.parquet").filter(col("delay").gt(60)).collect();
 */
export class Client {
  readonly #calls: Calls;
  readonly #server: RemoteQueries;
  readonly #connection: Connection;
  readonly #quiet: () => void;
  /** Sessions that it made. */
  readonly #sessions: Set<string> = new Set();
  #closed = false;

  constructor(url: string, transports: readonly Transport[], options: RemoteOptions) {
    this.#calls = new Calls(url, transports, options);
    this.#server = new RemoteQueries(this.#calls, options.frameLimit ?? FRAME_LIMIT);
    this.#connection = this.#server.connection();
    registerLater(remote.name, async () => remote);
    connected(this.#connection);
    const pause = options.keepAlive ?? 30_000;
    this.#quiet = pause === 0 ? () => undefined : every(pause, () => this.#beat(pause));
  }

  /** Where the server is. */
  get url(): string {
    return this.#calls.url;
  }
  /** Calls that are under way, streams that are read included. */
  get running(): number {
    return this.#calls.running;
  }
  /** "closed" while the server answers, "open" while it is left alone, "half-open" when it is to be tried again. */
  get circuit(): "closed" | "open" | "half-open" {
    return this.#calls.state;
  }
  /** The session of the calls; "" for the user's own. */
  get session(): string {
    return this.#calls.session;
  }

  #beat(pause: number): void {
    if (this.#calls.running === 0 && performance.now() - this.#calls.lastUsed >= pause)
      this.heartbeat({ timeout: Math.max(1000, pause) }).catch(() => undefined);
  }

  #frame<S>(plan: () => Plan): LazyFrame<S> {
    return remoteFrame(this.#server, plan) as LazyFrame<S>;
  }

  /** A query over files of the server's, of any known format. @example client.scan("flights/*.parquet") */
  scan<S = any>(input: Input, options?: ScanOptions & HeldTo<S>): LazyFrame<S> {
    return this.#frame(() => this.#server.sources.there(scan(pathsOf(input, "scan"), options).plan));
  }
  /** A query over Parquet files of the server's. @example client.scanParquet("flights.parquet") */
  scanParquet<S = any>(input: Input, options?: ParquetOptions & HeldTo<S>): LazyFrame<S> {
    return this.#frame(() => this.#server.sources.there(scanParquet(pathsOf(input, "scanParquet"), options).plan));
  }
  /** A query over CSV files of the server's. @example client.scanCsv("airports.csv") */
  scanCsv<S = any>(input: Input, options?: CsvOptions): LazyFrame<S> {
    return this.#frame(() => this.#server.sources.there(scanCsv(pathsOf(input, "scanCsv"), options).plan));
  }
  /** A query over NDJSON files of the server's. @example client.scanNdjson("events.ndjson") */
  scanNdjson<S = any>(input: Input, options?: NdjsonOptions): LazyFrame<S> {
    return this.#frame(() => this.#server.sources.there(scanNdjson(pathsOf(input, "scanNdjson"), options).plan));
  }
  /** A query over Arrow IPC files of the server's. @example client.scanIpc("table.arrow") */
  scanIpc<S = any>(input: Input, options?: ScanOptions & HeldTo<S>): LazyFrame<S> {
    return this.#frame(() => this.#server.sources.there(scanIpc(pathsOf(input, "scanIpc"), options).plan));
  }
  /** A query over a table of the server's. @example client.table("quotes") */
  table<S = any>(name: string): LazyFrame<S> {
    return this.#frame(() => this.#server.sources.plan("table", { name: textArgument(name, "the name of a table") }));
  }
  /** A query over a handle, of this client's session. @example client.frame(handle) */
  frame<S = any>(handle: string): LazyFrame<S> {
    return this.#frame(() => this.#server.sources.plan("handle", { handle: textArgument(handle, "a handle") }));
  }
  /** A frame of this side as one whose queries run on the server; its rows travel with them. @example client.lazy(df) */
  lazy<S = any>(rows: AnyFrame): LazyFrame<S> {
    return this.#frame(() => planOf(rows, "client.lazy"));
  }
  /** A query in SQL over the server's tables and files, and frames that `tables` names. @example client.sql("select * from quotes") */
  sql<S = any>(text: string, options?: SqlOptions): LazyFrame<S> {
    return this.#frame(() => sqlPlan("client.sql", text, options, new Map()));
  }
  /** Runs one statement of any kind: the rows of a query, or how many rows it changed. Never tried again. @example await client.execute("delete from quotes where price < 0") */
  async execute(text: string, call?: RemoteCall): Promise<DataFrame> {
    checkOptions("execute", CALL, call);
    const request = { query: textArgument(text, "the text of execute"), queryId: crypto.randomUUID() };
    const parts: Rows[] = [];
    for await (const { arrowIpc } of this.#calls.many(method.sql, request, callOf(call), "once"))
      parts.push(decode(arrowIpc));
    return DataFrame.of(framed(parts, this.url));
  }

  /** The rows of several Parquet files, all at once. @example const [jan, feb] = await client.batchRead(["jan.parquet", "feb.parquet"]) */
  async batchRead(paths: readonly string[], options?: CollectOptions): Promise<DataFrame[]> {
    return this.batchCollect(
      listOf(paths, "the paths of batchRead").map((p) => this.scanParquet(p)),
      options,
    );
  }
  /** The rows of several queries, by one call, in the order of the queries; the first error of them is thrown. @example await client.batchCollect([a, b]) */
  async batchCollect(frames: readonly LazyFrame[], options?: CollectOptions): Promise<DataFrame[]> {
    const own = listOf(frames, "the frames of batchCollect").map((f) => this.#own(f));
    return (await batchCollect(this.#server, own, options)).map(orThrow);
  }
  /** The outcome of each of several queries. @example (await client.tryBatchCollect([a, b])).map((o) => o.isOk) */
  async tryBatchCollect(frames: readonly LazyFrame[], options?: CollectOptions): Promise<Outcome<DataFrame>[]> {
    const own = listOf(frames, "the frames of tryBatchCollect").map((f) => this.#own(f));
    return batchCollect(this.#server, own, options);
  }
  /** A query's rows as DataFrames, as they come. @example for await (const part of client.streamCollect(frame)) console.log(part.height) */
  streamCollect(rows: LazyFrame, options?: CollectOptions): AsyncGenerator<DataFrame> {
    return this.#own(rows).collectBatches(options);
  }
  /** The same with its error as the last value. @example for await (const part of client.tryStreamCollect(frame)) console.log(part.isOk) */
  async *tryStreamCollect(rows: LazyFrame, options?: CollectOptions): AsyncGenerator<Outcome<DataFrame>> {
    try {
      for await (const part of this.streamCollect(rows, options)) yield ok(part);
    } catch (cause) {
      yield err(toPolaroidError(cause));
    }
  }
  #own(f: LazyFrame): LazyFrame {
    return f instanceof RemoteFrame ? f : this.lazy(f);
  }

  /** Runs a query and keeps its rows on the server, under a handle that only this session knows. @example const kept = await client.cache(frame) */
  async cache<S = any>(rows: AnyFrame, call?: RemoteCall): Promise<LazyFrame<S> & { readonly handle: string }> {
    const handle = await this.#server.keep(planOf(rows, "client.cache"), callOf(call));
    return Object.assign(this.frame<S>(handle), { handle });
  }
  /** Forgets a handle; false where it is not there any more. @example await client.drop(kept.handle) */
  async drop(handle: string | { readonly handle: string }, call?: RemoteCall): Promise<boolean> {
    const id = typeof handle === "string" ? handle : handle?.handle;
    return (await this.#calls.one(method.dropHandle, { handle: textArgument(id, "a handle") }, callOf(call))).dropped;
  }
  /** Begins a handle's time again, for `ttl` milliseconds; nothing where it is not there any more. @example await client.touch(kept.handle, 60_000) */
  async touch(handle: string, ttl = 0, call?: RemoteCall): Promise<Maybe<RemoteHandle>> {
    const request = { handle: textArgument(handle, "a handle"), ttlMs: ttlOf(ttl) };
    return nothingWhere("NOT_FOUND", async () =>
      handleOf(await this.#calls.one(method.touchHandle, request, callOf(call))),
    );
  }
  /** The handles of the session. @example await client.handles() */
  async handles(call?: RemoteCall): Promise<RemoteHandle[]> {
    return (await this.#calls.one(method.listHandles, {}, callOf(call))).handles.map(handleOf);
  }

  /** Puts rows on the server as a table, in chunks; it is seen once all of them are there. Gives the rows. @example await client.putTable("quotes", df) */
  async putTable(name: string, rows: AnyFrame, options: PutOptions = {}): Promise<number> {
    checkOptions("putTable", PUT, options);
    const { ifExists = "fail", chunkBytes = CHUNK } = options;
    const table = textArgument(name, "the name of a table");
    // Rows of the same server have the place of the call that they come by.
    const within = this.#server.sources.read(planOf(rows, "putTable"));
    wholeArgument(chunkBytes, "chunkBytes of putTable", 1024);
    const upload = { table, ifExists, uploadId: crypto.randomUUID() };
    return uploaded(rows.lazy(), chunkBytes, callOf(options), (chunk, signal) =>
      this.#calls.one(method.putTable, { ...upload, ...chunk }, { signal, within }, "once"),
    );
  }
  /** Adds rows to a table, which is made where there is none; all of them or none. Objects become rows as `DataFrame.fromDicts` makes them, of the table's columns and types. @example await client.appendRecords("quotes", [{ symbol: "A", price: 1 }]) */
  async appendRecords(name: string, rows: DataFrame | readonly object[], call?: RemoteCall): Promise<number> {
    const table = textArgument(name, "the name of a table");
    if (!(rows instanceof DataFrame) && !Array.isArray(rows))
      throw badArgument("what appendRecords is given", rows, "a DataFrame or a list of objects");
    checkOptions("appendRecords", CALL, call);
    const frame =
      rows instanceof DataFrame ? rows : recordsFrame(rows, (await this.tableSchema(table, call)).unwrapOr(null));
    const arrowIpc = encodeStream(frame.schema, frame.batches);
    if (arrowIpc.length > CHUNK) return this.putTable(table, frame, { ...call, ifExists: "append" });
    return Number((await this.#calls.one(method.appendRecords, { table, arrowIpc }, callOf(call), "once")).rows);
  }
  /** The server's tables. @example await client.tables() */
  async tables(call?: RemoteCall): Promise<RemoteTable[]> {
    const { tables } = await this.#calls.one(method.listTables, {}, callOf(call));
    return tables.map((t) => ({
      name: t.name,
      rows: Number(t.rows),
      bytes: Number(t.bytes),
      version: Number(t.version),
    }));
  }
  /** What is known of a table; nothing where there is none. @example (await client.tableInfo("quotes")).map((t) => t.rows) */
  async tableInfo(name: string, call?: RemoteCall): Promise<Maybe<RemoteTable>> {
    const wanted = textArgument(name, "the name of a table").toLowerCase();
    return Maybe.of((await this.tables(call)).find((t) => t.name.toLowerCase() === wanted));
  }

  /** The columns of a table; nothing where there is none. @example (await client.tableSchema("quotes")).map((s) => s.fields.length) */
  async tableSchema(name: string, call?: RemoteCall): Promise<Maybe<Schema>> {
    checkOptions("tableSchema", CALL, call);
    const request = { table: textArgument(name, "the name of a table") };
    if (name === "") return Maybe.nothing<Schema>();
    return nothingWhere("NOT_FOUND", async () =>
      decodedSchema((await this.#calls.one(method.getSchema, request, callOf(call))).arrowSchema),
    );
  }

  /** Makes a session of its own, which ends with the client; its handles are seen by no other. `ttl` is how long it lives unused, in milliseconds. @example await client.openSession() */
  async openSession(ttl = 0, call?: RemoteCall): Promise<string> {
    const { session } = await this.#calls.one(method.createSession, { ttlMs: ttlOf(ttl) }, callOf(call));
    this.#calls.session = session;
    this.#sessions.add(session);
    return session;
  }
  /** Ends the session of the calls, and its handles; how many those were. @example await client.closeSession() */
  async closeSession(call?: RemoteCall): Promise<number> {
    const { handlesDropped } = await this.#calls.one(method.closeSession, {}, callOf(call), "once");
    this.#sessions.delete(this.#calls.session);
    this.#calls.session = "";
    return handlesDropped;
  }
  /** Milliseconds that a sign of life took; fails where none comes. @example await client.heartbeat() */
  async heartbeat(call?: RemoteCall): Promise<number> {
    const start = performance.now();
    await this.#calls.one(method.heartbeat, { sentMs: BigInt(Date.now()) }, callOf(call));
    return performance.now() - start;
  }
  /** What the server says of itself. @example (await client.serverInfo()).version */
  async serverInfo(call?: RemoteCall): Promise<RemoteServer> {
    const i = await this.#calls.one(method.serverInfo, {}, callOf(call));
    const { version, planVersions, engines, running, queued, handles, sessions } = i;
    return { version, planVersions, engines, uptime: Number(i.uptimeMs), running, queued, handles, sessions };
  }

  /** Ends the client: calls under way may go on for `grace` milliseconds, its own session is closed. @example await client.close() */
  async close(grace = 5_000): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#quiet();
    disconnected(this.#connection);
    for (const session of this.#sessions) {
      this.#calls.session = session;
      await this.closeSession({ timeout: 1_000 }).catch(() => undefined);
    }
    await this.#calls.close(grace);
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

const CALLS = [
  "execute",
  "batchRead",
  "batchCollect",
  "cache",
  "drop",
  "touch",
  "handles",
  "putTable",
  "appendRecords",
  "tables",
  "tableInfo",
  "tableSchema",
  "openSession",
  "closeSession",
  "heartbeat",
  "serverInfo",
  "close",
] as const;
giveTried(
  Client.prototype,
  CALLS.filter((name) => name !== "batchCollect"),
);

/** A client of a Polaroid server; each of its calls has a form that gives its error as a value, such as `tryTables`. */
export type RemoteClient = Client & Tried<Pick<Client, (typeof CALLS)[number]>, "batchCollect">;
export const clientOver = (url: string, transports: readonly Transport[], options: RemoteOptions): RemoteClient =>
  new Client(url, transports, options) as RemoteClient;
