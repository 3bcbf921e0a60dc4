// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int32, Int64, UInt32, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const WITH_ROW_INDEX: Answers = {
  "from 0": { "index": [UInt32, [0, 1, 2, 3, 4, 5]], "k": [Utf8, ["a", "b", "a", null, "b", "a"]] },
  "from an offset": { "row": [UInt32, [10, 11, 12, 13, 14, 15]], "k": [Utf8, ["a", "b", "a", null, "b", "a"]] },
  "no rows": { "index": [UInt32, []], "k": [Utf8, []], "i": [Int64, []], "x": [Float64, []], "s": [Utf8, []], "ok": [Bool, []], "n": [Int32, []] },
  "after a sort": { "r": [UInt32, [0, 1, 2, 3, 4, 5]], "i": [Int64, [null, -1n, 0n, 3n, 7n, 7n]] },
};
