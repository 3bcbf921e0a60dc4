// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int32, Int64, UInt32, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const OVER: Answers = {
  "sum": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int64, [3n, 6n, 3n, 7n, 6n, 3n]] },
  "mean": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Float64, [2.6666666666666665, -1, 2.6666666666666665, null, -1, 2.6666666666666665]] },
  "count": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [UInt32, [2, 2, 2, 1, 2, 2]] },
  "max": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Float64, [2, Number.POSITIVE_INFINITY, 2, -0.25, Number.POSITIVE_INFINITY, 2]] },
  "first": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int64, [3n, -1n, 3n, 7n, -1n, 3n]] },
  "last": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Utf8, ["zebra", "Abc", "zebra", "abc", "Abc", "zebra"]] },
  "median": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Float64, [2, -1, 2, null, -1, 2]] },
  "different values": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [UInt32, [3, 2, 3, 1, 2, 3]] },
  "quantile": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Float64, [2, 2, 2, null, 2, 2]] },
  "any of it": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Bool, [true, false, true, true, false, true]] },
  "the spread": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Float64, [4.333333333333333, 18, 4.333333333333333, null, 18, 4.333333333333333]] },
  "rank": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [UInt32, [2, 2, 3, null, 1, 1]] },
  "average rank": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Float64, [2, 2, 3, null, 1, 1]] },
  "running sum": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int64, [3n, -1n, null, 7n, 6n, 3n]] },
  "shift": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int64, [null, null, 3n, null, -1n, null]] },
  "diff": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int32, [null, null, 3, null, -6, -4]] },
  "length": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [UInt32, [3, 2, 3, 1, 2, 3]] },
  "forward fill": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int64, [3n, -1n, 3n, 7n, 7n, 0n]] },
  "reversed": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int64, [0n, 7n, null, 7n, -1n, 3n]] },
  "an order of its own": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int64, [3n, 6n, null, 7n, 7n, 0n]] },
  "the first in an order": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int64, [null, -1n, null, 7n, -1n, null]] },
  "an expression of windows": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Float64, [0.25, -1, 0.625, null, 2, 0.125]] },
  "a window of an expression": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int64, [1n, 11n, 1n, null, 11n, 1n]] },
  "less its mean": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Float64, [-0.6666666666666665, 3, 2.3333333333333335, null, -3, -1.6666666666666665]] },
  "two keys": { "v": [Int32, [2, 2, 5, 0, -4, 1]] },
  "no rows": { "v": [Int32, []] },
  "a filter within": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "v": [Int32, [8, 2, 8, 0, 2, 8]] },
};
