// Recorded from polars by test/conformance/record.ts.
import { Date32, Datetime, Float64, Int32, Int64, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const JOIN_ASOF: Answers = {
  "backward": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "k_right": [Utf8, [null, "a", "é", "b"]], "v": [Float64, [null, 1, null, 7]], "a_right": [Utf8, [null, "y", "v", "é🦄"]] },
  "forward": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "k_right": [Utf8, [null, "a", null, null]], "v": [Float64, [null, 1, 6, null]], "a_right": [Utf8, [null, "y", "u", null]] },
  "nearest": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "k_right": [Utf8, [null, "a", null, "b"]], "v": [Float64, [null, 1, 6, 7]], "a_right": [Utf8, [null, "y", "u", "é🦄"]] },
  "backward, no exact matches": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "k_right": [Utf8, [null, null, "é", "b"]], "v": [Float64, [null, null, null, 7]], "a_right": [Utf8, [null, null, "v", "é🦄"]] },
  "forward, no exact matches": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "k_right": [Utf8, [null, "a", null, null]], "v": [Float64, [null, 2, 6, null]], "a_right": [Utf8, [null, "x", "u", null]] },
  "nearest, no exact matches": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "k_right": [Utf8, [null, "b", null, "b"]], "v": [Float64, [null, Number.NaN, 6, 7]], "a_right": [Utf8, [null, "w", "u", "é🦄"]] },
  "within a number": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "k_right": [Utf8, [null, "a", null, null]], "v": [Float64, [null, 1, 6, null]], "a_right": [Utf8, [null, "y", "u", null]] },
  "within a negative number, which counts as it is long": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "k_right": [Utf8, [null, "a", "é", null]], "v": [Float64, [null, 1, null, null]], "a_right": [Utf8, [null, "y", "v", null]] },
  "by keys": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "v": [Float64, [null, 1, Number.NaN, null]], "a_right": [Utf8, [null, "y", "w", null]] },
  "by keys, nearest": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "v": [Float64, [null, 1, 7, null]], "a_right": [Utf8, [null, "y", "é🦄", null]] },
  "by keys of other names": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "v": [Float64, [null, 1, Number.NaN, null]], "a_right": [Utf8, [null, "y", "w", null]] },
  "keys kept apart, another suffix": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "t_r": [Int64, [null, 1n, 3n, 7n]], "k_r": [Utf8, [null, "a", "é", "b"]], "v": [Float64, [null, 1, null, 7]], "a_r": [Utf8, [null, "y", "v", "é🦄"]] },
  "keys of other names": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "u": [Int64, [null, 1n, 3n, 7n]], "k_right": [Utf8, [null, "a", "é", "b"]], "v": [Float64, [null, 1, null, 7]], "a_right": [Utf8, [null, "y", "v", "é🦄"]] },
  "equally near, the later": { "t": [Int64, [2n, 3n]], "v": [Int32, [3, 5]] },
  "floats, NaN last": { "t": [Float64, [-0, 1, Number.NaN]], "v": [Int32, [1, 1, 3]] },
  "within days": { "t": [Datetime("us"), [1706659200000000n, 1709251200000000n]], "v": [Int32, [2, null]] },
  "days within hours": { "t": [Date32, [19753, 19783]], "v": [Int32, [2, null]] },
  "text": { "t": [Utf8, ["b", "é"]], "v": [Int32, [1, 2]] },
  "integers of two widths": { "t": [Int32, [null, 1, 5, 10]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "k_right": [Utf8, [null, "a", "é", "b"]], "v": [Float64, [null, 1, null, 7]], "a_right": [Utf8, [null, "y", "v", "é🦄"]] },
  "far apart": { "t": [Int64, [-9223372036854775808n, 9223372036854775807n]], "v": [Int32, [1, null]] },
  "nothing on the right": { "t": [Int64, [null, 1n, 5n, 10n]], "k": [Utf8, ["a", "a", "b", null]], "a": [Int32, [1, 2, 3, 4]], "k_right": [Utf8, [null, null, null, null]], "v": [Float64, [null, null, null, null]], "a_right": [Utf8, [null, null, null, null]] },
  "nothing on the left": { "t": [Int64, []], "k": [Utf8, []], "a": [Int32, []], "v": [Float64, []], "a_right": [Utf8, []] },
  "then a filter and a slice": { "t": [Int64, [5n, 10n]], "k": [Utf8, ["b", null]], "a": [Int32, [3, 4]], "k_right": [Utf8, ["é", "b"]], "v": [Float64, [null, 7]], "a_right": [Utf8, ["v", "é🦄"]] },
};
