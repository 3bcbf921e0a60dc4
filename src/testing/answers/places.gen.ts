// Recorded from polars by test/conformance/record.ts.
import { Bool, Categorical, Float64, Int32, Int64, Struct, UInt32, UInt8, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const PLACES: Answers = {
  "argSort": { "x": [UInt32, [1, 5, 2, 0, 4, 3]] },
  "argSort descending, nulls last": { "x": [UInt32, [1, 4, 0, 5, 3, 2]] },
  "argSort of text": { "x": [UInt32, [1, 3, 0, 4, 2, 5]] },
  "argSortBy": { "x": [UInt32, [0, 3, 5, 2, 1, 4]] },
  "isLastDistinct": { "x": [Bool, [false, true, true, true, true, true]] },
  "isLastDistinct of floats": { "x": [Bool, [true, true, true, true, true, true]] },
  "qcut": { "x": [Categorical, ["(-7, 3]", null, "(-inf, -7]", "(3, inf]", "(-7, 3]", "(-inf, -7]"]] },
  "qcut in bins": { "x": [Categorical, ["(0.33333333333333326, 1.333333333333333]", "(0.33333333333333326, 1.333333333333333]", "(1.333333333333333, inf]", "(-inf, 0.33333333333333326]", "(1.333333333333333, inf]", "(-inf, 0.33333333333333326]"]] },
  "qcut of floats with labels": { "x": [Categorical, ["high", null, null, "low", "high", "low"]] },
  "qcut with borders, left closed": { "x": [Struct({ breakpoint: Float64, category: Categorical }), [{ "breakpoint": 0.75, "category": "[-inf, 0.75)" }, { "breakpoint": Number.POSITIVE_INFINITY, "category": "[0.75, inf)" }, { "breakpoint": Number.POSITIVE_INFINITY, "category": "[0.75, inf)" }, { "breakpoint": 0.75, "category": "[-inf, 0.75)" }, { "breakpoint": Number.POSITIVE_INFINITY, "category": "[0.75, inf)" }, { "breakpoint": 0.75, "category": "[-inf, 0.75)" }]] },
  "qcut with equal quantiles": { "x": [Categorical, ["a", "c", "a", null, "c", "a"]] },
  "toPhysical of days": { "x": [Int32, [0, null, 18263, -1, 5, 0]] },
  "toPhysical of text": { "x": [Utf8, ["b", null, "é", "", "b", "🦄"]] },
  "toPhysical of moments": { "x": [Int64, [0n, null, 1577923200000000n, -86400000000n, 432000000000n, 0n]] },
  "toPhysical of spans": { "x": [Int64, [3n, null, -7n, 9n, 3n, -9223372036854775808n]] },
  "toPhysical of times": { "x": [Int64, [3n, null, 7n, null, 0n, 1n]] },
  "toPhysical of Enum": { "x": [UInt8, [3, 0, 2, 0, 3, 1]] },
  "toPhysical of Categorical": { "x": [UInt32, [0, null, 1, 2, 0, 3]] },
  "argSort in groups": { "x": [UInt32, [1, 0, 2, 1, 0]] },
  "isLastDistinct in groups": { "x": [Bool, [true, true, false, true, true]] },
  "qcut in groups": { "x": [Categorical, ["(1, inf]", null, "(-inf, 1]", "(-inf, 4]", "(-inf, 1]"]] },
  "argSort of nothing": { "x": [UInt32, []] },
  "qcut of nothing": { "x": [Categorical, []] },
  "isLastDistinct of nothing": { "x": [Bool, []] },
  "argSort of nulls": { "x": [UInt32, [0, 1]] },
  "qcut of nulls": { "x": [Categorical, [null, null]] },
  "toPhysical of nulls": { "x": [Utf8, [null, null]] },
};
