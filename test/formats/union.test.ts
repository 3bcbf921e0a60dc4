import { describe, expect, test } from "vitest";
import { call, col, type Expr, lit } from "../../src/expr/node.ts";
import { csv } from "../../src/formats/csv/index.ts";
import { partitionsOf } from "../../src/formats/hive.ts";
import { ndjson } from "../../src/formats/ndjson/index.ts";
import { openTable, type Place } from "../../src/formats/open.ts";
import { bytesSource } from "../../src/io/bytes.ts";
import { nodeHost } from "../../src/io/node/host.ts";
import type { ScanRequest } from "../../src/plan/table.ts";
import { batchesOf, encode, type Rows, rowsOf } from "./tools.ts";

const opened: string[] = [];
const place = (name: string, text: string): Place => ({
  name,
  partitions: partitionsOf(name.split("/").slice(0, -1)),
  open: async () => {
    opened.push(name);
    return bytesSource(encode(text), name);
  },
});
async function read(places: readonly Place[], request: Partial<ScanRequest> = {}, options = {}): Promise<Rows> {
  opened.length = 0;
  const table = await openTable(places, [csv, ndjson], nodeHost, options);
  const batches = await batchesOf(table, request);
  await table.close();
  return rowsOf(batches[0]?.schema ?? table.schema, batches);
}

const plain = [place("a.csv", "x,y\n1,a\n2,b\n"), place("b.csv", "y,x\nc,3\n"), place("c.csv", "x,y\n4,\n")];
const hive = [
  place("year=2013/day=2013-01-02/c=x%20y/p.csv", "v\n1\n2\n"),
  place("year=2014/day=2014-01-02/c=__HIVE_DEFAULT_PARTITION__/p.csv", "v\n3\n"),
  place("year=2015/day=2015-01-02/c=z/p.csv", "v\n4\n"),
];

describe("many files as one table", () => {
  test("rows in order, columns by name", async () => {
    expect(await read(plain)).toEqual({
      types: { x: "Int64", y: "Utf8" },
      columns: { x: [1n, 2n, 3n, 4n], y: ["a", "b", "c", null] },
      length: 4,
    });
  });

  test("a limit opens no more files than it needs", async () => {
    expect((await read(plain, { limit: 2 })).length).toBe(2);
    expect(opened).toEqual(["a.csv"]);
    expect((await read(plain, { limit: 3 })).columns["x"]).toEqual([1n, 2n, 3n]);
    expect(opened).toEqual(["a.csv", "b.csv"]);
  });

  test("later files follow the first one's types", async () => {
    expect((await read([place("a.csv", "x\n1.5\n"), place("b.csv", "x\n2\n")])).columns).toEqual({ x: [1.5, 2] });
    expect((await read([place("a.ndjson", '{"x":1.5}'), place("b.ndjson", '{"x":2}')])).columns).toEqual({
      x: [1.5, 2],
    });
    await expect(read([place("a.csv", "x\n1\n"), place("b.csv", "x\n1.5\n")])).rejects.toThrow(
      'b.csv: "1.5" in row 1, column "x", is no Int64',
    );
  });

  test("other columns are SCHEMA_MISMATCH, naming file and column", async () => {
    await expect(read([place("a.csv", "x,y\n1,2\n"), place("b.csv", "x\n1\n")])).rejects.toMatchObject({
      code: "SCHEMA_MISMATCH",
      message: expect.stringContaining('b.csv has no column "y"'),
    });
    await expect(read([place("a.csv", "x\n1\n"), place("b.csv", "x,z\n1,2\n")])).rejects.toMatchObject({
      code: "SCHEMA_MISMATCH",
      message: expect.stringContaining('b.csv has a column "z"'),
    });
  });
});

describe("hive partitions", () => {
  test("become columns, their types inferred", async () => {
    expect(await read(hive)).toEqual({
      types: { v: "Int64", year: "Int64", day: "Date32", c: "Utf8" },
      columns: {
        v: [1n, 2n, 3n, 4n],
        year: [2013n, 2013n, 2014n, 2015n],
        day: [15707, 15707, 16072, 16437],
        c: ["x y", "x y", null, "z"],
      },
      length: 4,
    });
  });

  test("alone, too", async () => {
    expect((await read(hive, { columns: ["year"] })).columns).toEqual({ year: [2013n, 2013n, 2014n, 2015n] });
    expect((await read(hive.slice(0, 1))).columns["year"]).toEqual([2013n, 2013n]);
  });

  const fn = (name: string, ...args: Expr[]): Expr => call(name, args);
  test.each<[string, Expr, number[]]>([
    ["eq", fn("eq", col("year"), lit(2014)), [2014]],
    ["gt", fn("gt", col("year"), lit(2013n)), [2014, 2015]],
    ["literal first", fn("lt", lit(2014), col("year")), [2015]],
    [
      "and with what is not known",
      fn("and", fn("ge", col("year"), lit(2014)), fn("gt", col("v"), lit(0))),
      [2014, 2015],
    ],
    [
      "or with what is not known",
      fn("or", fn("eq", col("year"), lit(2014)), fn("gt", col("v"), lit(0))),
      [2013, 2014, 2015],
    ],
    ["not", fn("not", fn("eq", col("year"), lit(2014))), [2013, 2015]],
    ["isIn", fn("isIn", col("year"), lit([2013, 2015])), [2013, 2015]],
    ["isNull", fn("isNull", col("c")), [2014]],
    ["a null compared", fn("eq", col("c"), lit("z")), [2015]],
    ["text", fn("lt", col("c"), lit("y")), [2013]],
    ["a function that is not known", fn("abs", col("year")), [2013, 2014, 2015]],
    ["nothing", lit(false), []],
  ])("prune by %s", async (_, predicate, years) => {
    await read(hive, { predicate });
    const asked = opened.map((name) => Number(/year=(\d+)/.exec(name)?.[1]));
    // The first file is opened for its schema in any case.
    expect(asked.filter((y) => y !== 2013)).toEqual(years.filter((y) => y !== 2013));
    const got = await read(hive, { predicate, columns: ["year"] });
    expect([...new Set(got.columns["year"])]).toEqual(years.map(BigInt));
  });

  test("files of other partitions are SCHEMA_MISMATCH", async () => {
    await expect(read([...hive, place("month=1/p.csv", "v\n1\n")])).rejects.toMatchObject({ code: "SCHEMA_MISMATCH" });
  });
});

test("no files, no format", async () => {
  await expect(read([])).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  await expect(read([place("a.xyz", "x\n")])).rejects.toMatchObject({ code: "UNKNOWN_FORMAT" });
  await expect(openTable([place("a.csv", "x\n")], [csv], nodeHost, {}, "cvs")).rejects.toMatchObject({
    code: "UNKNOWN_FORMAT",
  });
});
