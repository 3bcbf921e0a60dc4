// Recorded from polars by test/conformance/record.ts.
import { Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const CONDITIONAL: Answers = {
  "when": { "x": [Utf8, ["pos", "neg", "zero", "pos", "pos", "zero"]] },
  "when without otherwise": { "x": [Int64, [3n, null, null, 7n, null, null]] },
  "when of two types": { "x": [Float64, [3, Number.NaN, null, 7, Number.POSITIVE_INFINITY, 2]] },
  "coalesce": { "x": [Int64, [3n, -1n, 5n, 7n, 7n, 0n]] },
  "fillNull": { "x": [Int64, [3n, -1n, 0n, 7n, 7n, 0n]] },
  "fillNull with a column": { "x": [Int64, [3n, -1n, 5n, 7n, 7n, 0n]] },
  "fillNull of text": { "x": [Utf8, ["é🦄x", "", "?", "abc", "Abc", "zebra"]] },
  "forward": { "x": [Int64, [3n, -1n, -1n, 7n, 7n, 0n]] },
  "backward": { "x": [Int64, [3n, -1n, 7n, 7n, 7n, 0n]] },
  "mean": { "x": [Int32, [2, 2, 5, 1, -4, 1]] },
  "min": { "x": [Int64, [3n, -1n, -1n, 7n, 7n, 0n]] },
  "max": { "x": [Int64, [3n, -1n, 7n, 7n, 7n, 0n]] },
  "zero": { "x": [Int64, [3n, -1n, 0n, 7n, 7n, 0n]] },
  "one": { "x": [Float64, [1.5, Number.NaN, 1, -0.25, Number.POSITIVE_INFINITY, 2]] },
  "forward, text": { "x": [Utf8, ["é🦄x", "", "", "abc", "Abc", "zebra"]] },
  "minHorizontal": { "x": [Int64, [2n, -1n, 5n, 7n, -4n, 0n]] },
  "maxHorizontal": { "x": [Int64, [3n, 2n, 5n, 7n, 7n, 1n]] },
  "min of floats": { "x": [Float64, [1.5, 2, 5, -0.25, -4, 1]] },
  "max of floats": { "x": [Float64, [2, 2, 5, -0.25, Number.POSITIVE_INFINITY, 2]] },
  "sumHorizontal": { "x": [Int64, [5n, 1n, 5n, 7n, 3n, 1n]] },
  "meanHorizontal": { "x": [Float64, [2.5, 0.5, 5, 7, 1.5, 0.5]] },
  "forward, one in a row": { "x": [Int64, [null, 1n, 1n, null, null, 2n, 2n]] },
  "backward, two in a row": { "x": [Int64, [1n, 1n, null, 2n, 2n, 2n, null]] },
};
