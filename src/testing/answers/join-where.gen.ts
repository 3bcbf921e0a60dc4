// Recorded from polars by test/conformance/record.ts.
import { Float64, Int32, Int64 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const JOIN_WHERE: Answers = {
  "greater": { "a": [Int64, [3n, 3n, 3n, 2n, 1n]], "b": [Int32, [30, 30, 30, 20, 10]], "a_right": [Int64, [2n, 2n, 0n, 0n, 0n]], "c": [Int32, [25, 35, 5, 5, 5]] },
  "two predicates": { "a": [Int64, [2n, 2n, 3n]], "b": [Int32, [20, 20, 30]], "a_right": [Int64, [2n, 2n, 2n]], "c": [Int32, [25, 35, 35]] },
  "equal": { "a": [Int64, [2n, 2n]], "b": [Int32, [20, 20]], "a_right": [Int64, [2n, 2n]], "c": [Int32, [25, 35]] },
  "equal and less": { "a": [Int64, [2n, 2n]], "b": [Int32, [20, 20]], "a_right": [Int64, [2n, 2n]], "c": [Int32, [25, 35]] },
  "different": { "a": [Int64, [1n, 1n, 1n, 2n, 3n, 3n, 3n]], "b": [Int32, [10, 10, 10, 20, 30, 30, 30]], "a_right": [Int64, [0n, 2n, 2n, 0n, 0n, 2n, 2n]], "c": [Int32, [5, 25, 35, 5, 5, 25, 35]] },
  "either": { "a": [Int64, [1n, 1n, 1n, 2n, 2n, 2n, 3n, 3n, 3n]], "b": [Int32, [10, 10, 10, 20, 20, 20, 30, 30, 30]], "a_right": [Int64, [0n, 2n, 2n, 0n, 2n, 2n, 0n, 2n, 2n]], "c": [Int32, [5, 25, 35, 5, 25, 35, 5, 25, 35]] },
  "one side": { "a": [Int64, [2n, 2n, 2n, 2n, 3n, 3n, 3n, 3n]], "b": [Int32, [20, 20, 20, 20, 30, 30, 30, 30]], "a_right": [Int64, [0n, 2n, 2n, null, 0n, 2n, 2n, null]], "c": [Int32, [5, 25, 35, 1, 5, 25, 35, 1]] },
  "computed": { "a": [Int64, [null, null, 3n, null, null, 3n, 3n, 2n, 2n, 1n, 1n]], "b": [Int32, [40, 40, 30, 40, 40, 30, 30, 20, 20, 10, 10]], "a_right": [Int64, [2n, 2n, 2n, 0n, null, 0n, null, 0n, null, 0n, null]], "c": [Int32, [35, 25, 25, 5, 1, 5, 1, 5, 1, 5, 1]] },
  "left": { "a": [Int64, [3n, 3n, 3n, 2n, 1n, null]], "b": [Int32, [30, 30, 30, 20, 10, 40]], "a_right": [Int64, [2n, 2n, 0n, 0n, 0n, null]], "c": [Int32, [25, 35, 5, 5, 5, null]] },
  "right": { "a": [Int64, [1n, 2n, 3n, 3n, 3n, null]], "b": [Int32, [10, 20, 30, 30, 30, null]], "a_right": [Int64, [0n, 0n, 0n, 2n, 2n, null]], "c": [Int32, [5, 5, 5, 25, 35, 1]] },
  "full": { "a": [Int64, [3n, 3n, 3n, 2n, 1n, null, null]], "b": [Int32, [30, 30, 30, 20, 10, 40, null]], "a_right": [Int64, [2n, 2n, 0n, 0n, 0n, null, null]], "c": [Int32, [25, 35, 5, 5, 5, null, 1]] },
  "another suffix": { "a": [Int64, [1n, 1n]], "b": [Int32, [10, 10]], "a_z": [Int64, [2n, 2n]], "c": [Int32, [25, 35]] },
  "nothing on the right": { "a": [Int64, []], "b": [Int32, []], "a_right": [Int64, []], "c": [Int32, []] },
  "NaN": { "x": [Float64, [1, 1, Number.NaN]], "y": [Float64, [2, Number.NaN, Number.NaN]] },
};
