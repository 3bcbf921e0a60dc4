// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const FILTER: Answers = {
  "true only, neither false nor null": { "k": [Utf8, ["a", null]], "i": [Int64, [3n, 7n]], "x": [Float64, [1.5, -0.25]], "s": [Utf8, ["é🦄x", "abc"]], "ok": [Bool, [true, true]], "n": [Int32, [2, null]] },
  "a comparison with null": { "k": [Utf8, ["a", null, "b"]], "i": [Int64, [3n, 7n, 7n]], "x": [Float64, [1.5, -0.25, Number.POSITIVE_INFINITY]], "s": [Utf8, ["é🦄x", "abc", "Abc"]], "ok": [Bool, [true, true, null]], "n": [Int32, [2, null, -4]] },
  "NaN is greater than numbers": { "k": [Utf8, ["a", "b", "b", "a"]], "i": [Int64, [3n, -1n, 7n, 0n]], "x": [Float64, [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["é🦄x", "", "Abc", "zebra"]], "ok": [Bool, [true, false, null, false]], "n": [Int32, [2, 2, -4, 1]] },
  "several conditions": { "k": [Utf8, ["a", "a"]], "i": [Int64, [3n, 0n]], "x": [Float64, [1.5, 2]], "s": [Utf8, ["é🦄x", "zebra"]], "ok": [Bool, [true, false]], "n": [Int32, [2, 1]] },
  "nothing": { "k": [Utf8, []], "i": [Int64, []], "x": [Float64, []], "s": [Utf8, []], "ok": [Bool, []], "n": [Int32, []] },
  "no rows": { "k": [Utf8, []], "i": [Int64, []], "x": [Float64, []], "s": [Utf8, []], "ok": [Bool, []], "n": [Int32, []] },
  "an aggregate in the condition": { "k": [Utf8, [null, "b"]], "i": [Int64, [7n, 7n]], "x": [Float64, [-0.25, Number.POSITIVE_INFINITY]], "s": [Utf8, ["abc", "Abc"]], "ok": [Bool, [true, null]], "n": [Int32, [null, -4]] },
  "a window in the condition": { "k": [Utf8, ["a", null, "b"]], "i": [Int64, [3n, 7n, 7n]], "x": [Float64, [1.5, -0.25, Number.POSITIVE_INFINITY]], "s": [Utf8, ["é🦄x", "abc", "Abc"]], "ok": [Bool, [true, true, null]], "n": [Int32, [2, null, -4]] },
  "text beyond ASCII": { "k": [Utf8, ["a"]], "i": [Int64, [3n]], "x": [Float64, [1.5]], "s": [Utf8, ["é🦄x"]], "ok": [Bool, [true]], "n": [Int32, [2]] },
  "after a filter": { "k": [Utf8, ["a", "b", "a"]], "i": [Int64, [3n, -1n, 0n]], "x": [Float64, [1.5, Number.NaN, 2]], "s": [Utf8, ["é🦄x", "", "zebra"]], "ok": [Bool, [true, false, false]], "n": [Int32, [2, 2, 1]] },
};
