// Recorded from polars by test/conformance/record.ts.
import { Int32, Int64, List, Struct, Utf8 } from "../../arrow/types.ts";
import type { Answers } from "../case.ts";

export const STRUCTS: Answers = {
  "struct.field names its column": { "x": [Int64, [1n, null, null, 3n]], "p_y": [Utf8, ["a", "é\n\"", null, null]] },
  "struct.field and arithmetic": { "x": [Int64, [2n, null, null, 4n]], "s": [Int64, [1n, null, null, 3n]] },
  "struct.field of several": { "x": [Int64, [1n, null, null, 3n]], "y": [Utf8, ["a", "é\n\"", null, null]] },
  "struct.unnest": { "k": [Int64, [10n, 20n, 30n, null]], "s_x": [Int64, [1n, null, null, 3n]], "s_y": [Utf8, ["a", "é\n\"", null, null]] },
  "struct.unnest of an expression": { "x": [Int64, [1n, null, null, 9n]], "y": [Utf8, ["b", null, null, "🦄"]] },
  "struct.unnest cast": { "x": [Utf8, ["1", null, null, "3"]], "y": [Utf8, ["a", "é\n\"", null, null]] },
  "struct.withFields in groups": { "k": [Int64, [null, 10n, 20n, 30n]], "s": [Struct({ x: Int64, y: Utf8 }), [{ "x": 6n, "y": null }, { "x": 2n, "y": "a" }, { "x": null, "y": "é\n\"" }, null]] },
  "struct.drop": { "x": [Struct({ y: Utf8 }), [{ "y": "a" }, { "y": "é\n\"" }, null, { "y": null }]] },
  "struct.drop loosely": { "x": [Struct({ y: Utf8 }), [{ "y": "a" }, { "y": "é\n\"" }, null, { "y": null }]] },
  "struct.renameFields": { "x": [Struct({ p: Int64, q: Utf8 }), [{ "p": 1n, "q": "a" }, { "p": null, "q": "é\n\"" }, null, { "p": 3n, "q": null }]] },
  "struct.jsonEncode": { "x": [Utf8, ["{\"x\":1,\"y\":\"a\"}", "{\"x\":null,\"y\":\"é\\n\\\"\"}", "null", "{\"x\":3,\"y\":null}"]] },
  "struct.jsonEncode of nested": { "x": [Utf8, ["{\"s\":{\"x\":1,\"y\":\"b\"},\"l\":[1,null]}", "{\"s\":null,\"l\":null}", "null", "{\"s\":{\"x\":9,\"y\":\"🦄\"},\"l\":[]}"]] },
  "struct.withFields": { "x": [Struct({ x: Int64, y: Utf8 }), [{ "x": 2n, "y": "a" }, { "x": null, "y": "é\n\"" }, null, { "x": 4n, "y": null }]] },
  "struct.withFields new": { "x": [Struct({ x: Int64, y: Utf8, z: Int64, q: Int32 }), [{ "x": 1n, "y": "a", "z": 11n, "q": 1 }, { "x": null, "y": "é\n\"", "z": null, "q": 1 }, null, { "x": 3n, "y": null, "z": null, "q": 1 }]] },
  "struct.withFields swapped": { "x": [Struct({ x: Utf8, y: Int64 }), [{ "x": "a", "y": 1n }, { "x": "é\n\"", "y": null }, null, { "x": null, "y": 3n }]] },
  "struct.withFields aggregated": { "x": [Struct({ x: Int64, y: Utf8 }), [{ "x": 4n, "y": "a" }, { "x": 4n, "y": "é\n\"" }, null, { "x": 4n, "y": null }]] },
  "struct.withFields column": { "x": [Struct({ x: Int64, y: Utf8, k: Int64 }), [{ "x": 1n, "y": "a", "k": 10n }, { "x": null, "y": "é\n\"", "k": 20n }, null, { "x": 3n, "y": null, "k": null }]] },
  "struct.withFields of nothing": { "x": [Struct({ x: Int64, y: Utf8 }), [{ "x": 1n, "y": "a" }, { "x": null, "y": "é\n\"" }, null, { "x": 3n, "y": null }]] },
  "struct.withFields nested": { "x": [Struct({ s: Struct({ x: Int64, y: Utf8 }), l: List(Int64) }), [{ "s": { "x": 2n, "y": "b" }, "l": [1n, null] }, { "s": null, "l": null }, null, { "s": { "x": 10n, "y": "🦄" }, "l": [] }]] },
  "struct.eval": { "x": [Struct({ x: Int64 }), [{ "x": 2n }, { "x": null }, null, { "x": 4n }]] },
  "struct.eval of a column": { "x": [Struct({ k: Int64, y: Utf8 }), [{ "k": 10n, "y": "a" }, { "k": 20n, "y": "é\n\"" }, null, { "k": null, "y": null }]] },
  "struct.jsonEncode of values": { "x": [Utf8, ["{\"f\":1.0,\"g\":1.5,\"b\":true,\"d\":\"1970-01-01\",\"t\":\"1970-01-01 00:00:00\",\"z\":\"00:00:00\",\"v\":\"P0D\",\"w\":\"1970-01-01T01:00:00+01:00\",\"c\":\"1.50\"}", "{\"f\":null,\"g\":0.1,\"b\":false,\"d\":\"2024-02-29\",\"t\":\"2024-02-29 13:45:06.789\",\"z\":\"01:02:03\",\"v\":\"PT3661S\",\"w\":\"2024-02-29T14:45:06.789+01:00\",\"c\":\"-0.01\"}", "{\"f\":-0.0,\"g\":null,\"b\":null,\"d\":null,\"t\":null,\"z\":null,\"v\":null,\"w\":null,\"c\":null}", "{\"f\":0.1,\"g\":1.0,\"b\":true,\"d\":\"1970-01-02\",\"t\":\"1970-01-01 00:00:00.000001\",\"z\":\"00:00:00.000000001\",\"v\":\"PT0.000001S\",\"w\":\"1970-01-01T01:00:00.001+01:00\",\"c\":\"3.00\"}", "{\"f\":1e+21,\"g\":3.0,\"b\":true,\"d\":\"1970-01-03\",\"t\":\"1970-01-01 00:00:00.000001\",\"z\":\"00:00:00.000000001\",\"v\":\"PT0.000001S\",\"w\":\"1970-01-01T01:00:00.001+01:00\",\"c\":\"3.00\"}", "{\"f\":1e+16,\"g\":16777216.0,\"b\":true,\"d\":\"1970-01-04\",\"t\":\"1970-01-01 00:00:00.000001\",\"z\":\"00:00:00.000000001\",\"v\":\"PT0.000001S\",\"w\":\"1970-01-01T01:00:00.001+01:00\",\"c\":\"3.00\"}", "{\"f\":1000000000000000.0,\"g\":0.25,\"b\":true,\"d\":\"1970-01-05\",\"t\":\"1970-01-01 00:00:00.000001\",\"z\":\"00:00:00.000000001\",\"v\":\"PT0.000001S\",\"w\":\"1970-01-01T01:00:00.001+01:00\",\"c\":\"3.00\"}", "{\"f\":123456789.5,\"g\":7.0,\"b\":true,\"d\":\"1970-01-06\",\"t\":\"1970-01-01 00:00:00.000001\",\"z\":\"00:00:00.000000001\",\"v\":\"PT0.000001S\",\"w\":\"1970-01-01T01:00:00.001+01:00\",\"c\":\"3.00\"}", "{\"f\":0.00001,\"g\":0.001,\"b\":true,\"d\":\"1970-01-07\",\"t\":\"1970-01-01 00:00:00.000001\",\"z\":\"00:00:00.000000001\",\"v\":\"PT0.000001S\",\"w\":\"1970-01-01T01:00:00.001+01:00\",\"c\":\"3.00\"}", "{\"f\":1e-7,\"g\":2.0,\"b\":true,\"d\":\"1970-01-08\",\"t\":\"1970-01-01 00:00:00.000001\",\"z\":\"00:00:00.000000001\",\"v\":\"PT0.000001S\",\"w\":\"1970-01-01T01:00:00.001+01:00\",\"c\":\"3.00\"}"]] },
  "structs of no rows": { "s": [Struct({ x: Int64, y: Utf8 }), []], "j": [Utf8, []] },
};
