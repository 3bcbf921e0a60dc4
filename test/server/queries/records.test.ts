import { describe, expect, test } from "vitest";
import { field, schema } from "../../../src/arrow/schema.ts";
import type { DataType } from "../../../src/arrow/types.ts";
import { valueAt } from "../../../src/arrow/value.ts";
import { Binary, Decimal, Float64, Int64, List, Struct, UInt64 } from "../../../src/node.ts";
import { recordRows } from "../../../src/server/queries/records.ts";

async function values(text: string, type: DataType | null): Promise<unknown[]> {
  const { batches } = await recordRows(text, type === null ? null : { schema: schema([field("g", type)]), marks: [] });
  return batches.flatMap((b) => Array.from({ length: b.length }, (_, i) => valueAt(b.columns[0] as never, i)));
}

describe("records as JSON", () => {
  test.each<[string, DataType | null, unknown]>([
    ["9007199254740993", Int64, 2n ** 53n + 1n],
    ["9223372036854775807", Int64, 2n ** 63n - 1n],
    ["18446744073709551615", UInt64, 2n ** 64n - 1n],
    ["12345678901234567.1234567891", Decimal(30, 10), 123456789012345671234567891n],
    ["123456789012345678901234567890", Decimal(38, 0), 123456789012345678901234567890n],
    ["12345678901234567890", null, 12345678901234567890n],
    ["[12345678901234567]", List(Int64), [12345678901234567n]],
    ["[1.5, null, 2.50]", List(Decimal(6, 2)), [150n, null, 250n]],
    ["1.0", Int64, 1n],
    ["1234567890123456.0", Int64, 1234567890123456n],
    ["1e3", Int64, 1000n],
    ["100e-2", Decimal(38, 0), 1n],
    ["0.10000000000000001", Float64, 0.1],
    ['"AQI="', Binary, Uint8Array.of(1, 2)],
    ["null", Binary, null],
  ])("keep their digits and bytes: %s", async (text, type, value) => {
    expect(await values(`[{"g":${text}}]`, type)).toEqual([value]);
  });

  test.each<[string, DataType, string]>([
    ["9223372036854775808", Int64, "row 1: 9223372036854775808 is no Int64"],
    ['"x"', Int64, 'row 1: "x" is no Int64'],
    ["1e400", Float64, '"g": 1e400 is no number that can be held'],
    ["1e-11", Decimal(30, 10), 'column "g": row 1: 1e-11 has more digits behind the point than Decimal(30, 10)'],
    ["1.5", Decimal(38, 0), 'column "g": row 1: 1.5 has more'],
    ["12345678901234567.1", Decimal(38, 0), 'column "g": row 1: 12345678901234567.1 has more'],
    ['"1.55"', Decimal(38, 1), 'column "g": row 1: 1.55 has more'],
    ['"AQ"', Binary, 'column "g": row 1: bytes come as base64'],
    ["12", Binary, 'column "g": row 1: bytes come as base64'],
    [
      "[1.25, 1.255]",
      List(Decimal(6, 2)),
      'column "g": row 1: 1.255 has more digits behind the point than Decimal(6, 2)',
    ],
    ['[["1.255"]]', List(List(Decimal(6, 2))), 'column "g": row 1: 1.255 has more'],
    ['{"a":[0.001]}', Struct({ a: List(Decimal(6, 2)) }), 'column "g": row 1: 0.001 has more'],
    ["[1, 2.5]", List(Int64), "row 1: 2.5 is no Int64"],
    ['{"a":true}', Struct({ a: Int64 }), "row 1: true is no Int64"],
    ["[]", List(Binary), "JSON has no bytes in lists and structs; send Arrow"],
  ])("are told by their row where they do not fit: %s", async (text, type, message) => {
    const error = await values(`[{},{"g":${text}}]`, type).catch((e: Error) => e);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toMatch(/schemaOverrides|ignoreErrors|bytes: line/);
  });

  test("of a table that is to be made are looked at to the last one", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({ g: i < 150 ? i : "x" }));
    expect((await values(JSON.stringify(rows), null)).slice(149, 151)).toEqual(["149", "x"]);
  });

  test("keep the order of a table's columns, whatever their names", async () => {
    const wanted = schema([field("b", Int64), field("1", Int64)]);
    const { schema: found } = await recordRows('[{"1":2,"b":1}]', { schema: wanted, marks: [] });
    expect(found.fields.map((f) => f.name)).toEqual(["b", "1"]);
  });

  test("are objects, none of them too", async () => {
    expect(await values("[]", Binary)).toEqual([]);
    await expect(values("[12345678901234567890]", Int64)).rejects.toThrow("no JSON objects");
  });
});
