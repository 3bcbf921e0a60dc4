// Recorded from polars by test/conformance/record.ts.
import { Int64, Int8, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const EXPLODE: Answers = {
  "lists, empty ones and null": { "i8": [Int8, [1, 1, 1, null, 127]], "list": [Int64, [1n, null, 3n, null, 4n]] },
  "two lists at once": { "i": [Int64, [1n, 1n, 2n]], "a": [Int64, [1n, 2n, 3n]], "b": [Utf8, ["x", "y", "z"]] },
  "no rows": { "i": [Int64, []], "l": [Int64, []] },
  "lists of text": { "texts": [Utf8, ["a", null, null, "é"]], "i8": [Int8, [1, 1, null, 127]] },
};
