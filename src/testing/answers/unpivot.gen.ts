// Recorded from polars by test/conformance/record.ts.
import { Float64, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const UNPIVOT: Answers = {
  "columns of one type": { "k": [Utf8, ["a", "b", "a", null, "b", "a", "a", "b", "a", null, "b", "a"]], "variable": [Utf8, ["i", "i", "i", "i", "i", "i", "n", "n", "n", "n", "n", "n"]], "value": [Int64, [3n, -1n, null, 7n, 7n, 0n, 2n, 2n, 5n, null, -4n, 1n]] },
  "all but the index": { "k": [Utf8, ["a", "b", "a", null, "b", "a", "a", "b", "a", null, "b", "a"]], "variable": [Utf8, ["i", "i", "i", "i", "i", "i", "n", "n", "n", "n", "n", "n"]], "value": [Int64, [3n, -1n, null, 7n, 7n, 0n, 2n, 2n, 5n, null, -4n, 1n]] },
  "named columns": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "name": [Utf8, ["x", "x", "x", "x", "x", "x"]], "val": [Float64, [1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]] },
  "columns of two types": { "k": [Utf8, ["a", "b", "a", null, "b", "a", "a", "b", "a", null, "b", "a"]], "variable": [Utf8, ["i", "i", "i", "i", "i", "i", "x", "x", "x", "x", "x", "x"]], "value": [Float64, [3, -1, null, 7, 7, 0, 1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]] },
};
