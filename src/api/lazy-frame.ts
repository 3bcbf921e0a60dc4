import type { Batch } from "../arrow/batch.ts";
import type { Schema } from "../arrow/schema.ts";
import type { DType } from "../arrow/types.ts";
import { badArgument, functionArgument, settings, textArgument } from "../core/argument.ts";
import { type PolaroidError, toPolaroidError } from "../core/error.ts";
import type { Signal } from "../core/host.ts";
import { attemptAsync, type Outcome, orThrow } from "../core/result.ts";
import { collect, execute, explain, schemaFor } from "../engine/query.ts";
import { bySchema } from "../plan/by-schema.ts";
import { fingerprint } from "../plan/fingerprint.ts";
import { PLAN_TEXT } from "../plan/later.ts";
import { frameOf, type Plan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import type { CollectOptions } from "./config.ts";
import { DataFrame, type PivotOptions } from "./data-frame.ts";
import type { Literal } from "./expr/into.ts";
import { cached, mapped } from "./lazy-rows.ts";
import { planOf } from "./plan-of.ts";
import { checkedQuery, checkSignal } from "./query-options.ts";
import type { MatchArguments } from "./rare/match.ts";
import type { UpdateArguments } from "./rare/update.ts";
import { RARE, rarely } from "./rare.ts";
import type { SchemaLike } from "./schema-argument.ts";
import { showable } from "./show/inspect.ts";
import type { Names } from "./types/schema.ts";
import { Verbs } from "./verbs.ts";
import { type CsvWriteOptions, type IpcWriteOptions, type ParquetWriteOptions, sinkFile } from "./write.ts";

/**
 * A query that has not run: immutable, cheap to build, typed by its columns. Nothing fails before `collect`.
 * @example scanParquet("flights.parquet").filter(col("distance").gt(1000)).select("carrier", "distance")
 * @ts-ignore covariance is asserted, and held by test/types: assigning frames compares schemas alone */
export class LazyFrame<out S = any> extends Verbs<S, "lazy"> {
  readonly #plan: Plan;
  readonly #problem: PolaroidError | null;

  constructor(plan: Plan, problem: PolaroidError | null = null) {
    super();
    if (typeof (plan as Plan | null | undefined)?.kind !== "string") throw badArgument("the plan of a LazyFrame", plan, "a plan; use df.lazy() or scan()");
    this.#plan = plan;
    this.#problem = problem;
  }

  /** The plan as it was asked for. What was wrong while it was built comes out here. */
  get plan(): Plan {
    if (this.#problem !== null) throw this.#problem;
    return this.#plan;
  }

  protected override total(): null {
    return null;
  }

  protected override lazily(plan: () => Plan): LazyFrame {
    return this.make(plan);
  }

  protected override make<F>(plan: () => Plan): F {
    try {
      return new LazyFrame(plan()) as F;
    } catch (cause) {
      return new LazyFrame(this.#plan, toPolaroidError(cause)) as F;
    }
  }

  /** Runs the query. Errors: every code of the table. @example await lazy.collect({ engine: "wasm" }) */
  async collect(options?: CollectOptions): Promise<DataFrame<S>> {
    try {
      const { schema, batches } = await collect(this.plan, checkedQuery("collect", options));
      return DataFrame.of(frameOf(schema, batches));
    } catch (cause) {
      throw toPolaroidError(cause);
    }
  }
  /** `collect` with its error as a value. @example (await lazy.tryCollect()).isOk */
  tryCollect(options?: CollectOptions): Promise<Outcome<DataFrame<S>>> {
    return attemptAsync(() => this.collect(options));
  }
  /** The result's batches, pulled one by one: what is not asked for is not computed. @example for await (const batch of lazy.stream()) console.log(batch.length) */
  async *stream(options?: CollectOptions): AsyncGenerator<Batch> {
    try {
      yield* execute(this.plan, checkedQuery("stream", options));
    } catch (cause) {
      throw toPolaroidError(cause);
    }
  }
  /** The batches of `stream`. @example for await (const batch of lazy) console.log(batch.length) */
  [Symbol.asyncIterator](): AsyncGenerator<Batch> {
    return this.stream();
  }
  /** Runs the query for its first `n` rows. @example await lazy.fetch(10) */
  fetch(n: number, options?: CollectOptions): Promise<DataFrame<S>> {
    return this.head(n).collect(options);
  }
  /** The names and types that the result will have. @example await lazy.collectSchema() */
  async collectSchema(signal?: Signal): Promise<Schema> {
    try {
      checkSignal(signal);
      return await schemaFor(this.plan, signal);
    } catch (cause) {
      throw toPolaroidError(cause);
    }
  }
  /** `collectSchema` with its error as a value. @example (await lazy.tryCollectSchema()).isOk */
  tryCollectSchema(signal?: Signal): Promise<Outcome<Schema>> {
    return attemptAsync(() => this.collectSchema(signal));
  }
  /** The plan before and after the optimizer, the rules that fired, the engine and why. @example console.log(await lazy.explain()) */
  async explain(options?: CollectOptions): Promise<string> {
    try {
      return await explain(this.plan, checkedQuery("explain", options));
    } catch (cause) {
      throw toPolaroidError(cause);
    }
  }
  /** `explain` with its error as a value. @example (await lazy.tryExplain()).isOk */
  tryExplain(options?: CollectOptions): Promise<Outcome<string>> {
    return attemptAsync(() => this.explain(options));
  }
  /** The query as versioned JSON text. Errors: `NOT_SERIALISABLE`. @example await lazy.serialize() */
  async serialize(): Promise<string> {
    return (await rarely()).planText(this.plan);
  }
  /** The query of a text that `serialize` made. Errors: `CORRUPT`. @example await LazyFrame.deserialize(await lazy.serialize()) */
  static async deserialize(text: string): Promise<LazyFrame> {
    const { planFromText } = await rarely();
    return new LazyFrame(orThrow(planFromText(textArgument(text, "a query as text"))));
  }
  /** A stable hash of what the query means. @example lazy.fingerprint() */
  fingerprint(): string {
    return fingerprint(this.plan);
  }
  /** Runs the query into a Parquet file, batch by batch; gives the rows written. @example await lazy.sinkParquet("late.parquet") */
  sinkParquet(path: string, options?: ParquetWriteOptions & CollectOptions): Promise<number> {
    return this.#sink(path, "parquet", options);
  }
  /** Runs the query into a CSV file. @example await lazy.sinkCsv("late.csv") */
  sinkCsv(path: string, options?: CsvWriteOptions & CollectOptions): Promise<number> {
    return this.#sink(path, "csv", options);
  }
  /** Runs the query into a file with one JSON object a line. @example await lazy.sinkNdjson("late.ndjson") */
  sinkNdjson(path: string, options?: CollectOptions): Promise<number> {
    return this.#sink(path, "ndjson", options);
  }
  /** Runs the query into an Arrow IPC file. @example await lazy.sinkIpc("late.arrow") */
  sinkIpc(path: string, options?: IpcWriteOptions & CollectOptions): Promise<number> {
    return this.#sink(path, "ipc", options);
  }
  /** Runs the query into a file whose extension tells the format. @example await lazy.sink("late.parquet") */
  sink(path: string, options?: CollectOptions): Promise<number> {
    return this.#sink(path, null, options);
  }
  async #sink(path: string, format: string | null, options?: object & CollectOptions): Promise<number> {
    return sinkFile(this.plan, path, format, options);
  }
  /** The result as DataFrames, one a batch. @example for await (const part of lazy.collectBatches()) console.log(part.height) */
  async *collectBatches(options?: CollectOptions): AsyncGenerator<DataFrame<S>> {
    for await (const b of this.stream(options)) yield DataFrame.of(frameOf(b.schema, [b]));
  }
  /** Runs the query and passes each batch to a function, waiting for it; gives the rows. @example await lazy.sinkBatches((part) => console.log(part.height)) */
  async sinkBatches(f: (part: DataFrame<S>) => unknown, options?: CollectOptions): Promise<number> {
    functionArgument(f, "what sinkBatches is given");
    let rows = 0;
    for await (const part of this.collectBatches(options)) {
      rows += part.height;
      await f(part);
    }
    return rows;
  }
  /** `collect`: every query is asynchronous. @example await lazy.collectAsync() */
  collectAsync(options?: CollectOptions): Promise<DataFrame<S>> {
    return this.collect(options);
  }
  /** Runs the query and describes its result. @example await lazy.describe() */
  async describe(options?: Parameters<DataFrame["describe"]>[0]): Promise<DataFrame> {
    return (await this.collect()).describe(options);
  }
  /** Runs the query for its first rows and prints them. @example await lazy.show(3) */
  async show(limit = 5): Promise<void> {
    (await this.fetch(limit)).show(limit);
  }
  /** The rows as a JavaScript function makes them of all of them: slow, and it never leaves this process. `schema` says what it gives, where that differs. @example lazy.mapBatches((df) => df.reverse()) */
  mapBatches(f: (rows: DataFrame<S>) => DataFrame, options?: { readonly schema?: Readonly<Record<string, DType>> }): LazyFrame {
    functionArgument(f, "what mapBatches is given");
    return mapped(this, f as never, settings<{ readonly schema: unknown }>("mapBatches", { schema: undefined }, options).schema as never, "mapBatches");
  }
  /** Passes the rows to a function when they come by; the query goes on with them. @example lazy.inspect((df) => console.log(df.height)) */
  inspect(f: (rows: DataFrame<S>) => unknown): LazyFrame<S> {
    functionArgument(f, "what inspect is given");
    const told = (rows: DataFrame): DataFrame => {
      f(rows as never);
      return rows;
    };
    return mapped(this, told, undefined, "inspect") as LazyFrame<S>;
  }
  /** Keeps the rows of the first run that reads them for those after it. @example const base = lazy.cache() */
  cache(): LazyFrame<S> {
    return cached(this) as LazyFrame<S>;
  }
  /** The query itself. @example lazy.lazy() */
  lazy(): LazyFrame<S> {
    return this;
  }
  /** The query that a function makes of this one and its columns, when it is planned; files that it reads beside are to be scanned outside of it. @example lazy.pipeWithSchema((rows, schema) => rows.select(...schema.fields.map((f) => f.name).reverse())) */
  pipeWithSchema(f: (rows: LazyFrame<S>, schema: Schema) => LazyFrame<any>): LazyFrame {
    functionArgument(f, "what pipeWithSchema is given");
    return this.make(() => bySchema("pipeWithSchema", [this.plan], ([input]) => planOf(f(new LazyFrame(input as Plan), schemaOf(input as Plan)), "pipeWithSchema")));
  }
  /** Values of another query in the place of these, row by row or by keys; its nulls change nothing unless asked. @example lazy.update(lazy.filter(col("x").gt(1)), { on: "id" }) */
  update(other: LazyFrame | DataFrame, options?: UpdateArguments): LazyFrame {
    return this.#later([other], ([left, right]) => RARE.code.updating(left as Plan, new LazyFrame(right as Plan), options), "update");
  }
  /** The columns of a schema, in its order; what differs is an error unless an option says what to do. Errors: `SCHEMA_MISMATCH`. @example lazy.matchToSchema({ id: Int64, note: Utf8 }, { extraColumns: "ignore" }) */
  matchToSchema(schema: SchemaLike, options?: MatchArguments): LazyFrame {
    return this.#later([], ([input]) => RARE.code.matching(input as Plan, schema, options), "matchToSchema");
  }
  /** Columns named by the values of one column, which are listed since a query does not know them. @example lazy.pivot({ on: "month", onColumns: ["jan", "feb"], index: "carrier", values: "delay", aggregateFunction: "mean" }) */
  pivot(options: PivotOptions<Names<S>> & { readonly onColumns: readonly Literal[] }): LazyFrame {
    return this.#later([], ([input]) => RARE.code.pivoting(input as Plan, options), "pivot");
  }
  /** A plan by code that may have to be loaded: made when the columns are known. */
  #later(others: readonly (LazyFrame | DataFrame)[], f: (inputs: readonly Plan[]) => Plan, name: string): LazyFrame {
    return this.make(() => {
      const inputs = [this.plan, ...others.map((o) => planOf(o, name))];
      return RARE.here ? f(inputs) : bySchema(name, inputs, f);
    });
  }
  /** The plan as a graph in the language of Graphviz. Errors: `NOT_LOADED` in a page before `load()`. @example lazy.showGraph() */
  showGraph(): string {
    return RARE.code.dotText(this.plan);
  }
  /** The plan as an indented tree, the result on top. @example lazy.toString() */
  override toString(): string {
    if (this.#problem !== null) return this.#problem.message;
    return PLAN_TEXT.here ? PLAN_TEXT.code(this.#plan) : "LazyFrame (its plan is printed after `await load()`)";
  }
}

showable(LazyFrame.prototype, false);
