// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const JOIN: Answers = {
  "inner": { "k": [Int64, [2n, 2n, 2n, 2n, 1n]], "a": [Utf8, ["q", "r", "q", "r", "p"]], "v": [Float64, [2, Number.NaN, 2, Number.NaN, 1]], "a_right": [Utf8, ["x", "x", "y", "y", "w"]], "w": [Int32, [10, 10, 20, 20, null]] },
  "left": { "k": [Int64, [1n, 2n, 2n, 2n, 2n, null, 5n]], "a": [Utf8, ["p", "q", "q", "r", "r", "s", "t"]], "v": [Float64, [1, 2, 2, Number.NaN, Number.NaN, 4, 5]], "a_right": [Utf8, ["w", "x", "y", "x", "y", null, null]], "w": [Int32, [null, 10, 20, 10, 20, null, null]] },
  "right": { "a": [Utf8, ["q", "r", "q", "r", null, null, "p"]], "v": [Float64, [2, Number.NaN, 2, Number.NaN, null, null, 1]], "k": [Int64, [2n, 2n, 2n, 2n, 3n, null, 1n]], "a_right": [Utf8, ["x", "x", "y", "y", "z", "n", "w"]], "w": [Int32, [10, 10, 20, 20, 30, 40, null]] },
  "full": { "k": [Int64, [2n, 2n, 2n, 2n, null, null, 1n, 5n, null]], "a": [Utf8, ["q", "r", "q", "r", null, null, "p", "t", "s"]], "v": [Float64, [2, Number.NaN, 2, Number.NaN, null, null, 1, 5, 4]], "k_right": [Int64, [2n, 2n, 2n, 2n, 3n, null, 1n, null, null]], "a_right": [Utf8, ["x", "x", "y", "y", "z", "n", "w", null, null]], "w": [Int32, [10, 10, 20, 20, 30, 40, null, null, null]] },
  "semi": { "k": [Int64, [1n, 2n, 2n]], "a": [Utf8, ["p", "q", "r"]], "v": [Float64, [1, 2, Number.NaN]] },
  "anti": { "k": [Int64, [null, 5n]], "a": [Utf8, ["s", "t"]], "v": [Float64, [4, 5]] },
  "cross": { "a": [Utf8, ["p", "p", "p", "p", "p", "q", "q", "q", "q", "q", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "t", "t", "t", "t", "t"]], "w": [Int32, [10, 20, 30, 40, null, 10, 20, 30, 40, null, 10, 20, 30, 40, null, 10, 20, 30, 40, null, 10, 20, 30, 40, null]] },
  "full, keys merged": { "k": [Int64, [2n, 2n, 2n, 2n, 3n, null, 1n, null, 5n]], "a": [Utf8, ["q", "r", "q", "r", null, null, "p", "s", "t"]], "v": [Float64, [2, Number.NaN, 2, Number.NaN, null, null, 1, 4, 5]], "a_right": [Utf8, ["x", "x", "y", "y", "z", "n", "w", null, null]], "w": [Int32, [10, 10, 20, 20, 30, 40, null, null, null]] },
  "left, keys kept apart": { "k": [Int64, [1n, 2n, 2n, 2n, 2n, null, 5n]], "a": [Utf8, ["p", "q", "q", "r", "r", "s", "t"]], "v": [Float64, [1, 2, 2, Number.NaN, Number.NaN, 4, 5]], "k_right": [Int64, [1n, 2n, 2n, 2n, 2n, null, null]], "a_right": [Utf8, ["w", "x", "y", "x", "y", null, null]], "w": [Int32, [null, 10, 20, 10, 20, null, null]] },
  "null keys match when asked": { "k": [Int64, [2n, 2n, 2n, 2n, null, 1n]], "a": [Utf8, ["q", "r", "q", "r", "s", "p"]], "v": [Float64, [2, Number.NaN, 2, Number.NaN, 4, 1]], "a_right": [Utf8, ["x", "x", "y", "y", "n", "w"]], "w": [Int32, [10, 10, 20, 20, 40, null]] },
  "null keys match when asked, full": { "k": [Int64, [2n, 2n, 2n, 2n, null, null, 1n, 5n]], "a": [Utf8, ["q", "r", "q", "r", null, "s", "p", "t"]], "v": [Float64, [2, Number.NaN, 2, Number.NaN, null, 4, 1, 5]], "k_right": [Int64, [2n, 2n, 2n, 2n, 3n, null, 1n, null]], "a_right": [Utf8, ["x", "x", "y", "y", "z", "n", "w", null]], "w": [Int32, [10, 10, 20, 20, 30, 40, null, null]] },
  "null keys match when asked, anti": { "k": [Int64, [5n]], "a": [Utf8, ["t"]], "v": [Float64, [5]] },
  "another suffix": { "k": [Int64, [2n, 2n, 2n, 2n, 1n]], "a": [Utf8, ["q", "r", "q", "r", "p"]], "v": [Float64, [2, Number.NaN, 2, Number.NaN, 1]], "a_r": [Utf8, ["x", "x", "y", "y", "w"]], "w": [Int32, [10, 10, 20, 20, null]] },
  "keys of other names": { "k": [Int64, [2n, 2n, 2n, 2n, 1n]], "a": [Utf8, ["q", "r", "q", "r", "p"]], "v": [Float64, [2, Number.NaN, 2, Number.NaN, 1]], "a_right": [Utf8, ["x", "x", "y", "y", "w"]], "w": [Int32, [10, 10, 20, 20, null]] },
  "keys of other names, right": { "a": [Utf8, ["q", "r", "q", "r", null, null, "p"]], "v": [Float64, [2, Number.NaN, 2, Number.NaN, null, null, 1]], "q": [Int64, [2n, 2n, 2n, 2n, 3n, null, 1n]], "a_right": [Utf8, ["x", "x", "y", "y", "z", "n", "w"]], "w": [Int32, [10, 10, 20, 20, 30, 40, null]] },
  "NaN is NaN, zeros are equal": { "y": [Int32, [1, 2]] },
  "two keys": { "k": [Int64, [1n, 2n, 2n, null, 5n]], "a": [Utf8, ["p", "q", "r", "s", "t"]], "v": [Float64, [1, 2, Number.NaN, 4, 5]], "z": [Int32, [null, null, 1, null, null]] },
  "computed keys": { "k": [Int64, [1n, 1n, 2n, 2n]], "a": [Utf8, ["p", "p", "q", "r"]], "v": [Float64, [1, 1, 2, Number.NaN]], "k_right": [Int64, [2n, 2n, 3n, 3n]], "a_right": [Utf8, ["x", "y", "z", "z"]], "w": [Int32, [10, 20, 30, 30]] },
  "keys of two types": { "k": [Int32, [1, 2, 2, null]], "a": [Utf8, ["w", "x", "y", null]], "w": [Int32, [null, 10, 20, null]] },
  "text keys": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "i": [Int64, [3n, -1n, null, 7n, 7n, 0n]], "x": [Float64, [1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["é🦄x", "", null, "abc", "Abc", "zebra"]], "ok": [Bool, [true, false, null, true, null, false]], "n": [Int32, [2, 2, 5, null, -4, 1]], "z": [Int32, [1, null, 1, null, null, 1]] },
  "nothing on the right": { "k": [Int64, [1n, 2n, 2n, null, 5n]], "a": [Utf8, ["p", "q", "r", "s", "t"]], "v": [Float64, [1, 2, Number.NaN, 4, 5]], "a_right": [Utf8, [null, null, null, null, null]], "w": [Int32, [null, null, null, null, null]] },
  "nothing on the left": { "k": [Int64, [null, null, null, null, null]], "a": [Utf8, [null, null, null, null, null]], "v": [Float64, [null, null, null, null, null]], "k_right": [Int64, [2n, 2n, 3n, null, 1n]], "a_right": [Utf8, ["x", "y", "z", "n", "w"]], "w": [Int32, [10, 20, 30, 40, null]] },
  "keys promised to be unique": { "k": [Int64, [1n]], "a": [Utf8, ["p"]], "v": [Float64, [1]], "a_right": [Utf8, ["w"]], "w": [Int32, [null]] },
};
