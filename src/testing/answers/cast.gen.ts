// Recorded from polars by test/conformance/record.ts.
import { Bool, Datetime, Float64, Int32, Int64, Int8, UInt8, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const CAST: Answers = {
  "between integers": { "n": [Int64, [2n, 2n, 5n, null, -4n, 1n]] },
  "integers to floats and back": { "f": [Float64, [3, -1, null, 7, 7, 0]], "g": [Int8, [2, 2, 5, null, -4, 1]] },
  "towards zero": { "x": [Int64, [1n, -1n, null]] },
  "not strict, out of range": { "x": [UInt8, [null, null, null, null, null]], "y": [Int64, [300n, -1n, null, null, null]] },
  "not strict, text": { "s": [Int64, [12n, null, null, null, 3n, null, null, null, null]] },
  "not strict, text to float": { "s": [Float64, [1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, null, null, 0.5, 5, null]] },
  "Bool to number and back": { "a": [Int8, [1, 0, null, 1, null, 0]], "b": [Bool, [true, true, true, null, true, true]] },
  "floats as text": { "x": [Utf8, ["1.0", "0.1", "1e+21", "NaN", "inf", "-0.0", "1e-7", null]] },
  "integers and Bool as text": { "i": [Utf8, ["3", "-1", null, "7", "7", "0"]], "ok": [Utf8, ["true", "false", null, "true", null, "false"]] },
  "time units": { "a": [Datetime("us"), [1704164645006007n, null, -1n, 0n]], "b": [Datetime("ms"), [1704164645006n, null, -1n, 0n]], "c": [Datetime("ns"), [1704164645006000000n, null, -1000000n, 0n]] },
  "text to categories": { "a": [Utf8, ["b", null, "a", "b"]], "b": [Utf8, ["high", null, "low", "high"]] },
  "days to numbers": { "a": [Int32, [19724, null, -1, 0]], "b": [Int64, [1704164645006007n, null, -1n, 0n]] },
  "null": { "x": [Int64, [null]] },
};
