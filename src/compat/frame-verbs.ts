import { concatAll } from "../api/concat.ts";
import type { DataFrame as OurFrame } from "../api/data-frame.ts";
import { DataFrame as OurFrames } from "../api/data-frame.ts";
import { col, lit, when } from "../api/expr/functions.ts";
import { cs } from "../api/expr/selectors.ts";
import { Series as OurSeries } from "../api/series.ts";
import { type DataType, type DType, Float64 } from "../arrow/types.ts";
import { badArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { Expr } from "./expr.ts";
import { type DataFrame, frameOf, frameOfSeries } from "./frame.ts";
import { into, loose, many } from "./into.ts";
import type { Loose } from "./ours.ts";
import { Series } from "./series.ts";

/** Which rows of two frames belong together. "outer" is what older versions called "full". */
export interface JoinOptions {
  readonly on?: any;
  readonly leftOn?: any;
  readonly rightOn?: any;
  readonly how?: "inner" | "left" | "right" | "full" | "outer" | "semi" | "anti" | "cross";
  readonly suffix?: string;
  readonly coalesce?: boolean;
  readonly validate?: string;
  readonly nullsEqual?: boolean;
  readonly maintainOrder?: string;
  readonly [ignored: string]: unknown;
}
const ORDERS: Readonly<Record<string, string>> = { left_right: "leftRight", right_left: "rightLeft" };
const keys = (v: any): Loose[] => many([v]);

/** A join by their options; `suffix` is what holds unless given. */
export function joined(left: Loose, right: unknown, options: JoinOptions = {}, suffix: string): Loose {
  const { on, leftOn, rightOn, how = "inner", coalesce, validate, nullsEqual, maintainOrder } = options;
  const rest = {
    how: how === "outer" ? "full" : how,
    suffix: options.suffix ?? suffix,
    ...(coalesce === undefined ? {} : { coalesce }),
    ...(validate === undefined ? {} : { validate }),
    nullsEqual: nullsEqual ?? false,
    ...(maintainOrder === undefined ? {} : { maintainOrder: ORDERS[maintainOrder] ?? maintainOrder }),
  };
  if (how === "cross") return left.join(right, rest);
  if (on === undefined && (leftOn === undefined || rightOn === undefined))
    throw new PolaroidError("INVALID_ARGUMENT", "a join needs `on`, or `leftOn` and `rightOn`");
  return left.join(right, on === undefined ? { ...rest, leftOn: keys(leftOn), rightOn: keys(rightOn) } : { ...rest, on: keys(on) });
}
const ASOF = ["on", "leftOn", "rightOn", "by", "byLeft", "byRight", "strategy", "tolerance", "suffix", "coalesce", "allowExactMatches", "checkSortedness"];
export const joinedAsof = (left: Loose, right: unknown, options: Readonly<Record<string, unknown>>): Loose =>
  left.joinAsof(right, Object.fromEntries(ASOF.filter((k) => options[k] != null).map((k) => [k, options[k]])));

const STRATEGIES = ["backward", "forward", "mean", "min", "max", "zero", "one"];
/** Nulls filled in the columns that can hold the value; a number makes numbers Float64, as there. */
export function filledNull(df: Loose, value: any, limit?: number): Loose {
  if (STRATEGIES.includes(value)) return df.fillNull(limit == null ? { strategy: value } : { strategy: value, limit });
  if (typeof value === "number" || typeof value === "bigint") return df.withColumns(loose(cs.numeric() as never).fillNull(lit(Number(value), Float64)));
  return df.fillNull(value instanceof Expr ? into(value) : value);
}
export const stacked = (a: OurFrame, b: OurFrame): OurFrame => concatAll([a, b]) as OurFrame;

const nameOf = (c: any): string => (typeof c === "string" ? c : (new Expr(c["~expr"]).inner().meta.outputName() as string));
/** One row for each item of lists, and one of null for an empty list. */
export function exploded(df: Loose, columns: readonly any[]): Loose {
  const names = columns.flat(2).map(nameOf);
  const filled = (x: Loose, type: DataType): unknown => (type.id === "List" ? when(x["list"].len().gt(0) as never).then(x as never).otherwise(null) : x);
  return df["withColumns"](...names.map((n) => (col(n) as unknown as Loose)["pipeWithDtype"](filled))).explode(...names);
}

const AGGREGATES = ["first", "sum", "max", "min", "mean", "median", "last", "count"];
/** Columns named by the values of others; the names of several values or keys are joined by the separator. */
export function pivoted(df: DataFrame, values: any, options: any): DataFrame {
  const o = options ?? values;
  const cells = [o.values ?? values].flat() as string[];
  const { index, on, aggregateFunc = "first", sortColumns = false, separator = "_" } = o;
  const by = [on].flat() as string[];
  if (aggregateFunc instanceof Expr || !AGGREGATES.includes(aggregateFunc))
    throw badArgument("aggregateFunc of pivot", String(aggregateFunc), `one of ${AGGREGATES.join(", ")}`);
  const key = "\u0000on";
  const whole = by.length === 1 ? df["~ours"] : ((df["~ours"] as unknown as Loose).withColumns(joinedText(by, key)) as unknown as OurFrame);
  const rows = [index].flat() as string[];
  const args = { on: by.length === 1 ? by[0] : key, index: rows, values: cells, aggregateFunction: aggregateFunc, sortColumns };
  const made = (whole as unknown as Loose).pivot(args) as unknown as OurFrame;
  const filled = ["sum", "count"].includes(aggregateFunc) ? zeros(made, rows) : made;
  if (separator === "_" || cells.length === 1) return frameOf(filled);
  const names = filled.columns.map((c) => [c, cells.reduce((n, v) => (n.startsWith(`${v}_`) ? `${v}${separator}${n.slice(v.length + 1)}` : n), c)]);
  return frameOf(filled.rename(Object.fromEntries(names) as never) as OurFrame);
}
const joinedText = (by: readonly string[], name: string): Loose => {
  const parts = by.flatMap((b, i) => [...(i === 0 ? [loose(lit("{\"") as never)] : [loose(lit("\",\"") as never)]), into(b).cast({ id: "Utf8" })]);
  return parts.slice(1).reduce((all, p) => all.add(p), parts[0] as Loose).add("\"}").alias(name);
};
// Polars sums nothing to 0.
const zeros = (made: OurFrame, index: readonly string[]): OurFrame =>
  (made as unknown as Loose).withColumns(...made.columns.filter((c) => !index.includes(c)).map((c) => into(c).fillNull(0))) as unknown as OurFrame;

/** A value by its place, or the only one. */
export function oneValue(df: DataFrame, row: number | undefined, column: number | string | undefined): any {
  if (row == null && column == null) {
    if (df.height !== 1 || df.width !== 1) throw new PolaroidError("SHAPE_MISMATCH", `item() needs one row and one column, not ${df.height} and ${df.width}`);
    return df.toSeries(0).get(0);
  }
  if (row == null || column == null) throw new PolaroidError("INVALID_ARGUMENT", "item() takes a row and a column, or neither");
  return (typeof column === "number" ? df.toSeries(column) : df.getColumn(column)).get(row);
}
/** Mean, deviation, least, greatest and median of each column. */
export function summary(df: DataFrame): DataFrame {
  const rows = ["mean", "std", "min", "max", "median"] as const;
  const parts = rows.map((r) => df[r]() as DataFrame);
  const columns = df.getColumns().map((s) => {
    const type = s.isNumeric() || s.isBoolean() ? Float64 : s["~ours"].dtype;
    return parts.map((p) => p.getColumn(s.name)["~ours"].cast(type as DType, { strict: false }) as OurSeries).reduce((a, b) => a.append(b) as OurSeries);
  });
  return frameOfSeries([new OurSeries("describe", rows), ...columns]);
}
/** A number, which is a Float64, or a Series or a frame's columns beside each column. */
export function arithmetic(df: DataFrame, name: "add" | "sub" | "mul" | "div" | "rem", other: any): DataFrame {
  const columns: readonly Series[] | undefined = Series.isSeries(other) ? undefined : other?.getColumns?.();
  if (columns !== undefined && columns.length !== df.width) throw new PolaroidError("SHAPE_MISMATCH", `${name} has frames of ${df.width} and ${columns.length} columns`);
  const number = Series("", columns !== undefined || Series.isSeries(other) ? [] : [Number(other)]);
  return frameOfSeries(df.getColumns().map((s, i) => (s[name](Series.isSeries(other) ? other : (columns?.[i] ?? number)) as Series)["~ours"].alias(s.name) as OurSeries));
}
const JSON_TYPES: readonly (readonly [RegExp, string])[] = [[/^Null$/, "null"], [/^Bool$/, "boolean"], [/^U?Int/, "integer"], [/^Float/, "number"], [/^List$/, "array"], [/^Struct$/, "object"]];
export const dataResource = (df: DataFrame): object => ({
  data: df.toRecords(),
  schema: { fields: df.getColumns().map((s) => ({ name: s.name, type: JSON_TYPES.find(([r]) => r.test(s.dtype.variant))?.[1] ?? "string" })) },
});

const ALIGNED: Readonly<Record<string, string>> = { align: "full", alignFull: "full", alignInner: "inner", alignLeft: "left", alignRight: "right" };
/** Frames, queries or Series one after the other; or frames side by side, or aligned by the columns that all have. */
export function concat(items: readonly any[], options: { readonly how?: string; readonly rechunk?: boolean; readonly parallel?: boolean } = {}): any {
  const how = options.how ?? "vertical";
  const [first] = items;
  if (first === undefined) throw new PolaroidError("INVALID_ARGUMENT", "concat needs something to put together");
  if (items.length === 1) return first;
  if (Series.isSeries(first)) return items.reduce((a, b) => a.concat(b));
  const align = ALIGNED[how];
  if (align !== undefined) {
    const common = (first.columns as string[]).filter((c) => items.every((i) => i.columns.includes(c)));
    const all = [...new Set(items.flatMap((i) => i.columns as string[]))].sort();
    return items.reduce((a, b) => a.join(b, { on: common, how: align, coalesce: true })).sort(common).select(all);
  }
  const ways: Readonly<Record<string, string>> = { horizontal: "horizontalExtend" };
  const made = concatAll(items.map((i) => i["~ours"]) as never, { how: ways[how] ?? how } as never) as unknown;
  return made instanceof OurFrames ? frameOf(made) : first.of(made);
}
