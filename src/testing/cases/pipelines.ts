import { Decimal, Int64, UInt8, UInt64, Utf8 } from "../../arrow/types.ts";
import { type Cases, each, failing, plans, rows } from "../case.ts";
import {
  coalesce,
  col,
  concatAll,
  concatList,
  len,
  lit,
  maxHorizontal,
  minHorizontal,
  type Query,
  sumHorizontal,
  when,
} from "../loose.ts";

// 2^53 and the next are one number as Float64.
const wide = (): Query =>
  rows({
    q: [UInt64, [1n, 18446744073709551615n, 9223372036854775808n, 9007199254740993n, null, 5n]],
    i: [Int64, [1n, -1n, 3n, 9007199254740992n, 2n, null]],
    g: [UInt8, [0, 0, 1, 1, 0, 0]],
  });
const narrow = (): Query =>
  rows({ q: [UInt64, [1n, 7n, null]], u: [UInt8, [0, 7, 255]], g: [UInt8, [1, 1, 1]], o: [UInt8, [2, null, 3]] });
const money = (): Query =>
  rows({ c: [Decimal(10, 2), ["1.25", null, "0.00"]], d: [Decimal(12, 1), ["1.5", "2.0", null]] });
const c = col("c");
const [q, i, u] = [col("q"), col("i"), col("u")];

/** What random pipelines have found. */
export const PIPELINES: Cases = {
  ...each(wide, {
    "UInt64 and a literal below zero": q.add(-3),
    "a literal below zero and UInt64": lit(-3).sub(q),
    "UInt64 times a literal below zero": q.mul(-3),
    "UInt64 floorDiv a literal below zero": q.floorDiv(-3),
    "UInt64 mod a literal below zero": q.mod(-3),
    "UInt64 div a literal below zero": q.div(-4),
    "UInt64 above a literal below zero": q.gt(-3),
    "UInt64 between": q.isBetween(-3, 1),
    "UInt64 in a list with one below zero": q.isIn([-3, 1]),
    "UInt64 eq Int64, exactly": q.eq(i),
    "UInt64 lt Int64, exactly": i.lt(q),
    "UInt64 eqMissing Int64, exactly": q.eqMissing(i),
    "diff of UInt64": q.diff(),
    "diff of UInt64 in groups": q.diff().over("g"),
  }),
  ...each(narrow, {
    "the greatest of UInt64 and a literal below zero": maxHorizontal(q, -3),
    "a sum of UInt64 and a literal below zero": sumHorizontal(-3, q),
    "the first of UInt64 and a literal below zero": coalesce(q, -3),
    "UInt64 filled with a literal below zero": q.fillNull(-3),
    "one of bare numbers": when(u.gt(5)).then(0).otherwise(1).sub(u),
    "a whole float of literals": minHorizontal(lit(2.5).sub(2.5), u),
  }),
  ...each(money, {
    "Decimal filled with a whole number": c.fillNull(0),
    "the first of Decimal and a whole number": coalesce(c, 1),
    "the greatest of Decimal and a whole number": maxHorizontal(c, 1),
    "Decimal or a whole number": when(c.gt(1)).then(c).otherwise(0),
    "a list of Decimal and a whole number": concatList(c, 1),
    "Decimal in whole numbers": c.isIn([0, 1]),
  }),
  ...each(narrow, {
    "a running least from the end in an order": u.cumMin(true).over("g", { orderBy: "o", descending: true }),
    "a running sum from the end in an order": u.cumSum(true).over("g", { orderBy: "o", nullsLast: true }),
    "a running product from the end in an order": u.cumProd(true).over("g", { orderBy: "o" }),
    "the last in an order": u.last().over("g", { orderBy: "o", descending: true, nullsLast: true }),
    "the last distinct in an order": u.isLastDistinct().over("g", { orderBy: "o", descending: true }),
  }),
  ...plans({
    "windows of rows whose aggregates are not asked for": () =>
      narrow().cast({ u: Int64 }).rolling("u", { period: "2i" }).agg(q.sum()).select("u"),
    "rows of a diagonal concat counted": () =>
      concatAll([narrow(), wide().select("i")], { how: "diagonal" }).select(len().alias("n")),
    "columns with names that lambdas had": () =>
      rows({
        i: [Int64, [1n, 2n]],
        r: [Int64, [2n, 5n]],
        v: [Utf8, ["a-b", "x-y"]],
      }).select(
        i.repeatBy(2).alias("x"),
        col("r").pow(2).alias("y"),
        col("r").pow(i).alias("z"),
        col("v").str.split("-", { inclusive: true }).alias("s"),
      ),
    "columns filled with a whole number": () => money().fillNull(0),
    "the place of the greatest among none": () => narrow().filter(u.gt(300)).select(u.get(u.argMax()).alias("x")),
  }),
  ...failing("INVALID_CAST", {
    "UInt64 that is no Int64": () => wide().select(coalesce(q, -3)),
  }),
};
