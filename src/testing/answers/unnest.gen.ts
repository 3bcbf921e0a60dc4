// Recorded from polars by test/conformance/record.ts.
import { Int64, List, Struct, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const UNNEST: Answers = {
  "one struct": { "k": [Int64, [10n, 20n, 30n, null]], "x": [Int64, [1n, null, null, 3n]], "y": [Utf8, ["a", "é\n\"", null, null]] },
  "all structs": { "k": [Int64, [10n, 20n, 30n, null]], "x": [Int64, [1n, null, null, 3n]], "y": [Utf8, ["a", "é\n\"", null, null]] },
  "with a separator": { "s_x": [Int64, [1n, null, null, 3n]], "s_y": [Utf8, ["a", "é\n\"", null, null]], "in": [Struct({ s: Struct({ x: Int64, y: Utf8 }), l: List(Int64) }), [{ "s": { "x": 1n, "y": "b" }, "l": [1n, null] }, { "s": null, "l": null }, null, { "s": { "x": 9n, "y": "🦄" }, "l": [] }]], "k": [Int64, [10n, 20n, 30n, null]] },
  "several in their place": { "x": [Int64, [1n, null, null, 3n]], "y": [Utf8, ["a", "é\n\"", null, null]], "k": [Int64, [10n, 20n, 30n, null]], "u": [Int64, [1n, null, null, 3n]], "v": [Utf8, ["a", "é\n\"", null, null]] },
  "and a filter": { "k": [Int64, [null]], "x": [Int64, [3n]], "y": [Utf8, [null]] },
};
