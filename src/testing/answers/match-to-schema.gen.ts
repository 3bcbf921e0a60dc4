// Recorded from polars by test/conformance/record.ts.
import { Float64, Int16, Int32, Int64, Struct, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const MATCH_TO_SCHEMA: Answers = {
  "in its order": { "b": [Utf8, ["x", null]], "p": [Struct({ u: Int32, w: Utf8 }), [{ "u": 1, "w": "x" }, null]], "a": [Int16, [1, null]] },
  "fewer columns": { "a": [Int16, [1, null]] },
  "more columns": { "a": [Int16, [1, null]], "z": [Utf8, [null, null]] },
  "a column by an expression": { "a": [Int16, [1, null]], "z": [Utf8, ["1", null]] },
  "wider integers": { "a": [Int64, [1n, null]] },
  "wider floats": { "x": [Float64, [1.5, null]] },
  "fewer fields": { "p": [Struct({ w: Utf8 }), [{ "w": "x" }, null]] },
  "more fields": { "p": [Struct({ n: Int64, u: Int32, w: Utf8 }), [{ "n": null, "u": 1, "w": "x" }, null]] },
};
