// Recorded from polars by test/conformance/record.ts.
import { Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const UPDATE: Answers = {
  "by row": { "k": [Int64, [2n, 5n, 9n, null, 5n]], "a": [Utf8, ["X", "q", "Y", "Z", "t"]], "v": [Float64, [1, 50, 90, 0, 5]] },
  "by row, inner": { "k": [Int64, [2n, 5n, 9n, null]], "a": [Utf8, ["X", "q", "Y", "Z"]], "v": [Float64, [1, 50, 90, 0]] },
  "by row, full": { "k": [Int64, [2n, 2n, 3n, null, 1n, null]], "a": [Utf8, ["x", "y", "z", "n", "w", null]], "w": [Int32, [1, 2, 30, 40, null, 6]] },
  "by row with nulls": { "k": [Int64, [2n, 5n, 9n, null, 5n]], "a": [Utf8, ["X", null, "Y", "Z", "t"]], "v": [Float64, [null, 50, 90, 0, 5]] },
  "by a key": { "k": [Int64, [1n, 2n, 2n, null, 5n]], "a": [Utf8, ["p", "X", "X", "s", "t"]], "v": [Float64, [1, 2, Number.NaN, 4, 50]] },
  "by a key with nulls": { "k": [Int64, [1n, 2n, 2n, null, 5n]], "a": [Utf8, ["p", "X", "X", "s", null]], "v": [Float64, [1, null, null, 4, 50]] },
  "by a key, inner": { "k": [Int64, [2n, 2n, 5n]], "a": [Utf8, ["X", "X", "t"]], "v": [Float64, [2, Number.NaN, 50]] },
  "by keys of other names": { "k": [Int64, [1n, 2n, 2n, null, 5n]], "a": [Utf8, ["p", "q", "r", "s", "t"]], "v": [Float64, [1, 7, 7, 4, 5]] },
  "nothing in common": { "k": [Int64, [1n, 2n, 2n, null, 5n]], "a": [Utf8, ["p", "q", "r", "s", "t"]], "v": [Float64, [1, 2, Number.NaN, 4, 5]] },
};
