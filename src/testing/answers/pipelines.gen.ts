// Recorded from polars by test/conformance/record.ts.
import { Bool, Decimal, Float64, Int64, List, UInt8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const PIPELINES: Answers = {
  "UInt64 and a literal below zero": { "x": [Int64, [-2n, null, null, 9007199254740990n, null, 2n]] },
  "a literal below zero and UInt64": { "x": [Int64, [-4n, null, null, -9007199254740996n, null, -8n]] },
  "UInt64 times a literal below zero": { "x": [Int64, [-3n, null, null, -27021597764222979n, null, -15n]] },
  "UInt64 floorDiv a literal below zero": { "x": [Int64, [-1n, null, null, -3002399751580331n, null, -2n]] },
  "UInt64 mod a literal below zero": { "x": [Int64, [-2n, null, null, 0n, null, -1n]] },
  "UInt64 div a literal below zero": { "x": [Float64, [-0.25, null, null, -2251799813685248, null, -1.25]] },
  "UInt64 above a literal below zero": { "x": [Bool, [true, true, true, true, null, true]] },
  "UInt64 between": { "x": [Bool, [true, false, false, false, null, false]] },
  "UInt64 in a list with one below zero": { "x": [Bool, [true, false, false, false, null, false]] },
  "UInt64 eq Int64, exactly": { "x": [Bool, [true, false, false, false, null, null]] },
  "UInt64 lt Int64, exactly": { "x": [Bool, [false, true, true, true, null, null]] },
  "UInt64 eqMissing Int64, exactly": { "x": [Bool, [true, false, false, false, false, false]] },
  "diff of UInt64": { "x": [Int64, [null, null, null, null, null, null]] },
  "diff of UInt64 in groups": { "x": [Int64, [null, null, null, null, null, null]] },
  "the greatest of UInt64 and a literal below zero": { "x": [Int64, [1n, 7n, -3n]] },
  "a sum of UInt64 and a literal below zero": { "x": [Int64, [-2n, 4n, -3n]] },
  "the first of UInt64 and a literal below zero": { "x": [Int64, [1n, 7n, -3n]] },
  "UInt64 filled with a literal below zero": { "x": [Int64, [1n, 7n, -3n]] },
  "a whole float of literals": { "x": [Float64, [0, 0, 0]] },
  "Decimal filled with a whole number": { "x": [Decimal(38, 2), [125n, 0n, 0n]] },
  "the first of Decimal and a whole number": { "x": [Decimal(38, 2), [125n, 100n, 0n]] },
  "the greatest of Decimal and a whole number": { "x": [Decimal(38, 2), [125n, 100n, 100n]] },
  "Decimal or a whole number": { "x": [Decimal(38, 2), [125n, 0n, 0n]] },
  "a list of Decimal and a whole number": { "x": [List(Decimal(38, 2)), [[125n, 100n], [null, 100n], [0n, 100n]]] },
  "Decimal in whole numbers": { "x": [Bool, [false, null, true]] },
  "columns filled with a whole number": { "c": [Decimal(38, 2), [125n, 0n, 0n]], "d": [Decimal(38, 1), [15n, 20n, 0n]] },
  "the place of the greatest among none": { "x": [UInt8, [null]] },
};
