import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { columnOf } from "../../../src/arrow/batch.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { call, col, type Expr, type LiteralValue, lit } from "../../../src/expr/node.ts";
import { openParquet, readParquet, scanBatches } from "../../support/parquet-file.ts";
import { type Dump, dumpOf } from "../../support/parquet-judge.ts";

const FOLDER = join(import.meta.dirname, "fixtures");
const file = (name: string): string => join(FOLDER, `${name}.parquet`);
const judged = (name: string): Dump => JSON.parse(readFileSync(join(FOLDER, `${name}.dump`), "utf8")) as Dump;
const cmp = (fn: string, column: string, value: LiteralValue): Expr => call(fn, [col(column), lit(value)]);

describe("files that pyarrow wrote", () => {
  it.each([
    ["deltas-v1", "flat"],
    ["deltas-v2", "flat"],
    ["front-coded", "flat"],
    ["overflow", "flat"],
    ["mixed", "mixed"],
    ["mixed-v2", "mixed"],
    ["int96", "int96"],
    ["indexed", "indexed"],
  ])("%s", async (name, dump) => {
    const ours = dumpOf(await readParquet(file(name), {}, { checksum: true }));
    const theirs = judged(dump);
    expect(ours.schema).toEqual(theirs.schema);
    expect(ours.columns).toEqual(theirs.columns);
  });

  it("keeps text in codes until a dictionary overflows", async () => {
    const [coded] = await scanBatches(await openParquet(file("mixed")), { columns: ["l"] });
    expect(coded?.columns[0]).toMatchObject({ layout: "list", child: { layout: "dict" } });
    const [over] = await scanBatches(await openParquet(file("overflow")), { columns: ["sorted", "s"] });
    expect(over?.columns.map((c) => c.layout)).toEqual(["bytes", "dict"]);
  });
});

describe("pruning by index", () => {
  const whole = judged("indexed").columns as NonNullable<Dump["columns"]>;
  const rowsFor = async (predicate: Expr, columns: string[] | null = null): Promise<number[]> => {
    const b = await readParquet(file("indexed"), { predicate, columns });
    const ids = valuesOf(columnOf(b, "id")).map(Number);
    if (columns === null) expect(dumpOf(b).columns).toEqual(whole.map((c) => ids.map((i) => c[i])));
    return ids;
  };
  const span = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

  it("gives the pages that may hold rows", async () => {
    expect(await rowsFor(cmp("lt", "id", 150))).toEqual(span(0, 200));
    expect(await rowsFor(cmp("eq", "id", 1050))).toEqual(span(1000, 1100));
    expect(await rowsFor(call("or", [cmp("lt", "id", 1), cmp("ge", "id", 1999)]))).toEqual([
      ...span(0, 100),
      ...span(1900, 2000),
    ]);
    expect(await rowsFor(call("and", [cmp("gt", "id", 250), cmp("le", "id", 300)]), ["id", "l"])).toEqual(
      span(200, 400),
    );
  });
  it("knows pages of nulls", async () => {
    expect(await rowsFor(call("isNotNull", [col("n")]))).toEqual(span(800, 2000));
    expect(await rowsFor(call("isNull", [col("n")]))).toEqual(span(0, 800));
    expect(await rowsFor(cmp("lt", "n", 210))).toEqual(span(800, 900));
  });
  it("never trusts an upper bound where NaN may be", async () => {
    expect(await rowsFor(cmp("gt", "f", 1e9))).toEqual(span(0, 2000));
    expect(await rowsFor(cmp("lt", "f", 1))).toEqual(span(0, 100));
  });
  it("asks bloom filters", async () => {
    const keys = whole[4] as readonly string[];
    expect(await rowsFor(cmp("eq", "key", BigInt(keys[1234] as string)))).toContain(1234);
    let read = 0;
    for (let i = 0; i < 20; i++)
      read += (await rowsFor(cmp("eq", "key", BigInt(keys[i] as string) + 1n), ["id"])).length;
    expect(read).toBeLessThan(20 * 200);
    const absent = call("isIn", [col("s"), lit(["name-00100x", "name-01500x"])]);
    expect((await rowsFor(absent, ["id"])).length).toBe(0);
  });
});
