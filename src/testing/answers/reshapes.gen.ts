// Recorded from polars by test/conformance/record.ts.
import { Float64, Int32, Int64, UInt32, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const RESHAPES: Answers = {
  "filter": { "x": [Int64, [1n, 2n, 4n, -9223372036854775808n]] },
  "slice": { "x": [Int64, [2n, null, 4n]] },
  "slice from the end": { "x": [Int64, [4n, -9223372036854775808n]] },
  "head": { "x": [Utf8, ["b", "b"]] },
  "tail": { "x": [Utf8, ["a", "c"]] },
  "unique in order": { "x": [Int32, [2, 1, null]] },
  "unique": { "x": [Utf8, [null, "c", "b", "a"]] },
  "unique of floats": { "x": [Float64, [null, -2, 0.5, 1, 4, Number.NaN]] },
  "dropNulls": { "x": [Float64, [1, Number.NaN, -2, 0.5, 4]] },
  "sort": { "x": [Float64, [null, -2, 0.5, 1, 4, Number.NaN]] },
  "sort descending, nulls last": { "x": [Int32, [2, 2, 1, 1, 1, null]] },
  "sortBy": { "x": [Utf8, [null, "c", "b", "b", "a", "a"]] },
  "sortBy descending": { "x": [Utf8, ["b", null, "c", "b", "a", "a"]] },
  "mode": { "x": [Int32, [1]] },
  "gather": { "x": [Utf8, ["b", "a", "c"]] },
  "sum of filtered": { "x": [Int64, [10n]] },
  "first of sorted": { "x": [Utf8, [null]] },
  "count of unique": { "x": [UInt32, [3]] },
  "explode": { "x": [Int64, [1n, null, 3n, null, 4n]] },
  "sample": { "x": [UInt32, [2]] },
};
