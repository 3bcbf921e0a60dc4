import { Date32, Float32, Float64, Int16, Int32, Int64, Struct, UInt8, Utf8 } from "../../arrow/types.ts";
import { type Cases, each, failing, plans, rows } from "../case.ts";
import { col, type Query } from "../loose.ts";
import { empty, left, right, small } from "./frames.ts";

const ABC = { labels: ["a", "b", "c"] };
const BOTH = { labels: false, includeIntervals: true };
const numbers = (): Query =>
  rows({
    g: [Utf8, ["p", "p", "q", "q", "p", "q", "q"]],
    x: [Float64, [Number.NaN, 1, null, 2.5, 3, -0, 3]],
    i: [Int64, [-10n, 5n, 5n, null, 7n, 40n, 5n]],
    u: [UInt8, [0, 1, 255, null, 3, 3, 9]],
    f: [Float32, [1.5, 10, null, -2, 1.5, 0, 4]],
    s: [Utf8, ["é", "b", null, "", "b", "zebra", "🦄"]],
    d: [Date32, [19724, 0, null, -1, 5, 6, 7]],
  });

/** Bins by borders, by quantiles and by places. */
export const BINS: Cases = {
  ...each(numbers, {
    "intervals by borders": col("i").binIntervals([5, 10], ABC),
    "intervals with the right border": col("i").binIntervals([5, 10], { ...ABC, rightClosed: true }),
    "intervals and their borders": col("i").binIntervals([5, 10], BOTH),
    "intervals of integers by fractions": col("i").binIntervals([5.5], BOTH),
    "intervals of small integers by large borders": col("u").binIntervals([3, 300], BOTH),
    "intervals of floats, NaN last": col("x").binIntervals([0, 3], BOTH),
    "intervals of Float32": col("f").binIntervals([1.5], BOTH),
    "intervals of text": col("s").binIntervals(["b", "é"], { labels: ["lo", "mid", "hi"], includeIntervals: true }),
    "intervals, a border twice": col("i").binIntervals([5, 5], { labels: false }),
    "one interval": col("i").binIntervals([], { labels: false }),
    "intervals of one width": col("i").binIntervals(4, BOTH),
    "intervals of one width, right": col("i").binIntervals(4, { ...BOTH, rightClosed: true }),
    "intervals of one width over floats": col("x").binIntervals(3, BOTH),
    "intervals of one width over Float32": col("f").binIntervals(3, { labels: ["a", "b", "c"] }),
    quantiles: col("i").binQuantiles([0.3, 0.6], BOTH),
    "quantiles of floats": col("x").binQuantiles([0.1, 0.5, 1], BOTH),
    "quantiles by number": col("u").binQuantiles(3, ABC),
    "quantiles, right": col("u").binQuantiles(4, { ...BOTH, rightClosed: true }),
    "ranks by shares": col("i").binRanks([0.25, 0.75], ABC),
    "ranks by number": col("x").binRanks(3, BOTH),
    "more ranks than values": col("i").binRanks(9, BOTH),
    "ranks of text": col("s").binRanks(2, { labels: ["lo", "hi"], includeIntervals: true }),
    "ranks of dates": col("d").binRanks([0, 0.5, 1], BOTH),
    "in windows": col("i").binRanks(2, { labels: false }).over("g"),
    "intervals in windows": col("i").binIntervals(2, { labels: false }).over("g"),
    "among other things": col("i").binRanks(2, { labels: false }).add(1),
  }),
  ...each(empty, {
    "no rows": col("i").binIntervals([1], BOTH),
    "no rows by ranks": col("x").binRanks(3, ABC),
    "no rows by quantiles": col("n").binQuantiles(2, { labels: false }),
  }),
  ...failing("SHAPE_MISMATCH", {
    "too few labels": () => small().select(col("i").binIntervals([1, 2], { labels: ["a"] })),
  }),
  ...failing("TYPE_MISMATCH", {
    "quantiles of text": () => small().select(col("s").binQuantiles(2, { labels: false })),
    "intervals of one width of text": () => small().select(col("s").binIntervals(2, { labels: false })),
  }),
  ...failing("INVALID_ARGUMENT", {
    "borders that fall": () => small().select(col("i").binIntervals([2, 1], { labels: false })),
  }),
};

const other = (): Query =>
  rows({ k: [Int64, [2n, 5n, 9n, null]], a: [Utf8, ["X", null, "Y", "Z"]], v: [Float64, [null, 50, 90, 0]] });
const wide = (): Query =>
  rows({ a: [Int16, [1, null]], b: [Utf8, ["x", null]], p: [Struct({ u: Int32, w: Utf8 }), [{ u: 1, w: "x" }, null]] });
/** Values of another frame in the place of these. */
export const UPDATE: Cases = plans({
  "by row": () => left().update(other()),
  "by row, inner": () => left().update(other(), { how: "inner" }),
  "by row, full": () => right().update(rows({ w: [Int32, [1, 2, null, null, null, 6]] }), { how: "full" }),
  "by row with nulls": () => left().update(other(), { includeNulls: true }),
  "by a key": () => left().update(other(), { on: "k" }),
  "by a key with nulls": () => left().update(other(), { on: "k", includeNulls: true }),
  "by a key, inner": () => left().update(other(), { on: "k", how: "inner" }),
  "by keys of other names": () =>
    left().update(rows({ key: [Int64, [2n]], v: [Float64, [7]] }), { leftOn: "k", rightOn: "key" }),
  "nothing in common": () => left().update(rows({ z: [Int64, [1n]] })),
});

/** The columns of a schema. */
export const MATCH_TO_SCHEMA: Cases = {
  ...plans({
    "in its order": () => wide().matchToSchema({ b: Utf8, p: Struct({ u: Int32, w: Utf8 }), a: Int16 }),
    "fewer columns": () => wide().matchToSchema({ a: Int16 }, { extraColumns: "ignore" }),
    "more columns": () => wide().select("a").matchToSchema({ a: Int16, z: Utf8 }, { missingColumns: "insert" }),
    "a column by an expression": () =>
      wide()
        .select("a")
        .matchToSchema({ a: Int16, z: Utf8 }, { missingColumns: { z: col("a").cast(Utf8) } }),
    "wider integers": () => wide().select("a").matchToSchema({ a: Int64 }, { integerCast: "upcast" }),
    "wider floats": () =>
      rows({ x: [Float32, [1.5, null]] }).matchToSchema({ x: Float64 }, { floatCast: { x: "upcast" } }),
    "fewer fields": () =>
      wide()
        .select("p")
        .matchToSchema({ p: Struct({ w: Utf8 }) }, { extraStructFields: "ignore" }),
    "more fields": () =>
      wide()
        .select("p")
        .matchToSchema({ p: Struct({ n: Int64, u: Int32, w: Utf8 }) }, { missingStructFields: "insert" }),
  }),
  ...failing("SCHEMA_MISMATCH", {
    "a column too many": () => wide().matchToSchema({ a: Int16 }),
    "a column is missing": () => wide().select("a").matchToSchema({ a: Int16, b: Utf8 }),
    "another type": () => wide().select("a").matchToSchema({ a: Utf8 }),
    "narrower integers": () => wide().select("a").matchToSchema({ a: UInt8 }, { integerCast: "upcast" }),
    "integers that may not be wider": () => wide().select("a").matchToSchema({ a: Int64 }),
  }),
};
