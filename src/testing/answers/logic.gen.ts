// Recorded from polars by test/conformance/record.ts.
import { Bool } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const LOGIC: Answers = {
  "and": { "x": [Bool, [true, false, null, false, false, false, null, false, null]] },
  "or": { "x": [Bool, [true, true, true, true, false, null, true, null, null]] },
  "xor": { "x": [Bool, [false, true, null, true, false, null, null, null, null]] },
  "not": { "x": [Bool, [false, false, false, true, true, true, null, null, null]] },
  "allHorizontal": { "x": [Bool, [true, false, null, false, false, false, null, false, null]] },
  "anyHorizontal": { "x": [Bool, [true, true, true, true, false, null, true, null, null]] },
};
