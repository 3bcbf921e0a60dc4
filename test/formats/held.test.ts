import { mkdtempSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  col,
  DataFrame,
  Date32,
  Datetime,
  Enum,
  Float64,
  Int32,
  Int64,
  LazyFrame,
  List,
  Nullable,
  type PolaroidError,
  read,
  readIpc,
  readParquet,
  Struct,
  scan,
  scanCsv,
  scanParquet,
  Utf8,
} from "../../src/node.ts";

let folder = "";
const at = (name: string): string => join(folder, name);
const failing = async (made: Promise<unknown>): Promise<string> => {
  const error = await made.then(
    () => null,
    (cause: PolaroidError) => cause,
  );
  expect(error?.name).toBe("PolaroidError");
  return (error as PolaroidError).message.replaceAll(`${folder}/`, "");
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "polaroid-held-"));
  const df = new DataFrame({ id: [1n, 2n], price: [1.5, null], sym: ["a", "b"], more: [true, false] });
  for (const format of ["parquet", "ipc"] as const)
    await df.lazy().sink(at(format === "ipc" ? "a.arrow" : "a.parquet"));
  await df.writeCsv(at("a.csv"));
  for (const [day, n] of [
    ["2024-01-01", 1],
    ["2024-01-02", 2],
  ] as const) {
    await mkdir(at(`days/day=${day}`), { recursive: true });
    const part = df.withColumns(col("id").add(n)).select("id", "sym");
    await part.writeParquet(at(`days/day=${day}/0.parquet`));
  }
  await df.select("sym", "id").writeParquet(at("b-1.parquet"));
  await df.select("id", "price").writeParquet(at("b-2.parquet"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wanted = { price: Nullable(Float64), id: Int64 };

describe("a schema that a file is held to", () => {
  it.each(["a.parquet", "a.arrow"])("%s gives its columns, in its order, and no others", async (name) => {
    const df = await scan(at(name), { schema: wanted }).collect();
    expect(df.columns).toEqual(["price", "id"]);
    expect(df.toRecords()).toEqual([
      { price: 1.5, id: 1 },
      { price: null, id: 2 },
    ]);
    const some = await scan(at(name), { schema: wanted }).filter(col("id").gt(1)).select("id").collect();
    expect(some.toRecords()).toEqual([{ id: 2 }]);
    expect(
      await failing(
        scan(at(name), { schema: wanted })
          .select(col("sym") as never)
          .collect(),
      ),
    ).toContain("[COLUMN_NOT_FOUND]");
  });
  it("is what the first look at the file is held to, not the making of the query", async () => {
    const wrong = scanParquet(at("a.parquet"), { schema: { pirce: Float64 } });
    const message =
      '[SCHEMA_MISMATCH] a.parquet has no column "pirce", which the option schema has; it has (id, price, sym, more); did you mean "price"?; leave it out of the schema, or read another file';
    expect(await failing(wrong.collectSchema())).toBe(message);
    expect(await failing(wrong.collect())).toBe(message);
    expect(await failing(readParquet(at("a.parquet"), { schema: { pirce: Float64 } }))).toBe(message);
  });
  it("holds types, also where a file has a near one", async () => {
    expect(await failing(readParquet(at("a.parquet"), { schema: { id: Int32 } }))).toBe(
      '[SCHEMA_MISMATCH] column "id" of a.parquet is Int64, and the option schema wants Int32; write what the file has, and cast afterwards',
    );
    expect(await failing(readIpc(at("a.arrow"), { schema: { sym: Enum(["a", "b"]) } }))).toContain(
      'column "sym" of a.arrow is Utf8',
    );
  });
  it("finds nulls where there may be none: at once by the file's counts, else when they are read", async () => {
    const message =
      /^\[SCHEMA_MISMATCH\] column "price" of a\.(parquet|arrow) holds a null, which the option schema does not expect; write price: Nullable\(Float64\)$/;
    expect(await failing(scanParquet(at("a.parquet"), { schema: { price: Float64 } }).collectSchema())).toMatch(
      message,
    );
    const later = scan(at("a.arrow"), { schema: { id: Int64, price: Float64 } });
    expect((await later.collectSchema()).fields.map((f) => f.name)).toEqual(["id", "price"]);
    expect(await failing(later.collect())).toMatch(message);
    expect((await later.select("id").collect()).height).toBe(2);
  });
  it("is checked by other engines as by ours", async () => {
    const good = scanParquet(at("a.parquet"), { schema: wanted });
    expect((await good.collect({ engine: "duckdb" })).toRecords()).toEqual((await good.collect()).toRecords());
    expect(
      await failing(scanParquet(at("a.parquet"), { schema: { id: Int32 } }).collect({ engine: "duckdb" })),
    ).toContain("[SCHEMA_MISMATCH]");
  });
  it("travels with the plan", async () => {
    const text = await scanParquet(at("a.parquet"), { schema: wanted }).serialize();
    const again = await LazyFrame.deserialize(text);
    expect((await again.collect()).columns).toEqual(["price", "id"]);
  });
  it("takes what folders say, and files that have more", async () => {
    const days = await scanParquet(at("days"), { schema: { day: Date32, id: Int64 } }).collect();
    expect(days.columns).toEqual(["day", "id"]);
    expect(days.getColumn("day").toArray().at(-1)).toEqual(new Date("2024-01-02"));
    expect(await failing(readParquet(at("days"), { schema: { day: Utf8 } }))).toContain('column "day" of');
    expect((await scanParquet(at("days"), { schema: { sym: Utf8 } }).collect()).columns).toEqual(["sym"]);
    const both = await scanParquet(at("b-*.parquet"), { schema: { id: Int64 } }).collect();
    expect(both.getColumn("id").toArray()).toEqual([1, 2, 1, 2]);
    expect(await failing(scanParquet(at("b-*.parquet"), { schema: { sym: Utf8 } }).collect())).toContain(
      'b-2.parquet has no column "sym"',
    );
  });
  it("gives the types of text, whose names are held to it by scan and read", async () => {
    const df = await read(at("a.csv"), { schema: { sym: Utf8, id: Int32 } });
    expect(df.schema.fields.map((f) => [f.name, f.type.id])).toEqual([
      ["sym", "Utf8"],
      ["id", "Int32"],
    ]);
    expect(await failing(read(at("a.csv"), { schema: { price: Float64 } }))).toContain("Nullable(Float64)");
    expect(await failing(read(at("a.csv"), { schema: { pirce: Float64 } }))).toContain('no column "pirce"');
    const all = { id: Int64, price: Nullable(Float64), sym: Utf8, more: Utf8 };
    expect((await scanCsv(at("a.csv"), { schema: all }).collect()).getColumn("more").toArray()).toEqual([
      "true",
      "false",
    ]);
  });
  it("is types and nothing else", async () => {
    expect(await failing(readParquet(at("a.parquet"), { schema: { id: 5 as never } }))).toContain("[INVALID_ARGUMENT]");
    expect(await failing(readParquet(at("a.parquet"), { schema: [] as never }))).toContain("[INVALID_ARGUMENT]");
    expect(() => Nullable(5 as never)).toThrow("Int64");
  });
});

describe("Nullable", () => {
  it("is its type where nothing is held to it", () => {
    const df = new DataFrame(
      { a: [1, null], b: [[1n], null] },
      { schema: { a: Nullable(Int32), b: Nullable(List(Nullable(Int64))) } },
    );
    expect(df.schema.fields.map((f) => f.type)).toEqual([Int32, List(Int64)]);
    expect(df.select(col("a").cast(Nullable(Int64))).schema.fields[0]?.type).toBe(Int64);
    expect(Nullable(Nullable(Int32))).toEqual(Nullable(Int32));
    expect(Struct({ at: Nullable(Datetime("ms")) })).toEqual(Struct({ at: Datetime("ms") }));
  });
});

it("says what a schema takes in place of a type's name", async () => {
  await expect(scanParquet(at("a.parquet"), { schema: { id: "string" } as never }).collect()).rejects.toMatchObject({
    code: "INVALID_ARGUMENT",
    message: expect.stringContaining("{ name: Utf8 }"),
  });
});
