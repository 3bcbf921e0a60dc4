// Recorded from polars by test/conformance/record.ts.
import { Bool, Enum, UInt32, UInt8, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const CATEGORIES: Answers = {
  "cat.lenBytes": { "x": [UInt32, [1, 6, null, 0, 1]] },
  "cat.lenChars": { "x": [UInt32, [3, 2, null, 3, 3]] },
  "cat.startsWith": { "x": [Bool, [true, false, null, false, true]] },
  "cat.startsWith nothing": { "x": [Bool, [true, true, null, true, true]] },
  "cat.endsWith": { "x": [Bool, [false, true, null, false, false]] },
  "cat.slice": { "x": [Utf8, ["", "🦄", null, "", ""]] },
  "cat.slice from the end": { "x": [Utf8, ["i", "é", null, "o", "i"]] },
  "cat.physical of an Enum": { "x": [UInt8, [1, 2, null, 0, 1]] },
  "cat.to": { "x": [Enum(["low","mid","é🦄"]), ["low", "é🦄", null, "mid", "mid"]] },
  "cat.to loosely": { "x": [Enum(["low"]), ["low", null, null, null, null]] },
  "cat of no rows": { "c": [UInt32, []], "e": [UInt8, []] },
};
