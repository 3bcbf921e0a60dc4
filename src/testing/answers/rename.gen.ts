// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const RENAME: Answers = {
  "columns, in place": { "key": [Utf8, ["a", "b", "a", null, "b", "a"]], "i": [Int64, [3n, -1n, null, 7n, 7n, 0n]], "y": [Float64, [1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["é🦄x", "", null, "abc", "Abc", "zebra"]], "ok": [Bool, [true, false, null, true, null, false]], "n": [Int32, [2, 2, 5, null, -4, 1]] },
  "a swap": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "n": [Int64, [3n, -1n, null, 7n, 7n, 0n]], "x": [Float64, [1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["é🦄x", "", null, "abc", "Abc", "zebra"]], "ok": [Bool, [true, false, null, true, null, false]], "i": [Int32, [2, 2, 5, null, -4, 1]] },
};
