// Recorded from polars by test/conformance/record.ts.
import { Float64, Int32, UInt32, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const PIVOT: Answers = {
  "sums": { "k": [Utf8, ["a", "b"]], "x": [Int32, [6, 2]], "y": [Int32, [0, 0]] },
  "firsts": { "k": [Utf8, ["a", "b"]], "x": [Int32, [1, 2]], "y": [Int32, [null, null]] },
  "means": { "k": [Utf8, ["a", "b"]], "x": [Float64, [3, 2]], "y": [Float64, [null, null]] },
  "counts": { "k": [Utf8, ["a", "b"]], "x": [UInt32, [2, 1]], "y": [UInt32, [1, 0]] },
  "two values": { "k": [Utf8, ["a", "b"]], "n_x": [Int32, [5, 2]], "n_y": [Int32, [null, null]], "m_x": [Float64, [5, 2]], "m_y": [Float64, [3, null]] },
};
