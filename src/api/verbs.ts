import type { DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import type { Expr as Node, OrderKey } from "../expr/node.ts";
import { call, columns, orderKey, type Pick } from "../expr/node.ts";
import {
  castColumns, drop, dropNulls, explode, filter, join, type JoinHow, type Keep, type Plan, renameColumns, sample, select, slice, sort, unique, unpivot, withColumns, withRowIndex,
} from "../plan/node.ts";
import { columnNodes, type IntoExpr, isExpr, nodeOf } from "./expr/into.ts";
import type { FillStrategy } from "./expr/expr.ts";
import { GroupBy } from "./group-by.ts";

export type Columns = readonly (IntoExpr | readonly IntoExpr[])[];
export interface SortOptions {
  readonly descending?: boolean | readonly boolean[];
  readonly nullsLast?: boolean | readonly boolean[];
}
export interface JoinArguments {
  readonly on?: IntoExpr | readonly IntoExpr[];
  readonly leftOn?: IntoExpr | readonly IntoExpr[];
  readonly rightOn?: IntoExpr | readonly IntoExpr[];
  readonly how?: JoinHow;
  /** Put behind the names of right columns that the left has too; "_right" unless given. */
  readonly suffix?: string;
  /** Whether each pair of keys becomes one column; by default in all joins but full ones. */
  readonly coalesce?: boolean;
  /** Whether null keys match each other; they do not by default. */
  readonly nullsEqual?: boolean;
  /** What the keys must be: "1:1", "1:m", "m:1"; "m:m" checks nothing. */
  readonly validate?: "m:m" | "1:m" | "m:1" | "1:1";
}
export interface UniqueOptions {
  readonly subset?: string | readonly string[];
  readonly keep?: Keep;
  readonly maintainOrder?: boolean;
}
export interface UnpivotOptions {
  readonly on?: string | readonly string[];
  readonly index?: string | readonly string[];
  readonly variableName?: string;
  readonly valueName?: string;
}
export interface SampleArguments {
  readonly n?: number;
  readonly fraction?: number;
  readonly withReplacement?: boolean;
  readonly shuffle?: boolean;
  readonly seed?: number;
}

const ALL: Pick = Object.freeze({ by: "all", except: Object.freeze([]) });
const CLASSES: Readonly<Record<string, "numeric" | "string" | "boolean">> = { number: "numeric", bigint: "numeric", string: "string", boolean: "boolean" };

const listOf = (v: string | readonly string[] | undefined): readonly string[] => (v === undefined ? [] : typeof v === "string" ? [v] : v);
const conditions = (predicates: readonly IntoExpr[]): Node => {
  const nodes = predicates.map(nodeOf);
  return nodes.length === 1 ? (nodes[0] as Node) : call("allHorizontal", nodes);
};

function whole(n: number, what: string): number {
  if (!Number.isSafeInteger(n)) throw new PolaroidError("INVALID_ARGUMENT", `${what} is ${n}; it must be a whole number`);
  return n;
}

function orderKeys(by: Columns, options: SortOptions): OrderKey[] {
  const nodes = columnNodes(by);
  const at = (v: boolean | readonly boolean[] | undefined, i: number, what: string): boolean => {
    if (v === undefined || typeof v === "boolean") return v ?? false;
    if (v.length !== nodes.length) throw new PolaroidError("INVALID_ARGUMENT", `${what} has ${v.length} entries for ${nodes.length} sort keys`);
    return v[i] ?? false;
  };
  return nodes.map((e, i) => orderKey(e, at(options.descending, i, "descending"), at(options.nullsLast, i, "nullsLast")));
}

/** What frames of either kind can do; `make` says what comes of a plan: a plan to run later, or rows at once. */
export abstract class Verbs<Self extends { readonly plan: Plan }> {
  abstract readonly plan: Plan;
  protected abstract make(plan: () => Plan): Self;

  /** Computes columns; nothing else is kept. @example df.select("id", col("price").mul(2).alias("double")) */
  select(...exprs: Columns): Self { return this.make(() => select(this.plan, columnNodes(exprs))); }
  /** Adds columns, or replaces those of the same name. @example df.withColumns(col("price").mul(col("qty")).alias("total")) */
  withColumns(...exprs: Columns): Self { return this.make(() => withColumns(this.plan, columnNodes(exprs))); }
  /** Keeps the rows where all conditions are true. @example df.filter(col("price").gt(100)) */
  filter(...predicates: IntoExpr[]): Self { return this.make(() => filter(this.plan, conditions(predicates))); }
  /** Leaves columns out. @example df.drop("note") */
  drop(...names: (string | readonly string[])[]): Self { return this.make(() => drop(this.plan, names.flat() as string[])); }
  /** Gives columns other names. @example df.rename({ price: "cost" }) */
  rename(names: Readonly<Record<string, string>>, options: { readonly strict?: boolean } = {}): Self { return this.make(() => renameColumns(this.plan, Object.entries(names), options.strict ?? true)); }
  /** Changes columns' types. @example df.cast({ id: Int32 }) */
  cast(types: Readonly<Record<string, DataType>>, options: { readonly strict?: boolean } = {}): Self { return this.make(() => castColumns(this.plan, Object.entries(types), options.strict ?? true)); }
  /** Puts rows in order; stable; nulls first unless asked. @example df.sort("price", { descending: true }) */
  sort(...by: (IntoExpr | readonly IntoExpr[] | SortOptions)[]): Self {
    return this.make(() => {
      const last = by[by.length - 1];
      const options = isSortOptions(last) ? last : {};
      return sort(this.plan, orderKeys((isSortOptions(last) ? by.slice(0, -1) : by) as Columns, options));
    });
  }
  /** The `k` rows with the greatest values, in no promised order. @example df.topK(3, { by: "price" }) */
  topK(k: number, options: { readonly by: IntoExpr | readonly IntoExpr[] }): Self { return this.make(() => slice(sort(this.plan, orderKeys([options.by] as Columns, { descending: true, nullsLast: true }), whole(k, "k")), 0, k)); }
  /** The `k` rows with the least values. @example df.bottomK(3, { by: "price" }) */
  bottomK(k: number, options: { readonly by: IntoExpr | readonly IntoExpr[] }): Self { return this.make(() => slice(sort(this.plan, orderKeys([options.by] as Columns, { nullsLast: true }), whole(k, "k")), 0, k)); }
  /** Rows from `offset` (from the end where negative), `length` of them. @example df.slice(10, 5) */
  slice(offset: number, length: number | null = null): Self { return this.make(() => slice(this.plan, whole(offset, "offset"), length === null ? null : Math.max(0, whole(length, "length")))); }
  /** The first `n` rows. @example df.head(3) */
  head(n = 5): Self { return this.make(() => slice(this.plan, 0, Math.max(0, whole(n, "n")))); }
  /** The first `n` rows. @example df.limit(3) */
  limit(n = 5): Self { return this.head(n); }
  /** The last `n` rows. @example df.tail(3) */
  tail(n = 5): Self { return this.make(() => (whole(n, "n") <= 0 ? slice(this.plan, 0, 0) : slice(this.plan, -n, n))); }
  /** Rows that differ in all columns, or in a subset. @example df.unique({ subset: "symbol", keep: "first" }) */
  unique(options: UniqueOptions = {}): Self { return this.make(() => unique(this.plan, options.subset === undefined ? null : listOf(options.subset), options.keep ?? "any", options.maintainOrder ?? false)); }
  /** Rows without nulls (in some columns). @example df.dropNulls("price") */
  dropNulls(...subset: (string | readonly string[])[]): Self { return this.make(() => dropNulls(this.plan, subset.length === 0 ? null : (subset.flat() as string[]))); }
  /** Every null filled with a value, or by a strategy. @example df.fillNull(0) */
  fillNull(value: IntoExpr | FillStrategy): Self {
    return this.make(() => {
      if (isStrategy(value)) return withColumns(this.plan, [call("fillNullStrategy", [columns(ALL)], Object.freeze({ ...value }))]);
      // A bare value fills the columns of its class alone.
      const name = CLASSES[typeof value] ?? (value instanceof Date ? "temporal" : undefined);
      return withColumns(this.plan, [call("fillNull", [columns(name === undefined ? ALL : Object.freeze({ by: "class", name })), nodeOf(value)])]);
    });
  }
  /** Groups rows by equal keys; `agg` follows. @example df.groupBy("symbol").agg(col("price").mean()) */
  groupBy(...keys: (IntoExpr | readonly IntoExpr[] | { readonly maintainOrder: boolean })[]): GroupBy<Self> {
    const last = keys[keys.length - 1];
    const options = typeof last === "object" && last !== null && "maintainOrder" in last ? last : { maintainOrder: false };
    const by = (options === last ? keys.slice(0, -1) : keys) as Columns;
    return new GroupBy((plan) => this.make(plan), () => this.plan, () => columnNodes(by), options.maintainOrder);
  }
  /** Puts columns of another frame beside rows with equal keys. @example orders.join(customers, { on: "customer", how: "left" }) */
  join(other: { readonly plan: Plan }, options: JoinArguments = {}): Self {
    return this.make(() => {
      const { on, leftOn, rightOn, how = "inner", suffix = "_right", coalesce, nullsEqual = false, validate = "m:m" } = options;
      if (on !== undefined && (leftOn !== undefined || rightOn !== undefined)) throw new PolaroidError("INVALID_ARGUMENT", "a join takes `on`, or `leftOn` and `rightOn`, not both");
      const keys = (k: IntoExpr | readonly IntoExpr[] | undefined): Node[] => (k === undefined ? [] : columnNodes([k] as Columns));
      return join(this.plan, other.plan, keys(on ?? leftOn), keys(on ?? rightOn), { how, suffix, coalesce: coalesce ?? null, nullsEqual, validate });
    });
  }
  /** One row for each item of list columns. @example df.explode("tags") */
  explode(...columns: (string | readonly string[])[]): Self { return this.make(() => explode(this.plan, columns.flat() as string[])); }
  /** Turns columns into rows of name and value. @example df.unpivot({ index: "id", on: ["x", "y"] }) */
  unpivot(options: UnpivotOptions = {}): Self { return this.make(() => unpivot(this.plan, options.on === undefined ? null : listOf(options.on), listOf(options.index), options.variableName ?? "variable", options.valueName ?? "value")); }
  /** Some rows at random: `n` of them or a `fraction`; equal seeds give equal rows. @example df.sample({ n: 10, seed: 1 }) */
  sample(options: SampleArguments): Self {
    return this.make(() => {
      const { n, fraction, withReplacement = false, shuffle = false, seed } = options;
      if ((n === undefined) === (fraction === undefined)) throw new PolaroidError("INVALID_ARGUMENT", "sample takes either `n` or `fraction`");
      return sample({ input: this.plan, n: n ?? null, fraction: fraction ?? null, withReplacement, shuffle, seed: seed ?? Math.floor(Math.random() * 2 ** 32) });
    });
  }
  /** Puts the row's number in front. @example df.withRowIndex("row") */
  withRowIndex(name = "index", offset = 0): Self { return this.make(() => withRowIndex(this.plan, name, whole(offset, "offset"))); }
  /** One row with the number of nulls of each column. @example df.nullCount() */
  nullCount(): Self { return this.make(() => select(this.plan, [call("nullCount", [columns(ALL)])])); }
  /** Passes the frame to a function and gives what that returns. @example df.pipe(addTotals) */
  pipe<R>(f: (frame: this) => R): R { return f(this); }
}

const isSortOptions = (v: unknown): v is SortOptions =>
  typeof v === "object" && v !== null && !isExpr(v) && !Array.isArray(v) && !(v instanceof Date) && !(v instanceof Uint8Array);
const isStrategy = (v: IntoExpr | FillStrategy): v is FillStrategy => typeof v === "object" && v !== null && "strategy" in v;
