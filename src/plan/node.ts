import type { Batch } from "../arrow/batch.ts";
import type { Schema } from "../arrow/schema.ts";
import type { DataType } from "../arrow/types.ts";
import { badArgument, textArgument, textsArgument, textsOrNull, wholeArgument } from "../core/argument.ts";
import { frozen } from "../core/freeze.ts";
import type { Signal } from "../core/host.ts";
import { dataType } from "../expr/data-type.ts";
import type { Expr, LiteralValue, OrderKey } from "../expr/node.ts";
import type { BySchema } from "./by-schema.ts";
import type { EveryColumn } from "./every-column.ts";
import type { Recursive } from "./recursive-node.ts";
import type { SqlText } from "./sql-node.ts";
import type { Table } from "./table.ts";
import type { ResampleOhlcv, SetSorted, TimePlan } from "./time-node.ts";

/** Rows in memory; `id` tells frames apart. */
export interface Frame {
  readonly id: number;
  readonly schema: Schema;
  readonly batches: readonly Batch[];
  readonly rows: number;
}
/** Where rows are read from, said so that it can travel, and how to open it here. */
export interface ScanSource {
  readonly format: string;
  /** Paths, globs and URLs; "" for what has no name (a Blob, bytes). */
  readonly locations: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly open: (signal?: Signal) => Promise<Table>;
}

export interface FrameScan {
  readonly kind: "frame";
  readonly frame: Frame;
}
export interface Scan {
  readonly kind: "scan";
  readonly source: ScanSource;
  /** null until the plan is bound, which opens the source. */
  readonly table: Table | null;
  readonly columns: readonly string[] | null;
  readonly predicate: Expr | null;
  readonly limit: number | null;
}
export interface Select {
  readonly kind: "select";
  readonly input: Plan;
  readonly exprs: readonly Expr[];
}
export interface WithColumns {
  readonly kind: "withColumns";
  readonly input: Plan;
  readonly exprs: readonly Expr[];
}
export interface Filter {
  readonly kind: "filter";
  readonly input: Plan;
  readonly predicate: Expr;
}
export interface Drop {
  readonly kind: "drop";
  readonly input: Plan;
  readonly names: readonly string[];
  readonly strict: boolean;
}
export interface RenameColumns {
  readonly kind: "renameColumns";
  readonly input: Plan;
  readonly pairs: readonly (readonly [string, string])[];
  readonly strict: boolean;
}
export interface CastColumns {
  readonly kind: "castColumns";
  readonly input: Plan;
  readonly types: readonly (readonly [string, DataType])[];
  readonly strict: boolean;
}
export interface DropNulls {
  readonly kind: "dropNulls";
  readonly input: Plan;
  readonly subset: readonly string[] | null;
}
export interface Sort {
  readonly kind: "sort";
  readonly input: Plan;
  readonly by: readonly OrderKey[];
  readonly limit: number | null;
}
/** Rows [offset, offset + length); a negative offset counts from the end; length null for all the rest. */
export interface Slice {
  readonly kind: "slice";
  readonly input: Plan;
  readonly offset: number;
  readonly length: number | null;
}
export type Keep = "any" | "first" | "last" | "none";
export interface Unique {
  readonly kind: "unique";
  readonly input: Plan;
  readonly subset: readonly string[] | null;
  readonly keep: Keep;
  readonly maintainOrder: boolean;
}
export interface GroupBy {
  readonly kind: "groupBy";
  readonly input: Plan;
  readonly keys: readonly Expr[];
  readonly aggs: readonly Expr[];
  readonly maintainOrder: boolean;
}
/** Whose rows' order the result has: the first side's rows in order, then, where a second is named, those of equal ones too. */
export type JoinOrder = "none" | "left" | "right" | "leftRight" | "rightLeft";
export type JoinHow = "inner" | "left" | "right" | "full" | "semi" | "anti" | "cross";
export interface JoinOptions {
  readonly how: JoinHow;
  readonly suffix: string;
  /** Whether a pair of keys becomes one column; null for each join's custom (all but full). */
  readonly coalesce: boolean | null;
  readonly nullsEqual: boolean;
  readonly validate: "m:m" | "1:m" | "m:1" | "1:1";
  /** A resolved join has "none", "left" or "leftRight"; rows without a partner of a kept other side come last. */
  readonly maintainOrder: JoinOrder;
}
export interface Join {
  readonly kind: "join";
  readonly left: Plan;
  readonly right: Plan;
  readonly leftOn: readonly Expr[];
  readonly rightOn: readonly Expr[];
  readonly options: JoinOptions;
}
export type ConcatHow =
  | "vertical"
  | "verticalRelaxed"
  | "diagonal"
  | "diagonalRelaxed"
  | "horizontal"
  | "horizontalExtend";
export interface Concat {
  readonly kind: "concat";
  readonly inputs: readonly Plan[];
  readonly how: ConcatHow;
}
export interface Explode {
  readonly kind: "explode";
  readonly input: Plan;
  readonly columns: readonly string[];
}
/** The fields of structs as columns in their place; null: of all structs. */
export interface Unnest {
  readonly kind: "unnest";
  readonly input: Plan;
  readonly columns: readonly string[] | null;
  /** Put between a column's name and a field's; null: the field's alone. */
  readonly separator: string | null;
}
export interface Unpivot {
  readonly kind: "unpivot";
  readonly input: Plan;
  readonly on: readonly string[] | null;
  readonly index: readonly string[];
  readonly variableName: string;
  readonly valueName: string;
}
export interface Pivot {
  readonly kind: "pivot";
  readonly input: Plan;
  readonly on: string;
  readonly onValues: readonly LiteralValue[];
  readonly index: readonly string[];
  readonly values: readonly string[];
  /** An aggregate over `element`, the column named ""; null where each cell has one value at most. */
  readonly aggregate: string | null;
}
export interface Sample {
  readonly kind: "sample";
  readonly input: Plan;
  readonly n: number | null;
  readonly fraction: number | null;
  readonly withReplacement: boolean;
  readonly shuffle: boolean;
  readonly seed: number;
}
export interface WithRowIndex {
  readonly kind: "withRowIndex";
  readonly input: Plan;
  readonly name: string;
  readonly offset: number;
}

/** A query as it was asked for, or as it was resolved. */
export type Plan =
  | FrameScan
  | Scan
  | Select
  | WithColumns
  | Filter
  | Drop
  | RenameColumns
  | CastColumns
  | DropNulls
  | Sort
  | Slice
  | Unique
  | GroupBy
  | Join
  | Concat
  | Explode
  | Unnest
  | Unpivot
  | Pivot
  | Sample
  | WithRowIndex
  | EveryColumn
  | Recursive
  | SqlText
  | BySchema
  | TimePlan;
/** What engines see: the sugar is gone after `resolve`. */
export type CorePlan = Exclude<
  Plan,
  Drop | RenameColumns | CastColumns | DropNulls | Unnest | EveryColumn | SqlText | BySchema | SetSorted | ResampleOhlcv
>;

const freeze = <T>(x: T): T => Object.freeze(x);
let frames = 0;

export const frameOf = (schema: Schema, batches: readonly Batch[]): Frame =>
  freeze({ id: ++frames, schema, batches: frozen(batches), rows: batches.reduce((n, b) => n + b.length, 0) });

export const frame = (f: Frame): FrameScan => freeze({ kind: "frame", frame: f });
export const scan = (source: ScanSource): Scan =>
  freeze({ kind: "scan", source, table: null, columns: null, predicate: null, limit: null });
export const select = (input: Plan, exprs: readonly Expr[]): Select =>
  freeze({ kind: "select", input, exprs: frozen(exprs) });
export const withColumns = (input: Plan, exprs: readonly Expr[]): WithColumns =>
  freeze({ kind: "withColumns", input, exprs: frozen(exprs) });
export const filter = (input: Plan, predicate: Expr): Filter => freeze({ kind: "filter", input, predicate });
export const drop = (input: Plan, names: readonly string[], strict = true): Drop =>
  freeze({ kind: "drop", input, names: frozen(textsArgument(names, "a column to drop")), strict });
export const renameColumns = (
  input: Plan,
  pairs: readonly (readonly [string, string])[],
  strict = true,
): RenameColumns => freeze({ kind: "renameColumns", input, pairs: frozen(pairs.map(renaming)), strict });
const renaming = ([from, to]: readonly [string, string]): readonly [string, string] => [
  from,
  textArgument(to, `the new name of "${from}"`),
];
export const castColumns = (input: Plan, types: readonly (readonly [string, DataType])[], strict = true): CastColumns =>
  freeze({
    kind: "castColumns",
    input,
    types: frozen(types.map(([n, t]) => [n, dataType(t, `cast of "${n}"`)] as const)),
    strict,
  });
export const dropNulls = (input: Plan, subset: readonly string[] | null): DropNulls =>
  freeze({ kind: "dropNulls", input, subset: textsOrNull(subset, "a column of dropNulls") });
export const sort = (input: Plan, by: readonly OrderKey[], limit: number | null = null): Sort =>
  freeze({ kind: "sort", input, by: frozen(by), limit });
export const slice = (input: Plan, offset: number, length: number | null = null): Slice =>
  freeze({ kind: "slice", input, offset, length });
export const unique = (input: Plan, subset: readonly string[] | null, keep: Keep, maintainOrder: boolean): Unique =>
  freeze({ kind: "unique", input, subset: textsOrNull(subset, "a column of unique"), keep, maintainOrder });
export const groupBy = (input: Plan, keys: readonly Expr[], aggs: readonly Expr[], maintainOrder: boolean): GroupBy =>
  freeze({ kind: "groupBy", input, keys: frozen(keys), aggs: frozen(aggs), maintainOrder });
export const join = (
  left: Plan,
  right: Plan,
  leftOn: readonly Expr[],
  rightOn: readonly Expr[],
  options: JoinOptions,
): Join =>
  freeze({ kind: "join", left, right, leftOn: frozen(leftOn), rightOn: frozen(rightOn), options: freeze(options) });
export const concat = (inputs: readonly Plan[], how: ConcatHow): Concat =>
  freeze({ kind: "concat", inputs: frozen(inputs), how });
export const isHorizontal = (p: Concat): boolean => p.how === "horizontal" || p.how === "horizontalExtend";
export const explode = (input: Plan, columns: readonly string[]): Explode =>
  freeze({ kind: "explode", input, columns: frozen(textsArgument(columns, "a column to explode")) });
export const unnest = (input: Plan, columns: readonly string[] | null, separator: string | null): Unnest =>
  freeze({
    kind: "unnest",
    input,
    columns: textsOrNull(columns, "a column to unnest"),
    separator: separator === null ? null : textArgument(separator, "the separator of unnest"),
  });
export const unpivot = (
  input: Plan,
  on: readonly string[] | null,
  index: readonly string[],
  variableName: string,
  valueName: string,
): Unpivot =>
  freeze({
    kind: "unpivot",
    input,
    on: textsOrNull(on, "on of unpivot"),
    index: frozen(textsArgument(index, "index of unpivot")),
    variableName: textArgument(variableName, "variableName of unpivot"),
    valueName: textArgument(valueName, "valueName of unpivot"),
  });
export function pivot(fields: Omit<Pivot, "kind">): Pivot {
  textArgument(fields.on, "on of pivot");
  textsArgument(fields.index, "index of pivot");
  textsArgument(fields.values, "values of pivot");
  return freeze({ kind: "pivot", ...fields });
}
export function sample(fields: Omit<Sample, "kind">): Sample {
  const { n, fraction, seed } = fields;
  if (n !== null) wholeArgument(n, "n of sample", 0);
  if (fraction !== null && !(typeof fraction === "number" && fraction >= 0))
    throw badArgument("fraction of sample", fraction, "a number from 0 on");
  wholeArgument(seed, "seed of sample");
  return freeze({ kind: "sample", ...fields });
}
export const withRowIndex = (input: Plan, name: string, offset: number): WithRowIndex =>
  freeze({
    kind: "withRowIndex",
    input,
    name: textArgument(name, "the name of a row index"),
    offset: wholeArgument(offset, "offset of withRowIndex", 0),
  });
