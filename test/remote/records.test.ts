import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  Binary,
  Bool,
  DataFrame,
  Date32,
  Datetime,
  Decimal,
  Float64,
  Int32,
  Int64,
  List,
  Struct,
  Utf8,
} from "../../src/node.ts";
import type { RemoteClient } from "../../src/remote/client.ts";
import { connect } from "../../src/remote/connect.ts";
import { type Serving, serving } from "../server/dataframe/served.ts";

const root = mkdtempSync(join(tmpdir(), "polaroid-records-"));
let server: Serving;
let client: RemoteClient;
beforeAll(async () => {
  server = await serving(root);
  client = await connect(server.url);
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

const TYPES = {
  big: Int64,
  small: Int32,
  ratio: Float64,
  at: Datetime("us"),
  day: Date32,
  raw: Binary,
  price: Decimal(10, 2),
  flag: Bool,
  tags: List(Int64),
  place: Struct({ x: Int64, name: Utf8 }),
};
const RECORDS = [
  {
    big: 2n ** 60n,
    small: 1,
    ratio: Number.NaN,
    at: new Date(1_700_000_000_123),
    day: new Date(86_400_000),
    raw: Uint8Array.of(0, 255),
    price: "1.25",
    flag: true,
    tags: [1n, 2n ** 53n + 1n],
    place: { x: 5n, name: "here" },
  },
  { big: 7, ratio: Number.POSITIVE_INFINITY, tags: [], place: null },
  {},
];

describe("records that are added", () => {
  test("arrive as the types of the table have them, to the last bit", async () => {
    await client.putTable("exact", DataFrame.fromDicts([], { schema: TYPES }));
    expect(await client.appendRecords("exact", RECORDS)).toBe(3);
    const there = await client.table("exact").collect();
    expect(there.equals(DataFrame.fromDicts(RECORDS, { schema: TYPES }))).toBe(true);
  });
  test("make a table as they make a frame here", async () => {
    const rows = [{ n: 1n, at: new Date(5), raw: Uint8Array.of(1), ratio: Number.NEGATIVE_INFINITY, list: [[1], []] }];
    await client.appendRecords("fresh", rows);
    await client.appendRecords("fresh", rows);
    const made = DataFrame.fromDicts([...rows, ...rows]);
    const there = await client.table("fresh").collect();
    expect(there.schema.fields.map((f) => [f.name, f.type])).toEqual(made.schema.fields.map((f) => [f.name, f.type]));
    expect(there.equals(made)).toBe(true);
  });
  test("that do not fit are told by column and value, and nothing of them is there", async () => {
    await client.putTable("held", DataFrame.fromDicts([{ id: 1 }], { schema: { id: Int32 } }));
    const told = async (rows: readonly object[]): Promise<string> => {
      const outcome = await client.tryAppendRecords("held", rows);
      return outcome.isErr ? outcome.error.message : "added";
    };
    expect(await told([{ id: 2 }, { id: 1.5 }])).toBe('[TYPE_MISMATCH] column "id": row 1: 1.5 (number) is no Int32');
    expect(await told([{ id: 2 }, { id: 2n ** 40n }])).toMatch(/column "id": row 1: 1099511627776/);
    expect(await told([{ id: 2 }, { id: "x" }])).toMatch(/column "id": row 1: "x"/);
    expect(await told([{ id: 2 }, { idd: 3 }])).toMatch(/COLUMN_NOT_FOUND.*"idd".*did you mean "id"/);
    expect(await told([{ id: 2 }, 5 as never])).toMatch(/row 1 of appendRecords/);
    expect((await client.table("held").collect()).toRecords()).toEqual([{ id: 1 }]);
  });
  test("keep the digits of decimals, or are told", async () => {
    await client.putTable("decimals", DataFrame.fromDicts([], { schema: { h: Decimal(38, 0), d: Decimal(30, 10) } }));
    const told = async (row: object): Promise<string> => {
      const outcome = await client.tryAppendRecords("decimals", [{}, row]);
      return outcome.isErr ? outcome.error.message : "added";
    };
    expect(await told({ h: 1.5 })).toBe(
      '[TYPE_MISMATCH] column "h": row 1: 1.5 has more digits behind the point than Decimal(38, 0)',
    );
    expect(await told({ h: "1.5" })).toMatch(/column "h": row 1: 1.5/);
    expect(await told({ d: 1e-11 })).toMatch(/column "d": row 1: 1e-11/);
    expect(await told({ d: "1.23456789012" })).toMatch(/column "d": row 1: 1.23456789012/);
    expect(await told(new Map([["h", 1]]))).toMatch(/row 1 of appendRecords/);
    expect((await client.table("decimals").collect()).height).toBe(0);
    expect(await told({ h: 10n ** 37n, d: "1.230000000000" })).toBe("added");
    expect(await told({ h: "100e-2", d: 0.1 })).toBe("added");
    const { h, d } = (await client.table("decimals").collect()).toDict();
    expect([h, d]).toEqual([
      [null, `1${"0".repeat(37)}`, null, "1"],
      [null, "1.2300000000", null, "0.1000000000"],
    ]);
  });
  test("go in chunks where they are many, all of them or none", async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => ({
      id: BigInt(i),
      text: `a text that is long enough, of row ${i} `.repeat(2),
    }));
    expect(await client.appendRecords("many", rows)).toBe(60_000);
    expect(await client.appendRecords("many", rows.slice(0, 10))).toBe(10);
    expect((await client.tableInfo("many")).map((t) => t.rows).unwrapOr(0)).toBe(60_010);
  });
});

test("the schema of a table, or nothing", async () => {
  await client.putTable("known", new DataFrame({ a: ["x"], b: [1] }));
  const schema = await client.tableSchema("KNOWN");
  expect(schema.map((s) => s.fields.map((f) => f.name)).unwrapOr([])).toEqual(["a", "b"]);
  expect((await client.tableSchema("unknown")).isNothing).toBe(true);
  expect((await client.tryTableSchema("unknown")).isOk).toBe(true);
});
