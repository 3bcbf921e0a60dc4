// Recorded from polars by test/conformance/record.ts.
import { Bool, Float64, Int64, List, Struct, UInt32, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const LISTS: Answers = {
  "list.len": { "x": [UInt32, [4, 0, null, 1, 1]] },
  "list.get": { "x": [Int64, [3n, null, null, -2n, null]] },
  "list.get from the end": { "x": [Int64, [3n, null, null, -2n, null]] },
  "list.get by a column": { "x": [Int64, [3n, null, null, -2n, null]] },
  "list.first": { "x": [Utf8, ["b", null, null, "é", null]] },
  "list.last": { "x": [Int64, [3n, null, null, -2n, null]] },
  "list.sum": { "x": [Int64, [7n, 0n, null, -2n, 0n]] },
  "list.mean": { "x": [Float64, [2.3333333333333335, null, null, -2, null]] },
  "list.min": { "x": [Int64, [1n, null, null, -2n, null]] },
  "list.max": { "x": [Float64, [1, null, null, 2.5, null]] },
  "list.sum of floats": { "x": [Float64, [Number.NaN, 0, null, 1.5, 0]] },
  "list.contains": { "x": [Bool, [true, false, null, false, false]] },
  "list.contains null": { "x": [Bool, [true, false, null, false, true]] },
  "list.contains a column": { "x": [Bool, [true, false, null, true, false]] },
  "list.join": { "x": [Utf8, ["b-a", "", null, "é-🦄", ""]] },
  "list.sort": { "x": [List(Int64), [[null, 1n, 3n, 3n], [], null, [-2n], [null]]] },
  "list.sort descending": { "x": [List(Int64), [[3n, 3n, 1n, null], [], null, [-2n], [null]]] },
  "list.reverse": { "x": [List(Utf8), [["a", null, "b"], [], null, ["🦄", "é"], [null]]] },
  "list.unique": { "x": [List(Int64), [[3n, null, 1n], [], null, [-2n], [null]]] },
  "list.slice": { "x": [List(Int64), [[null, 1n], [], null, [], []]] },
  "list.slice from the end": { "x": [List(Utf8), [[null, "a"], [], null, ["é", "🦄"], [null]]] },
  "list.head": { "x": [List(Int64), [[3n, null], [], null, [-2n], [null]]] },
  "list.tail": { "x": [List(Utf8), [["a"], [], null, ["🦄"], [null]]] },
  "concatList": { "x": [List(Int64), [[3n, 0n], [1n, 1n], [null, 0n], [-2n, -1n], [9n, 5n]]] },
  "concatList of lists": { "x": [List(Int64), [[3n, null, 1n, 3n, 3n], [1n], null, [-2n, -2n], [null, 9n]]] },
  "struct": { "x": [Struct({ i: Int64, at: Int64 }), [{ "i": 3n, "at": 0n }, { "i": 1n, "at": 1n }, { "i": null, "at": 0n }, { "i": -2n, "at": -1n }, { "i": 9n, "at": 5n }]] },
  "struct.field": { "x": [List(Utf8), [["b", null, "a"], [], null, ["é", "🦄"], [null]]] },
  "struct.field of data": { "x": [Utf8, ["x", null, null, ""]] },
};
