// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const CONCAT: Answers = {
  "vertical": { "k": [Utf8, ["a", "b", "a", null, "b", "a", "b", "a"]], "i": [Int64, [3n, -1n, null, 7n, 7n, 0n, 7n, 0n]], "x": [Float64, [1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["é🦄x", "", null, "abc", "Abc", "zebra", "Abc", "zebra"]], "ok": [Bool, [true, false, null, true, null, false, null, false]], "n": [Int32, [2, 2, 5, null, -4, 1, -4, 1]] },
  "vertical, relaxed": { "n": [Int64, [2n, 2n, 5n, null, -4n, 1n, 3n, -1n, null, 7n, 7n, 0n]] },
  "diagonal": { "k": [Utf8, ["a", "b", "a", null, "b", "a", null, null, null, null, null, null]], "i": [Int64, [3n, -1n, null, 7n, 7n, 0n, 3n, -1n, null, 7n, 7n, 0n]], "x": [Float64, [null, null, null, null, null, null, 1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]] },
  "horizontal": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "i": [Int64, [3n, -1n, null, 7n, 7n, 0n]] },
  "horizontal, filled up": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "i": [Int64, [3n, -1n, null, null, null, null]] },
  "with no rows": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "i": [Int64, [3n, -1n, null, 7n, 7n, 0n]], "x": [Float64, [1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["é🦄x", "", null, "abc", "Abc", "zebra"]], "ok": [Bool, [true, false, null, true, null, false]], "n": [Int32, [2, 2, 5, null, -4, 1]] },
  "then a slice": { "k": [Utf8, ["b", "a", "a", "b"]], "i": [Int64, [7n, 0n, 3n, -1n]], "x": [Float64, [Number.POSITIVE_INFINITY, 2, 1.5, Number.NaN]], "s": [Utf8, ["Abc", "zebra", "é🦄x", ""]], "ok": [Bool, [null, false, true, false]], "n": [Int32, [-4, 1, 2, 2]] },
};
