// Recorded from polars by test/conformance/record.ts.
import { Int64, Struct, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const NAMES: Answers = {
  "name.stripPrefix": { "b_a": [Int64, [1n, null]], "Q": [Utf8, ["x", "🦄"]], "s": [Struct({ x: Int64, y: Utf8 }), [{ "x": 1n, "y": "a" }, null]] },
  "name.stripSuffix": { "a_b": [Int64, [1n, null]], "Q": [Utf8, ["x", "🦄"]], "s": [Struct({ x: Int64, y: Utf8 }), [{ "x": 1n, "y": "a" }, null]] },
  "name.stripSuffix of nothing": { "a_b_a": [Int64, [1n, null]], "Q": [Utf8, ["x", "🦄"]], "s": [Struct({ x: Int64, y: Utf8 }), [{ "x": 1n, "y": "a" }, null]] },
  "name.replace": { "x_b_x": [Int64, [1n, null]], "QQ-": [Utf8, ["x", "🦄"]] },
  "name.replace literal": { "$1b_a": [Int64, [1n, null]] },
  "rules of names one after the other": { "p_": [Int64, [2n, null]] },
  "name.prefixFields": { "s": [Struct({ p_x: Int64, p_y: Utf8 }), [{ "p_x": 1n, "p_y": "a" }, null]] },
  "name.suffixFields": { "t": [Struct({ x_é: Int64, y_é: Utf8 }), [{ "x_é": 1n, "y_é": "a" }, null]] },
  "name.suffixFields and a field": { "y_é": [Utf8, ["a", null]] },
  "name.prefixFields of a new struct": { "w": [Struct({ zQ: Utf8, za_b_a: Int64 }), [{ "zQ": "x", "za_b_a": 1n }, { "zQ": "🦄", "za_b_a": null }]] },
};
