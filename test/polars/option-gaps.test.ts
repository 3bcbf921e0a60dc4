import { describe, expect, test } from "vitest";
import { OPTION_GAPS } from "../../scripts/option-gaps.ts";
import * as library from "../../src/node.ts";

const { col, DataFrame, Int8, Date32, PolaroidError } = library;
type Loose = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
const df = new DataFrame({ a: [1, 2, 3], s: ["x", "y", null], l: [[1], [], null] }) as unknown as Loose;
const x = col("a") as unknown as Loose;
const str = col("s").str as unknown as Loose;
const dt = col("a").dt as unknown as Loose;
const all = library as unknown as Loose;
const f =
  (o: Loose, name: string, ...args: readonly unknown[]): (() => unknown) =>
  () =>
    (o[name] as (...a: readonly unknown[]) => unknown).apply(o, args as unknown[]);

/** What is named as left out is refused; where one of these works, it is no gap any more. */
const REFUSED: Readonly<Record<string, () => unknown>> = {
  "DataFrame.gather(nullOnOob": f(df, "gather", [0], { nullOnOob: true }),
  "DataFrame.getColumn(default": f(df, "getColumn", "zz", { default: null }),
  "DataFrame.row(byPredicate": f(df, "row", { byPredicate: true }),
  "DataFrame.rowsByKey(includeKey": f(df, "rowsByKey", "s", { includeKey: true }),
  "DataFrame.explode(emptyAsNull": f(df, "explode", "l", { emptyAsNull: false }),
  "DataFrame.equals(nullEqual": f(df, "equals", df, { nullEqual: false }),
  "DataFrame.partitionBy(asDict": f(df, "partitionBy", "s", { asDict: true }),
  "DataFrame.update(maintainOrder": f(df, "update", df, { on: "a", maintainOrder: "left" }),
  "Expr.explode(emptyAsNull": f(x, "explode", { emptyAsNull: false }),
  "Expr.round(mode": f(x, "round", 1, "halfAwayFromZero"),
  "Expr.rank(seed": f(x, "rank", "ordinal", false, { seed: 1 }),
  "Expr.isIn(nullsEqual": f(x, "isIn", [1], { nullsEqual: true }),
  "Expr.cast(wrapNumerical": f(x, "cast", Int8, { wrapNumerical: true }),
  "Expr.approxQuantile(method": f(x, "approxQuantile", 0.5, { method: "x" }),
  "dt.replace(ambiguous": f(dt, "replace", { year: 2000 }, { ambiguous: "earliest" }),
  "str.strptime(exact": f(str, "strptime", Date32, "%Y", { exact: false }),
  "str.toDate(exact": f(str, "toDate", "%Y", { exact: false }),
  "str.toDatetime(exact": f(str, "toDatetime", "%Y", { exact: false }),
  "str.contains(strict": f(str, "contains", "x", { strict: false }),
  "str.find(strict": f(str, "find", "x", { strict: false }),
  "str.split(literal": f(str, "split", "x", { literal: false }),
  "alignFrames(select": f(all, "alignFrames", [df], { on: "a", select: ["a"] }),
  "concat(strict": f(all, "concat", [df], { strict: true }),
  "concat(rechunk": f(all, "concat", [df], { rechunk: true }),
  "sort(multithreaded": f(df, "sort", "a", { multithreaded: true }),
  "join(buildSide": f(df, "join", df, { on: "a", buildSide: "left" }),
};

describe("options that are named as left out", () => {
  test.each(Object.entries(REFUSED))("%s)", (name, call) => {
    expect(OPTION_GAPS.some(([, names]) => names.split("; ").some((n) => n.startsWith(name)))).toBe(true);
    expect(call).toThrow(PolaroidError);
    expect(call).toThrow(/INVALID_ARGUMENT/);
  });
});

test("a further text or truth value is refused as an option is", () => {
  expect(f(df, "estimatedSize", "mb")).toThrow(/estimatedSize takes no options; it was given \("mb"\)/);
  expect(
    ["a", "s"].map((n, i, list) => (df["getColumn"] as (...args: readonly unknown[]) => unknown).call(df, n, i, list)),
  ).toHaveLength(2);
});
