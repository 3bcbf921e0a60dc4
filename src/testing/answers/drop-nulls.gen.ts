// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const DROP_NULLS: Answers = {
  "in any column": { "k": [Utf8, ["a", "b", "a"]], "i": [Int64, [3n, -1n, 0n]], "x": [Float64, [1.5, Number.NaN, 2]], "s": [Utf8, ["é🦄x", "", "zebra"]], "ok": [Bool, [true, false, false]], "n": [Int32, [2, 2, 1]] },
  "in some": { "k": [Utf8, ["a", "b", null, "b", "a"]], "i": [Int64, [3n, -1n, 7n, 7n, 0n]], "x": [Float64, [1.5, Number.NaN, -0.25, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["é🦄x", "", "abc", "Abc", "zebra"]], "ok": [Bool, [true, false, true, null, false]], "n": [Int32, [2, 2, null, -4, 1]] },
  "NaN is no null": { "k": [Utf8, ["a", "b", null, "b", "a"]], "i": [Int64, [3n, -1n, 7n, 7n, 0n]], "x": [Float64, [1.5, Number.NaN, -0.25, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["é🦄x", "", "abc", "Abc", "zebra"]], "ok": [Bool, [true, false, true, null, false]], "n": [Int32, [2, 2, null, -4, 1]] },
};
