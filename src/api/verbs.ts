import { columnFrom } from "../arrow/build.ts";
import type { Column } from "../arrow/column.ts";
import { concatBatches } from "../arrow/concat.ts";
import { names as namesOf } from "../arrow/schema.ts";
import { Bool, type DataType, type UInt32, type Utf8 } from "../arrow/types.ts";
import { badArgument, functionArgument, recordArgument, settings, settingsOr, wholeArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { nextSeed } from "../core/seed.ts";
import type { Expr as Node, OrderKey } from "../expr/node.ts";
import { alias, call, columns, orderKey, type Pick } from "../expr/node.ts";
import { bySchema } from "../plan/by-schema.ts";
import {
  castColumns, drop, dropNulls, explode, type FrameScan, filter, groupBy, type JoinHow, type JoinOrder, join, type Keep, type Plan, renameColumns, sample, select, slice, sort, unique, unnest, unpivot, withColumns, withRowIndex,
} from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import { JOIN, SAMPLE, SORT, STRATEGY, STRICT, UNIQUE, UNPIVOT } from "./defaults.ts";
import type { AnyExpr } from "./expr/any.ts";
import type { FillStrategy } from "./expr/expr.ts";
import { given } from "./expr/given.ts";
import { columnNodes, type IntoExpr, isExpr, nodeOf } from "./expr/into.ts";
import { GroupBy } from "./group-by.ts";
import { partsOf } from "./parts.ts";
import { planOf } from "./plan-of.ts";
import { conditionPlan, type SqlOptions, sqlPlan } from "./sql.ts";
import type {CastBy, 
  Casting, Exploded, Filled, FrameKind, Frames, ListNames, NonNull, NoOther, One, RenamedBy, Renaming, Some, StructNames, Unnested, Unpivoted,
} from "./types/frames.ts";
import type { Condition, Ok, OkAll, OkConditions } from "./types/guard.ts";
import type { Joined, KeysOf, Shared } from "./types/join.ts";
import type { Given, Merge, Names, Outputs } from "./types/schema.ts";
import { overColumns } from "./which-columns.ts";
import { isSeriesLike, masked } from "./whole-series.ts";
import { WholeVerbs } from "./whole-verbs.ts";

/** Arguments that are keys, options among them left out. */
type OkKeys<E extends readonly unknown[], S> = { [I in keyof E]: [E[I]] extends [KeyOptions] ? E[I] : Ok<E[I], S> };
type KeyOptions = (SortOptions | { readonly maintainOrder: boolean }) & { readonly "~expr"?: never; readonly length?: never };
type KeyArguments<E extends readonly unknown[]> = readonly Exclude<E[number], { readonly maintainOrder: boolean }>[];

/** How the fields of structs are named. */
export interface UnnestOptions {
  readonly separator: string | null;
}
type UnnestedBy<S, D extends readonly unknown[]> = [Extract<D[number], UnnestOptions>] extends [never] ? Unnested<S, D extends readonly [] ? StructNames<S> : One<D[number]>> : any;
const UNNEST: UnnestOptions = Object.freeze({ separator: null });

/** In which order rows are put; lists have one entry a key. */
export interface SortOptions {
  readonly descending?: boolean | readonly boolean[];
  readonly nullsLast?: boolean | readonly boolean[];
  /** Whether rows of equal keys keep their order; they always do. */
  readonly maintainOrder?: boolean;
}
/** By what rows are ranked; `reverse` turns the order around, for all or for each. */
export interface Ranking<E, S> {
  readonly by: E extends readonly unknown[] ? { readonly [I in keyof E]: Ok<E[I], S> } : Ok<E, S>;
  readonly reverse?: boolean | readonly boolean[];
}
/** Which rows of two frames belong together, and what becomes of the others. */
export interface JoinArguments<L extends string = string, R extends string = string, Both extends string = string> {
  readonly on?: KeysOf<Both>;
  readonly leftOn?: KeysOf<L>;
  readonly rightOn?: KeysOf<R>;
  readonly how?: JoinHow;
  /** Put behind the names of right columns that the left has too; "_right" unless given. */
  readonly suffix?: string;
  /** Whether each pair of keys becomes one column; by default in all joins but full ones. */
  readonly coalesce?: boolean;
  /** Whether null keys match each other; they do not by default. */
  readonly nullsEqual?: boolean;
  /** What the keys must be: "1:1", "1:m", "m:1"; "m:m" checks nothing. */
  readonly validate?: "m:m" | "1:m" | "m:1" | "1:1";
  /** Whose rows' order the result has; "none", the default, promises no order, on any engine. "leftRight": as the left, and for one left row as the right. */
  readonly maintainOrder?: JoinOrder;
}
/** Which columns must differ, and which row of equal ones stays. */
export interface UniqueOptions<N extends string = string> {
  readonly subset?: Some<N> | AnyExpr | readonly (N | AnyExpr)[];
  readonly keep?: Keep;
  readonly maintainOrder?: boolean;
}
/** Which columns become rows. */
export interface UnpivotOptions<N extends string = string> {
  readonly on?: Some<N> | AnyExpr;
  readonly index?: Some<N> | AnyExpr;
  readonly variableName?: string;
  readonly valueName?: string;
}
/** How many rows are drawn, and how. */
export interface SampleArguments {
  readonly n?: number;
  readonly fraction?: number;
  readonly withReplacement?: boolean;
  readonly shuffle?: boolean;
  readonly seed?: number;
}

const ALL: Pick = Object.freeze({ by: "all", except: Object.freeze([]) });
const CLASSES: Readonly<Record<string, "numeric" | "string" | "boolean">> = { number: "numeric", bigint: "numeric", string: "string", boolean: "boolean" };

const listOf = (v: unknown): readonly unknown[] => (v === undefined || v === null ? [] : Array.isArray(v) ? v : [v]);
/** A text that is no name is a condition in SQL. */
const isSql = (p: unknown): p is string => typeof p === "string" && !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(p);
function filtered(plan: Plan, predicates: readonly unknown[]): Plan {
  const masks = predicates.filter(isMask);
  if (masks.length > 0) return filtered(masks.reduce<Plan>((p, m) => masked(p, Array.isArray(m) ? { name: "", column: columnFrom(m, Bool) } : m as { readonly name: string; readonly column: Column }), plan), predicates.filter((p) => !isMask(p)));
  const plain = predicates.filter((p) => !isSql(p));
  const rows = predicates.filter(isSql).reduce(conditionPlan, plan);
  return plain.length === 0 && (predicates.length > 0 || plan.kind === "drop") ? rows : filter(rows, conditions(given(plain as never)));
}
/** Truth values of all rows: a Series or a list. */
const isMask = (p: unknown): boolean => isSeriesLike(p) || (Array.isArray(p) && p.length > 0 && p.every((v) => typeof v === "boolean" || v === null));
const conditions = (nodes: readonly Node[]): Node => (nodes.length === 1 ? (nodes[0] as Node) : call("allHorizontal", nodes));

/** The order that a top or bottom is by. */
function byOf(where: string, options: unknown): OrderKey[] {
  const { by, reverse } = settings<{ readonly by: unknown; readonly reverse: boolean | readonly boolean[] | undefined }>(where, { by: undefined, reverse: undefined }, options);
  if (by === undefined) throw new PolaroidError("INVALID_ARGUMENT", `${where} needs to know by what: { by: "price" }`);
  const turned = (v: boolean): boolean => v !== (where === "topK");
  // Turned around, the greatest of topK are the least.
  const descending = Array.isArray(reverse) ? reverse.map(turned) : typeof reverse === "boolean" ? turned(reverse) : where === "topK";
  return orderKeys(given(Array.isArray(by) ? by : [by]), { descending: reverse !== undefined && typeof reverse !== "boolean" && !Array.isArray(reverse) ? (reverse as never) : descending, nullsLast: true });
}

function orderKeys(nodes: readonly Node[], options: Partial<typeof SORT>): OrderKey[] {
  const at = (v: boolean | readonly boolean[] | undefined, i: number, what: string): boolean => {
    if (v === undefined || typeof v === "boolean") return v ?? false;
    if (!Array.isArray(v) || !v.every((x) => typeof x === "boolean")) throw badArgument(`${what} of sort`, v, "true or false, or a list of them, one a key");
    if (v.length !== nodes.length) throw new PolaroidError("INVALID_ARGUMENT", `${what} has ${v.length} entries for ${nodes.length} sort keys`);
    return v[i] ?? false;
  };
  return nodes.map((e, i) => orderKey(e, at(options.descending, i, "descending"), at(options.nullsLast, i, "nullsLast")));
}

/** What frames of either kind can do; `make` says what comes of a plan: a plan to run later, or rows at once. */
export abstract class Verbs<S, K extends FrameKind> extends WholeVerbs<S, K> {
  /** How many rows there are, where that is known. */
  protected abstract total(): number | null;
  /** A lazy frame over a plan. */
  protected abstract lazily(plan: () => Plan): unknown;

  /** Computes columns; nothing else is kept. @example df.select("id", col("price").mul(2).alias("double")) */
  select<const E extends readonly Given<S>[]>(...exprs: OkAll<E, S>): Frames<Outputs<E, S>>[K] { return this.make(() => select(this.plan, given(exprs))); }
  /** Adds columns, or replaces those of the same name. @example df.withColumns(col("price").mul(col("qty")).alias("total")) */
  withColumns<const E extends readonly Given<S>[]>(...exprs: OkAll<E, S>): Frames<Merge<S, Outputs<E, S>>>[K] { return this.make(() => withColumns(this.plan, given(exprs))); }
  /** Keeps the rows where all conditions are true. @example df.filter(col("price").gt(100)) */
  filter<const E extends readonly Condition<S>[]>(...predicates: OkConditions<E, S>): Frames<S>[K] { return this.make(() => filtered(this.plan, predicates)); }
  /** A query in SQL over this frame, which it calls `self`; lazy. Errors: `SQL_SYNTAX` with the place. @example df.sql("select carrier, avg(delay) from self group by all") */
  sql<R = any>(text: string, options?: SqlOptions): Frames<R>["lazy"] { return this.lazily(() => sqlPlan("frame.sql", text, options, new Map([["table self", this.plan]]))) as Frames<R>["lazy"]; }
  /** Gives columns other names: by an object of old and new ones, or a function of a name. `strict: false` passes over names that are not there. @example df.rename((name) => `old_${name}`) */
  rename<const M extends Renaming<S> | ((name: string) => string)>(names: M & (M extends (name: string) => string ? unknown : NoOther<M, S>), options?: { readonly strict?: boolean }): Frames<M extends (name: string) => string ? any : RenamedBy<S, M>>[K] {
    if (typeof names === "function") return this.make(() => renamedBy(this.plan, names as unknown as (name: string) => string, settings("rename", STRICT, options)));
    return this.make(() => renameColumns(this.plan, Object.entries(recordArgument(names, "what rename is given", "an object of old names and their new ones")) as [string, string][], settings("rename", STRICT, options).strict));
  }
  /** Changes columns' types. @example df.cast({ id: Int32 }) */
  cast<const T extends Casting<S>, const O extends { readonly strict?: boolean } = {}>(types: T & NoOther<T, S>, options?: O): Frames<CastBy<S, T, O>>[K] { return this.make(() => castColumns(this.plan, Object.entries(recordArgument(types, "what cast is given", "an object of columns and their types")) as [string, DataType][], settings("cast", STRICT, options).strict)); }
  /** Puts rows in order; stable; nulls first unless asked. @example df.sort("price", { descending: true }) */
  sort<const E extends readonly (Given<S> | SortOptions)[]>(...by: OkKeys<E, S>): Frames<S>[K] {
    return this.make(() => {
      const last: unknown = by[by.length - 1];
      const options = settings("sort", SORT, isSortOptions(last) ? last : undefined);
      for (const key of by as readonly unknown[]) if (typeof key === "boolean") throw badArgument("a key of sort", key, "a column or an expression; { descending: true } at the end turns the order");
      return sort(this.plan, orderKeys(given(isSortOptions(last) ? by.slice(0, -1) : by), options));
    });
  }
  /** The `k` rows with the greatest values, by one or several columns, in no promised order; `reverse` (one, or one a column) asks for the least. @example df.topK(3, { by: ["symbol", "price"], reverse: [true, false] }) */
  topK<const E extends Given<S> | readonly Given<S>[]>(k: number, options: Ranking<E, S>): Frames<S>[K] { return this.make(() => slice(sort(this.plan, byOf("topK", options), wholeArgument(k, "k of topK", 0)), 0, k)); }
  /** The `k` rows with the least values; options as of `topK`. @example df.bottomK(3, { by: "price" }) */
  bottomK<const E extends Given<S> | readonly Given<S>[]>(k: number, options: Ranking<E, S>): Frames<S>[K] { return this.make(() => slice(sort(this.plan, byOf("bottomK", options), wholeArgument(k, "k of bottomK", 0)), 0, k)); }
  /** Rows from `offset` (from the end where negative), `length` of them; of a DataFrame, all but the last `-length` where that is negative. @example df.slice(10, 5) */
  slice(offset: number, length: number | null = null): Frames<S>[K] { return this.make(() => slice(this.plan, wholeArgument(offset, "offset of slice"), length === null ? null : this.#upTo(offset, length, "length of slice"))); }
  /** The first `n` rows; of a DataFrame, all but the last `-n` where `n` is negative. @example df.head(3) */
  head(n = 5): Frames<S>[K] { return this.make(() => slice(this.plan, 0, this.#upTo(0, n, "n of head"))); }
  /** The first `n` rows. @example df.limit(3) */
  limit(n = 5): Frames<S>[K] { return this.head(n); }
  /** The last `n` rows; all but the first `-n` where `n` is negative. @example df.tail(3) */
  tail(n = 5): Frames<S>[K] { return this.make(() => (wholeArgument(n, "n of tail") < 0 ? slice(this.plan, -n) : n === 0 ? slice(this.plan, 0, 0) : slice(this.plan, -n, n))); }
  /** A length that counts from the last row where it is negative. */
  #upTo(offset: number, n: number, what: string): number {
    if (wholeArgument(n, what) >= 0) return n;
    const rows = this.total();
    if (rows === null) throw new PolaroidError("INVALID_ARGUMENT", `${what} is ${n}; how many rows a query has is not known before it ran: collect it first, or use a number from 0 on`);
    return Math.max(0, rows - (offset < 0 ? Math.max(0, rows + offset) : offset) + n);
  }
  /** Rows that differ in all columns, or in a subset: names, selectors or expressions. @example df.unique({ subset: "symbol", keep: "first" }) */
  unique(options?: UniqueOptions<Names<S>>): Frames<S>[K] {
    return this.make(() => {
      const { subset, keep, maintainOrder } = settings("unique", UNIQUE, options);
      return uniqueBy(this.plan, subset, keep, maintainOrder);
    });
  }
  /** Rows without nulls (in some columns: names or selectors). @example df.dropNulls(cs.numeric()) */
  dropNulls<const D extends readonly (Some<Names<S>> | AnyExpr)[]>(...subset: D): Frames<[Extract<D[number], AnyExpr>] extends [never] ? NonNull<S, One<D[number]>> : any>[K] { return this.make(() => (subset.length === 0 ? dropNulls(this.plan, null) : overColumns("dropNulls", this.plan, { subset }, (p, n) => dropNulls(p, n["subset"] ?? null)))); }
  /** Every null filled with a value, or by a strategy; without `matchesSupertype` a value fills only columns that hold it as they are. @example df.fillNull(0) */
  fillNull<const V extends IntoExpr | FillStrategy>(value: V, options?: { readonly matchesSupertype?: boolean }): Frames<Filled<S, V>>[K] {
    return this.make(() => {
      const { matchesSupertype } = settings("fillNull", { matchesSupertype: true }, options);
      if (!matchesSupertype) return exactlyFilled(this.plan, value as IntoExpr);
      if (isStrategy(value)) return withColumns(this.plan, [call("fillNullStrategy", [columns(ALL)], Object.freeze({ ...settings("fillNull", STRATEGY, value) }))]);
      // A bare value fills the columns of its class alone.
      const name = CLASSES[typeof value] ?? ((value as unknown) instanceof Date ? "temporal" : undefined);
      return withColumns(this.plan, [call("fillNull", [columns(name === undefined ? ALL : Object.freeze({ by: "class", name })), nodeOf(value as IntoExpr)])]);
    });
  }
  /** Groups rows by equal keys; `agg` follows. @example df.groupBy("symbol").agg(col("price").mean()) */
  groupBy<const E extends readonly (Given<S> | { readonly maintainOrder: boolean })[]>(...keys: OkKeys<E, S>): GroupBy<S, Outputs<KeyArguments<E>, S>, K> {
    const last: unknown = keys[keys.length - 1];
    const options = isSortOptions(last) ? last : undefined;
    const by: readonly unknown[] = options === undefined ? keys : keys.slice(0, -1);
    return new GroupBy((plan) => this.make(plan), (aggs) => groupBy(this.plan, given(by), aggs, settings("groupBy", { maintainOrder: false }, options).maintainOrder), this.total() === null ? undefined : () => partsOf(concatBatches(schemaOf(this.plan), (this.plan as FrameScan).frame.batches), given(by)));
  }
  /** Puts columns of another frame beside rows with equal keys. @example orders.join(customers, { on: "customer", how: "left" }) */
  join<R, const O extends JoinArguments<Names<S>, Names<R>, Shared<S, R>>>(other: Verbs<R, FrameKind>, options?: O): Frames<Joined<S, R, O>>[K] {
    return this.make(() => {
      const { on, leftOn, rightOn, how, suffix, coalesce, nullsEqual, validate, maintainOrder } = settings("join", JOIN, options);
      if (on !== undefined && (leftOn !== undefined || rightOn !== undefined)) throw new PolaroidError("INVALID_ARGUMENT", "a join takes `on`, or `leftOn` and `rightOn`, not both");
      const keys = (k: unknown): Node[] => (k === undefined ? [] : columnNodes([k as IntoExpr]));
      return join(this.plan, planOf(other, "join"), keys(on ?? leftOn), keys(on ?? rightOn), { how, suffix, coalesce: flagOrNull(coalesce), nullsEqual, validate, maintainOrder });
    });
  }
  /** The fields of structs as columns, in their place; without names of all structs. A separator puts the column's name before each. @example df.unnest("pos") */
  unnest<const D extends readonly (Some<StructNames<S>> | UnnestOptions)[]>(...given: D): Frames<UnnestedBy<S, D>>[K] {
    const last = given[given.length - 1];
    const options = typeof last === "object" && last !== null && !Array.isArray(last) ? last : undefined;
    const columns = (options === undefined ? given : given.slice(0, -1)).flat() as string[];
    const { separator } = settings("unnest", UNNEST, options);
    return this.make(() => unnest(this.plan, columns.length === 0 ? null : columns, separator));
  }
  /** One row for each item of list columns: names or selectors. @example df.explode("tags") */
  explode<const D extends readonly (Some<ListNames<S>> | AnyExpr)[]>(...columns: D): Frames<[Extract<D[number], AnyExpr>] extends [never] ? Exploded<S, One<D[number]>> : any>[K] { return this.make(() => overColumns("explode", this.plan, { columns }, (p, n) => explode(p, n["columns"] ?? []))); }
  /** Turns columns into rows of name and value. @example df.unpivot({ index: "id", on: ["x", "y"] }) */
  unpivot<const O extends UnpivotOptions<Names<S>> = {}>(options?: O): Frames<Extract<O["on"] | O["index"], AnyExpr> extends never ? Unpivoted<S, O, Utf8> : any>[K] { return this.make(() => unpivoted(this.plan, options)); }
  /** Some rows at random: `n` of them or a `fraction`; equal seeds give equal rows. @example df.sample({ n: 10, seed: 1 }) */
  sample(options: SampleArguments): Frames<S>[K] {
    return this.make(() => {
      const { n, fraction, withReplacement, shuffle, seed } = settings("sample", SAMPLE, options);
      if ((n === null) === (fraction === null)) throw new PolaroidError("INVALID_ARGUMENT", "sample takes either `n` or `fraction`");
      return sample({ input: this.plan, n, fraction, withReplacement, shuffle, seed: seed ?? nextSeed() });
    });
  }
  /** Puts the row's number in front. @example df.withRowIndex("row") */
  withRowIndex<const N extends string = "index">(name?: N, offset?: number | { readonly offset?: number }): Frames<Merge<S, { [P in N]: UInt32 }>>[K] { return this.make(() => withRowIndex(this.plan, name ?? "index", settingsOr("withRowIndex", { offset: 0 }, offset).offset)); }
  /** Passes the frame to a function and gives what that returns. @example df.pipe(addTotals) */
  pipe<R>(f: (frame: Frames<S>[K]) => R): R { return functionArgument(f, "what pipe is given")(this as unknown as Frames<S>[K]); }
}

/** A value in the place of nulls of columns of its own kind: floats of a fraction, integers and floats of a whole number. */
function exactlyFilled(plan: Plan, value: IntoExpr): Plan {
  const name = typeof value === "number" ? "float" : typeof value === "bigint" ? "integer" : CLASSES[typeof value];
  if (name === undefined) throw badArgument("what fillNull is given", value, "a number, bigint, text or truth value where matchesSupertype is false");
  return withColumns(plan, [call("fillNull", [columns(Object.freeze({ by: "class", name })), nodeOf(value)])]);
}
/** Other names by a function of each. */
function renamedBy(plan: Plan, f: (name: string) => string, { strict }: typeof STRICT): Plan {
  return bySchema("rename", [plan], ([input]) => renameColumns(input as Plan, namesOf(schemaOf(input as Plan)).map((n) => [n, f(n)] as const), strict));
}
/** Rows that differ in columns, or in what expressions make of them. */
function uniqueBy(plan: Plan, subset: unknown, keep: Keep, maintainOrder: boolean): Plan {
  if (subset === undefined || subset === null) return unique(plan, null, keep, maintainOrder);
  const all = listOf(subset);
  const made = all.flatMap((e, i) => (isExpr(e) && !["col", "columns"].includes(e["~expr"].kind) ? [[i, alias(e["~expr"], `__unique_${i}`)] as const] : []));
  if (made.length === 0) return overColumns("unique", plan, { subset: all }, (p, n) => unique(p, n["subset"] ?? [], keep, maintainOrder));
  const at = new Map(made);
  const named = all.map((e, i) => at.get(i)?.name ?? e);
  const wide = withColumns(plan, [...at.values()]);
  return drop(overColumns("unique", wide, { subset: named }, (p, n) => unique(p, n["subset"] ?? [], keep, maintainOrder)), made.map(([, e]) => e.name));
}
const flagOrNull = (v: boolean | null | undefined): boolean | null => {
  if (v == null || typeof v === "boolean") return v ?? null;
  throw badArgument("coalesce of join", v, "true or false");
};
function unpivoted(input: Plan, options: unknown): Plan {
  const { on, index, variableName, valueName } = settings("unpivot", UNPIVOT, options);
  const lists = { index: listOf(index), ...(on !== undefined && { on: listOf(on) }) };
  return overColumns("unpivot", input, lists, (p, n) => unpivot(p, n["on"] ?? null, n["index"] ?? [], variableName, valueName));
}
const isSortOptions = (v: unknown): v is SortOptions & { readonly maintainOrder?: boolean } =>
  typeof v === "object" && v !== null && !isExpr(v) && !Array.isArray(v) && !(v instanceof Date) && !(v instanceof Uint8Array);
const isStrategy = (v: unknown): v is FillStrategy => typeof v === "object" && v !== null && "strategy" in v;
