// Recorded from polars by test/conformance/record.ts.
import { Float64, Int64, UInt32, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const QUERIES: Answers = {
  "filter, group, sort": { "k": [Utf8, [null, "a", "b"]], "i": [Int64, [7n, 3n, 6n]], "n": [UInt32, [1, 2, 2]] },
  "a label by condition, counted": { "l": [Utf8, ["hi", "lo"]], "n": [UInt32, [3, 3]] },
  "text from several columns": { "t": [Utf8, ["a", "a-zebra", "a-é🦄x", "abc", "b-", "b-Abc"]] },
  "a frame joined with its own groups": { "k": [Utf8, ["a", "b", "a", "a", null, "b"]], "i": [Int64, [null, -1n, 0n, 3n, 7n, 7n]], "m": [Float64, [2.6666666666666665, -1, 2.6666666666666665, 2.6666666666666665, null, -1]] },
};
