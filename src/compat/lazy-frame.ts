import type { DataFrame as OurFrame } from "../api/data-frame.ts";
import type { LazyFrame as OurLazy } from "../api/lazy-frame.ts";
import { PolaroidError } from "../core/error.ts";
import { inspectable } from "../core/inspect.ts";
import { orThrow } from "../core/result.ts";
import { tools } from "../engines/wasm/tools.ts";
import { optimize } from "../optimize/optimize.ts";
import { planText } from "../plan/print.ts";
import { resolvePlan } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import { Expr } from "./expr.ts";
import { type DataFrame, frameOf } from "./frame.ts";
import { exploded, type JoinOptions, joined, joinedAsof } from "./frame-verbs.ts";
import { aggregates } from "./group-by.ts";
import { guardAll, refused } from "./guard.ts";
import { into, literal, many, named, plain } from "./into.ts";
import type { Loose } from "./ours.ts";
import { type SortArguments, sortArguments } from "./sorting.ts";
import { sinkOptions } from "./write.ts";

/** Groups of a query. */
export class LazyGroupBy {
  readonly #of: (frame: Loose) => Loose;
  readonly #query: Loose;
  constructor(query: Loose, of: (frame: Loose) => Loose) {
    this.#query = query;
    this.#of = of;
  }
  /** The aggregates of rows in memory. */
  frame(aggs: readonly any[], rows: OurFrame): Loose { return this.#of(rows as unknown as Loose).agg(...aggregates(aggs)); }
  agg(...aggs: any[]): LazyDataFrame { return lazyOf(this.#of(this.#query).agg(...aggregates(aggs))); }
  head(n = 5): LazyDataFrame { return lazyOf(this.#of(this.#query).head(n)); }
  tail(n = 5): LazyDataFrame { return lazyOf(this.#of(this.#query).tail(n)); }
  len(name = "len"): LazyDataFrame { return lazyOf(this.#of(this.#query).len(name)); }
}

/** nodejs-polars' query. `collectSync` gives a promise here: put `await` before it. */
export class LazyDataFrame<S = unknown> {
  declare readonly "~schema": S;
  readonly "~ours": OurLazy;
  readonly #run: (() => Promise<OurFrame>) | undefined;
  constructor(query: OurLazy, run?: () => Promise<OurFrame>) {
    this["~ours"] = query;
    this.#run = run;
  }
  get #q(): Loose { return this["~ours"] as unknown as Loose; }
  #of(made: unknown): LazyDataFrame { return lazyOf(made); }
  of(query: OurLazy): LazyDataFrame { return lazyOf(query); }

  get [Symbol.toStringTag](): string { return "LazyDataFrame"; }
  /** The names of the columns, of a query over frames; those of a file are known by `await lazy.inner().collectSchema()`. */
  get columns(): string[] {
    const plan = orThrow(resolvePlan(this["~ours"].plan));
    return schemaOf(plan).fields.map((f) => f.name);
  }
  /** Polaroid's own query. */
  inner(): OurLazy { return this["~ours"]; }
  toString(): string { return this["~ours"].toString(); }
  describePlan(): string { return this["~ours"].toString(); }
  describeOptimizedPlan(): string {
    try {
      return planText(orThrow(optimize(orThrow(resolvePlan(this["~ours"].plan)), tools)).plan);
    } catch (cause) {
      throw new PolaroidError("NOT_SUPPORTED", "the optimized plan of a query over files is known by `await lazy.inner().explain()`", { cause });
    }
  }
  toJSON(): string { return this.toString(); }
  serialize(_format?: string): never { return refused("LazyDataFrame.serialize", "use await lazy.inner().serialize()"); }
  clone(): LazyDataFrame { return new LazyDataFrame(this["~ours"], this.#run); }
  cache(): LazyDataFrame { return this.#of(this.#q.cache()); }
  async collect(_options?: any): Promise<DataFrame> { return frameOf(this.#run === undefined ? await this["~ours"].collect() : await this.#run()); }
  collectSync(options?: any): Promise<DataFrame> { return this.collect(options); }
  fetch(n: number): Promise<DataFrame> { return this.head(n).collect(); }
  first(): Promise<DataFrame> { return this.head(1).collect(); }

  select(...exprs: any[]): LazyDataFrame { return this.#of(this.#q.select(...many(exprs))); }
  withColumns(...columns: any[]): LazyDataFrame { return this.#of(this.#q.withColumns(...many(columns))); }
  withColumn(column: any): LazyDataFrame { return this.withColumns(column); }
  withColumnRenamed(existing: string, replacement: string): LazyDataFrame { return this.rename({ [existing]: replacement }); }
  withRowIndex(name = "index", offset = 0): LazyDataFrame { return this.#of(this.#q.withRowIndex(name, offset)); }
  rename(mapping: Record<string, string>): LazyDataFrame { return this.#of(this.#q.rename(mapping)); }
  drop(...names: any[]): LazyDataFrame { return this.#of(this.#q.drop(...names.flat(2))); }
  filter(predicate: any): LazyDataFrame { return this.#of(this.#q.filter(into(predicate))); }
  dropNulls(...subset: any[]): LazyDataFrame { return this.#of(this.#q.dropNulls(...subset.flat(2))); }
  fillNull(value: any): LazyDataFrame { return this.#of(this.#q.withColumns(new Expr(named("*")["~expr"]).fillNull(value))); }
  fillNan(value: any): LazyDataFrame { return this.#of(this.#q.fillNan(plain(value))); }
  sort(by: any, ...rest: SortArguments): LazyDataFrame { const [keys, options] = sortArguments(by, rest); return this.#of(this.#q.sort(...keys, options)); }
  unique(subset?: any, keep = "any", maintainOrder = false): LazyDataFrame {
    const o = typeof subset === "object" && subset !== null && !Array.isArray(subset) ? subset : { subset, keep, maintainOrder };
    const some = o.subset === undefined ? {} : { subset: [o.subset].flat(2) };
    return this.#of(this.#q.unique({ keep: o.keep ?? keep, maintainOrder: o.maintainOrder ?? maintainOrder, ...some }));
  }
  head(n = 5): LazyDataFrame { return this.#of(this.#q.head(n)); }
  limit(n = 5): LazyDataFrame { return this.head(n); }
  tail(n = 5): LazyDataFrame { return this.#of(this.#q.tail(n)); }
  last(): LazyDataFrame { return this.tail(1); }
  slice(offset: any, length?: number): LazyDataFrame { return this.#of(this.#q.slice(offset?.offset ?? offset, offset?.length ?? length ?? null)); }
  reverse(): LazyDataFrame { return this.#of(this.#q.reverse()); }
  shift(n: number): LazyDataFrame { return this.#of(this.#q.shift(n)); }
  shiftAndFill(n: any, fillValue?: any): LazyDataFrame { return this.#of(this.#q.shift(n?.n ?? n, { fillValue: literal(n?.fillValue ?? fillValue) })); }
  explode(...columns: any[]): LazyDataFrame { return this.#of(exploded(this.#q, columns)); }
  unnest(columns: string | string[], separator?: string): LazyDataFrame { return this.#of(separator === undefined ? this.#q.unnest(...[columns].flat()) : this.#q.unnest(columns, { separator })); }
  unpivot(ids: any, values?: any, options?: any): LazyDataFrame {
    return this.#of(this.#q.unpivot({ index: [ids ?? []].flat(), ...(values == null ? {} : { on: [values].flat() }), variableName: options?.variableName ?? "variable", valueName: options?.valueName ?? "value" }));
  }
  melt(ids: any, values?: any, options?: any): LazyDataFrame { return this.unpivot(ids, values, options); }
  join(other: LazyDataFrame, options?: JoinOptions): LazyDataFrame { return this.#of(joined(this.#q, other["~ours"], options, "right")); }
  joinAsof(other: LazyDataFrame, options: any): LazyDataFrame { return this.#of(joinedAsof(this.#q, other["~ours"], options)); }

  groupBy(by: any, maintainOrder: any = true): LazyGroupBy {
    const keep = maintainOrder?.maintainOrder ?? maintainOrder;
    return new LazyGroupBy(this.#q, (f) => f.groupBy(...many([by]), { maintainOrder: Boolean(keep) }));
  }
  groupByRolling({ indexColumn, by, period, offset, closed }: any): LazyGroupBy {
    return new LazyGroupBy(this.#q, (f) => f.rolling(indexColumn, { period, ...given({ offset, closed }), ...grouped(by) }));
  }
  groupByDynamic({ indexColumn, every, by, period, offset, closed, label, includeBoundaries, startBy }: any): LazyGroupBy {
    const options = { every, ...given({ period, offset, closed, label, includeBoundaries }), startBy: startBy ?? "monday", ...grouped(by) };
    return new LazyGroupBy(this.#q, (f) => f.groupByDynamic(indexColumn, options));
  }

  sum(): LazyDataFrame { return this.#of(this.#q.sum()); }
  mean(): LazyDataFrame { return this.#of(this.#q.mean()); }
  median(): LazyDataFrame { return this.#of(this.#q.median()); }
  min(): LazyDataFrame { return this.#of(this.#q.min()); }
  max(): LazyDataFrame { return this.#of(this.#q.max()); }
  std(ddof = 1): LazyDataFrame { return this.#of(this.#q.std(ddof)); }
  var(ddof = 1): LazyDataFrame { return this.#of(this.#q.var(ddof)); }
  quantile(q: number, interpolation = "nearest"): LazyDataFrame { return this.#of(this.#q.quantile(q, interpolation)); }

  #sink(method: "sinkCsv" | "sinkParquet" | "sinkNdjson" | "sinkIpc", path: string, options: object | undefined): LazyDataFrame {
    const chosen = sinkOptions(method, options);
    return new LazyDataFrame(this["~ours"].head(0) as OurLazy, async () => {
      await this["~ours"][method](path, chosen as never);
      return (await this["~ours"].head(0).collect()) as OurFrame;
    });
  }
  /** A query that writes a file when it is collected. */
  sinkCSV(path: string, options?: any): LazyDataFrame { return this.#sink("sinkCsv", path, options); }
  sinkParquet(path: string, options?: any): LazyDataFrame { return this.#sink("sinkParquet", path, options); }
  sinkNdJson(path: string, options?: any): LazyDataFrame { return this.#sink("sinkNdjson", path, options); }
  sinkIpc(path: string, options?: any): LazyDataFrame { return this.#sink("sinkIpc", path, options); }

  static isLazyDataFrame(v: unknown): v is LazyDataFrame { return v instanceof LazyDataFrame; }
  static deserialize(_bytes: unknown, _format?: string): never { return refused("LazyDataFrame.deserialize", "use LazyFrame.deserialize of polaroid"); }
  static fromExternal(_pointer: unknown): never { return refused("LazyDataFrame.fromExternal", "there is no memory of another library to take over; use fromArrow of polaroid"); }
}
const given = (o: Readonly<Record<string, unknown>>): object => Object.fromEntries(Object.entries(o).filter(([, v]) => v != null));
const grouped = (by: any): object => (by == null ? {} : { groupBy: many([by]) });
/** Theirs for ours. */
export const lazyOf = (query: unknown): LazyDataFrame => new LazyDataFrame(query as OurLazy);
guardAll(LazyDataFrame.prototype);
inspectable(LazyDataFrame.prototype);
guardAll(LazyGroupBy.prototype);
