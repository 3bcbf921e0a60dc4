// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int32, Int64, UInt32, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const SELECT: Answers = {
  "columns in order": { "x": [Float64, [1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]], "k": [Utf8, ["a", "b", "a", null, "b", "a"]] },
  "the same column twice, under another name": { "i": [Int64, [3n, -1n, null, 7n, 7n, 0n]], "j": [Int64, [3n, -1n, null, 7n, 7n, 0n]] },
  "literals alone give one row": { "one": [Int32, [1]], "t": [Utf8, ["t"]] },
  "a literal beside columns": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "two": [Int32, [2, 2, 2, 2, 2, 2]] },
  "aggregates alone give one row": { "i": [Int64, [16n]], "n": [UInt32, [6]] },
  "an aggregate beside a column": { "i": [Int64, [3n, -1n, null, 7n, 7n, 0n]], "top": [Int64, [7n, 7n, 7n, 7n, 7n, 7n]] },
  "an aggregate in an expression": { "x": [Float64, [0.8, 0.8, 3.8, null, -5.2, -0.19999999999999996]] },
  "aggregates of no rows": { "i": [Int64, [0n]], "x": [Float64, [null]], "n": [UInt32, [0]], "s": [Utf8, [null]] },
  "all columns": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "i": [Int64, [3n, -1n, null, 7n, 7n, 0n]], "x": [Float64, [1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]], "s": [Utf8, ["é🦄x", "", null, "abc", "Abc", "zebra"]], "ok": [Bool, [true, false, null, true, null, false]], "n": [Int32, [2, 2, 5, null, -4, 1]] },
  "all but some": { "i": [Int64, [3n, -1n, null, 7n, 7n, 0n]], "s": [Utf8, ["é🦄x", "", null, "abc", "Abc", "zebra"]], "ok": [Bool, [true, false, null, true, null, false]], "n": [Int32, [2, 2, 5, null, -4, 1]] },
  "by type": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "s": [Utf8, ["é🦄x", "", null, "abc", "Abc", "zebra"]], "ok": [Bool, [true, false, null, true, null, false]] },
  "by class": { "i_n": [Int64, [3n, -1n, null, 7n, 7n, 0n]], "x_n": [Float64, [1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]], "n_n": [Int32, [2, 2, 5, null, -4, 1]] },
  "by pattern": { "k": [Utf8, ["a", "b", "a", null, "b", "a"]], "x": [Float64, [1.5, Number.NaN, null, -0.25, Number.POSITIVE_INFINITY, 2]] },
  "one expression over several columns": { "sum_i": [Int64, [16n]], "sum_n": [Int32, [6]] },
  "names in upper case": { "K": [Utf8, ["a", "b", "a", null, "b", "a"]] },
  "columns renamed and kept": { "i": [Int64, [4n, 0n, null, 8n, 8n, 1n]] },
  "an aggregate of an aggregate's difference": { "x": [Int32, [26]] },
  "a filtered aggregate": { "x": [Int64, [3n]] },
};
