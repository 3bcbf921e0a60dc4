// Recorded from polars by test/conformance/record.ts.
import { Bool, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const DROP: Answers = {
  "columns": { "i": [Int64, [3n, -1n, null, 7n, 7n, 0n]], "s": [Utf8, ["é🦄x", "", null, "abc", "Abc", "zebra"]], "ok": [Bool, [true, false, null, true, null, false]], "n": [Int32, [2, 2, 5, null, -4, 1]] },
};
