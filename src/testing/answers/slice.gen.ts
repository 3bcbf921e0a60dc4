// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const SLICE: Answers = {
  "head": { "k": [Utf8, ["a", "b"]], "i": [Int64, [3n, -1n]], "x": [Float64, [1.5, Number.NaN]], "s": [Utf8, ["é🦄x", ""]], "ok": [Bool, [true, false]], "n": [Int32, [2, 2]] },
  "tail": { "k": [Utf8, ["b", "a"]], "i": [Int64, [7n, 0n]], "x": [Float64, [Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["Abc", "zebra"]], "ok": [Bool, [null, false]], "n": [Int32, [-4, 1]] },
  "from an offset": { "k": [Utf8, ["a", null]], "i": [Int64, [null, 7n]], "x": [Float64, [null, -0.25]], "s": [Utf8, [null, "abc"]], "ok": [Bool, [null, true]], "n": [Int32, [5, null]] },
  "to the end": { "k": [Utf8, ["b", "a"]], "i": [Int64, [7n, 0n]], "x": [Float64, [Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["Abc", "zebra"]], "ok": [Bool, [null, false]], "n": [Int32, [-4, 1]] },
  "from the end": { "k": [Utf8, [null, "b"]], "i": [Int64, [7n, 7n]], "x": [Float64, [-0.25, Number.POSITIVE_INFINITY]], "s": [Utf8, ["abc", "Abc"]], "ok": [Bool, [true, null]], "n": [Int32, [null, -4]] },
  "before the start": { "k": [Utf8, ["a", "b"]], "i": [Int64, [3n, -1n]], "x": [Float64, [1.5, Number.NaN]], "s": [Utf8, ["é🦄x", ""]], "ok": [Bool, [true, false]], "n": [Int32, [2, 2]] },
  "past the end": { "k": [Utf8, []], "i": [Int64, []], "x": [Float64, []], "s": [Utf8, []], "ok": [Bool, []], "n": [Int32, []] },
  "none": { "k": [Utf8, []], "i": [Int64, []], "x": [Float64, []], "s": [Utf8, []], "ok": [Bool, []], "n": [Int32, []] },
  "of a slice": { "k": [Utf8, ["a", null]], "i": [Int64, [null, 7n]], "x": [Float64, [null, -0.25]], "s": [Utf8, [null, "abc"]], "ok": [Bool, [null, true]], "n": [Int32, [5, null]] },
  "no rows": { "k": [Utf8, []], "i": [Int64, []], "x": [Float64, []], "s": [Utf8, []], "ok": [Bool, []], "n": [Int32, []] },
};
