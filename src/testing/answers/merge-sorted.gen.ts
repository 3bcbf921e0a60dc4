// Recorded from polars by test/conformance/record.ts.
import { Float64, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const MERGE_SORTED: Answers = {
  "one key": { "k": [Int64, [null, null, 1n, 1n, 2n, 3n, 5n, 5n]], "v": [Utf8, ["a", "A", "b", "B", "C", "c", "é", "D"]] },
  "two keys": { "k": [Int64, [null, null, 1n, 1n, 2n, 3n, 5n, 5n]], "v": [Utf8, ["A", "a", "B", "b", "C", "c", "D", "é"]] },
  "nothing on the right": { "k": [Int64, [null, 1n, 3n, 5n]], "v": [Utf8, ["a", "b", "c", "é"]] },
  "NaN": { "x": [Float64, [1, 2, Number.NaN, Number.NaN]] },
  "the first rows of what is left": { "v": [Utf8, ["b", "B", "C"]] },
};
