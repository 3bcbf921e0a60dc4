// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const UNIQUE: Answers = {
  "whole rows": { "a": [Int64, [1n, null, 2n]], "b": [Utf8, ["x", null, "y"]] },
  "a subset, first": { "k": [Utf8, ["a", "b", null]], "i": [Int64, [3n, -1n, 7n]], "x": [Float64, [1.5, Number.NaN, -0.25]], "s": [Utf8, ["é🦄x", "", "abc"]], "ok": [Bool, [true, false, true]], "n": [Int32, [2, 2, null]] },
  "a subset, last": { "k": [Utf8, [null, "b", "a"]], "i": [Int64, [7n, 7n, 0n]], "x": [Float64, [-0.25, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["abc", "Abc", "zebra"]], "ok": [Bool, [true, null, false]], "n": [Int32, [null, -4, 1]] },
  "a subset, none": { "k": [Utf8, ["a", null, "b", "a"]], "i": [Int64, [null, 7n, 7n, 0n]], "x": [Float64, [null, -0.25, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, [null, "abc", "Abc", "zebra"]], "ok": [Bool, [null, true, null, false]], "n": [Int32, [5, null, -4, 1]] },
  "NaN and both zeros": { "x": [Float64, [Number.NaN, 1, null]] },
  "in any order": { "k": [Utf8, ["b", "a", null]] },
  "no rows": { "k": [Utf8, []], "i": [Int64, []], "x": [Float64, []], "s": [Utf8, []], "ok": [Bool, []], "n": [Int32, []] },
};
