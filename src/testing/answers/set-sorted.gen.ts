// Recorded from polars by test/conformance/record.ts.
import { Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const SET_SORTED: Answers = {
  "a column": { "k": [Int64, [null, 1n, 3n, 5n]], "v": [Utf8, ["a", "b", "c", "é"]] },
};
