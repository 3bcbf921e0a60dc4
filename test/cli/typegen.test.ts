import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { against, declarations } from "../../scripts/type-cost.ts";
import * as p from "../../src/node.ts";
import { DataFrame, Int32, Int64, scanIpc, scanParquet } from "../../src/node.ts";
import { compile } from "../compile.ts";
import { polaroid, shell } from "./run.ts";

const ROOT = join(import.meta.dirname, "..", "..");
let folder = "";
const at = (name: string): string => join(folder, name);

const EVERYTHING = {
  ...Object.fromEntries(
    (
      [
        "Bool",
        "Int8",
        "Int16",
        "Int32",
        "Int64",
        "UInt8",
        "UInt16",
        "UInt32",
        "UInt64",
        "Float32",
        "Float64",
        "Utf8",
        "Binary",
        "Date32",
        "Time",
        "Categorical",
        "Null",
      ] as const
    ).map((id) => [id.toLowerCase(), p.DataType[id]]),
  ),
  wall: p.Datetime("ns"),
  instant: p.Datetime("us", "Europe/Berlin"),
  span: p.Duration("ms"),
  money: p.Decimal(12, 3),
  side: p.Enum(["buy", 'se"ll', "日本"]),
  tags: p.List(p.List(p.Utf8)),
  pair: p.FixedSizeList(p.Float32, 2),
  pos: p.Struct({ x: p.Float64, "a b": p.List(p.Struct({ at: p.Datetime("ms", "UTC") })), class: p.Decimal(5, 0) }),
  "with space": p.Int64,
  'quote"d\n': p.Utf8,
  class: p.Int32,
  constructor: p.Int32,
  日本: p.Bool,
  "1st": p.Int8,
  $: p.Int8,
  "": p.Utf8,
};
/** What a column of it is in a program that was written by hand. */
const SOME = `{ int64: Int64 | Null; instant: Datetime<"us", "Europe/Berlin"> | Null; money: Decimal<12, 3> | Null;
  side: Enum<"buy" | 'se"ll' | "日本"> | Null; tags: List<List<Utf8>> | Null; pair: FixedSizeList<Float32> | Null;
  pos: Struct<{ x: Float64; "a b": List<Struct<{ at: Datetime<"ms", "UTC"> }>>; class: Decimal<5, 0> }> | Null; "with space": Int64 | Null }`;

beforeAll(async () => {
  const cache = join(ROOT, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "typegen-"));
  const columns = Object.fromEntries(Object.keys(EVERYTHING).map((name) => [name, [null]]));
  const df = new DataFrame(columns, { schema: EVERYTHING });
  for (const name of ["every thing.arrow", "class.arrow", "int64.arrow", "2024-q1_trades.arrow"])
    await df.lazy().sink(at(name));
  await new DataFrame({ id: [1], n: [2] }, { schema: { id: Int64, n: Int32 } }).writeParquet(at("small.parquet"));
  await new DataFrame({ id: [1, null] }).writeCsv(at("small.csv"));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const module = async (path: string): Promise<Readonly<Record<string, never>>> => {
  // The module's "polaroid" is the one of this repository here.
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace('from "polaroid"', `from ${JSON.stringify(join(ROOT, "src", "node.ts"))}`),
  );
  return (await import(path)) as Readonly<Record<string, never>>;
};

describe("typegen", () => {
  test("what it writes compiles, is the type of the frame, and holds the files it was made of", async () => {
    const files = [
      "every thing.arrow",
      "class.arrow",
      "int64.arrow",
      "2024-q1_trades.arrow",
      "small.parquet",
      "small.csv",
    ].map(at);
    const made = polaroid("typegen", "--out", at("made.ts"), ...files);
    expect([made.code, made.error]).toEqual([0, ""]);
    expect(made.out).toBe(
      `${at("made.ts")}: EveryThing, ClassTable, Int64Table, Table2024Q1Trades, Small, SmallTable\n`,
    );
    writeFileSync(
      at("use.ts"),
      `import { col, scanIpc, scanParquet, type Datetime, type Decimal, type Enum, type FixedSizeList, type Float32, type Float64, type Int64, type LazyFrame, type List, type Null, type Struct, type Utf8 } from "polaroid";
import { type EveryThing, classTable, everyThing, int64Table, small, smallTable, table2024Q1Trades } from "./made.ts";
type Some = ${SOME};
export const some: LazyFrame<Some> = scanIpc("every thing.arrow", { schema: everyThing });
export const none: Some = null as unknown as Pick<EveryThing, keyof Some>;
export const back: Pick<EveryThing, keyof Some> = null as unknown as Some;
scanParquet("small.parquet", { schema: small }).filter(col("id").gt(1)).select("n");
// @ts-expect-error
scanParquet("small.parquet", { schema: small }).select("m");
export const all: readonly unknown[] = [classTable, int64Table, smallTable, table2024Q1Trades];
`,
    );
    using library = declarations();
    writeFileSync(at("tsconfig.json"), JSON.stringify({ ...against(library), include: ["use.ts"], exclude: [] }));
    const said = await compile(at("tsconfig.json"));
    expect(said.filter((line) => line.includes("typegen-"))).toEqual([]);
    const { everyThing, small } = await module(at("made.ts"));
    const frame = await scanIpc(at("every thing.arrow"), {
      schema: everyThing as unknown as typeof EVERYTHING,
    }).collect();
    expect(frame.columns.toSorted()).toEqual(Object.keys(EVERYTHING).toSorted());
    expect(
      (await scanParquet(at("small.parquet"), { schema: small as unknown as { id: Int64; n: Int32 } }).collect())
        .height,
    ).toBe(1);
  }, 120_000);

  test("prints a module, or says which file it wrote", () => {
    const text = `// Written by polaroid typegen; the next run writes it anew.
import { Float64, Nullable } from "polaroid";

/** The columns of ${JSON.stringify(at("small.csv"))}. */
export interface Trade {
  id: Nullable<Float64>;
}
/** The same for a program that runs: \`scan(path, { schema: trade })\`. */
export const trade: Trade = {
  id: Nullable(Float64),
};
`;
    const printed = polaroid("typegen", at("small.csv"), "--name", "Trade");
    expect(printed).toEqual({ code: 0, out: text, error: "" });
    expect(polaroid("typegen", at("small.csv"), "--name", "trade", "--out", at("trade.ts")).out).toBe(
      `${at("trade.ts")}: Trade\n`,
    );
    expect(readFileSync(at("trade.ts"), "utf8")).toBe(text);
    expect(shell(`cat "${at("small.csv")}" | polaroid typegen --format csv -`).out).toContain(
      "export interface Table {",
    );
  });

  test("a pattern is one table, named for its folder; its files must agree", () => {
    mkdirSync(at("day files"), { recursive: true });
    for (const n of [1, 2]) writeFileSync(at(`day files/${n}.csv`), "a,b\n1,x\n");
    const made = polaroid("typegen", at("day files/*.csv"));
    expect(made.out).toContain("export interface DayFiles {\n  a: Nullable<Int64>;\n  b: Nullable<Utf8>;\n}");
    writeFileSync(at("day files/3.csv"), "a,c\n1,x\n");
    expect(polaroid("typegen", at("day files/*.csv")).error).toContain("[SCHEMA_MISMATCH]");
  });

  test("what cannot be done says what to do, and writes nothing", () => {
    expect(polaroid("typegen").error).toContain("name a file; usage: polaroid typegen");
    for (const [name, other] of [
      ["class", "ClassTable"],
      ["a b", "AB"],
      ["1x", "Table1x"],
      ["Int64", "Int64Table"],
    ] as const)
      expect(polaroid("typegen", at("small.csv"), "--name", name)).toMatchObject({
        code: 2,
        error: expect.stringContaining(`try ${other}`),
      });
    expect(polaroid("typegen", at("small.csv"), at("small.parquet"), "--name", "X")).toMatchObject({ code: 2 });
    const missing = polaroid("typegen", at("small.csv"), at("missing.csv"), "--out", at("not.ts"));
    expect(missing).toMatchObject({ code: 1, out: "", error: expect.stringContaining("[NOT_FOUND]") });
    expect(() => readFileSync(at("not.ts"))).toThrow();
    expect(polaroid("typegen", at("small.csv"), "--out", at("no/folder.ts")).error).toContain("make it first");
    const help = polaroid("typegen", "--help");
    expect(help.out).toMatch(/usage: polaroid typegen.*--out PATH.*example: polaroid typegen/s);
  });
});
