import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type Json } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DataFrame, type LazyFrame, scanParquet, sql } from "../../src/node.ts";
import { HOW, tables } from "./data.ts";
import { FRAMES, type Name, type Tables } from "./frames.ts";
import { SQL } from "./sql.ts";

const SCALE = "0.1";
const NAMES: readonly Name[] = ["customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier"];
const folder = tables(SCALE);
if (folder === null) console.log(`skipped: ${HOW}`);

type Cell = string | number | boolean | null;
const cell = (v: unknown): Cell => {
  if (v instanceof Date) return v.toISOString().slice(0, 10);
  if (typeof v === "bigint") return Number(v);
  if (typeof v === "string" && /^-?\d+(\.\d+)?$/.test(v)) return Number(v);
  return v as Cell;
};
/** Equal, numbers to what sums of floats in another order come to. */
function same(a: Cell, b: Cell): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-9);
}

let duck: DuckDBInstance;
let judge: DuckDBConnection;

const textOf = (name: string): string => (SQL[name] as string).replace("SHARE", String(0.0001 / Number(SCALE)));
async function answer(text: string): Promise<{ names: string[]; rows: Json[][] }> {
  const reader = await judge.runAndReadAll(text);
  return { names: reader.columnNames(), rows: reader.getRowsJson() };
}
function compare(frame: DataFrame, want: { names: string[]; rows: Json[][] }): void {
  expect(frame.columns).toEqual(want.names);
  const rows = frame.rows().map((r) => (r as unknown[]).map(cell));
  expect(rows.length).toBe(want.rows.length);
  for (const [i, row] of rows.entries()) {
    const right = (want.rows[i] as Json[]).map(cell);
    if (!row.every((v, k) => same(v, right[k] as Cell)))
      expect({ row: i, values: row }).toEqual({ row: i, values: right });
  }
}

describe.skipIf(folder === null)(`TPC-H at scale factor ${SCALE}`, () => {
  const source = {} as Record<Name, LazyFrame>;
  beforeAll(async () => {
    duck = await DuckDBInstance.create();
    judge = await duck.connect();
    for (const name of NAMES) {
      const path = join(folder as string, `${name}.parquet`);
      source[name] = scanParquet(path);
      await judge.run(`create view ${name} as select * from read_parquet('${path}')`);
    }
  });
  afterAll(() => {
    judge?.closeSync();
    duck?.closeSync();
  });

  for (const engine of ["wasm", "duckdb"])
    test.each(Object.keys(FRAMES))(`%s as a frame on ${engine}`, async (name) => {
      const query = FRAMES[name] as (t: Tables) => LazyFrame;
      compare(await query(source).collect({ engine }), await answer(textOf(name)));
    });

  for (const engine of ["wasm", "duckdb"])
    test.each(Object.keys(SQL))(`%s as SQL on ${engine}`, async (name) => {
      compare(await sql(textOf(name), { tables: source }).collect({ engine }), await answer(textOf(name)));
    });
});
