import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, expect, test } from "vitest";
import { Bool, DataFrame, Date32, Float64, Int32, PolaroidError, sql, Utf8 } from "../../../src/node.ts";
import { random } from "../../support/random.ts";
import { type Answer, difference, judged, ours } from "../logic/cells.ts";
import { randomQuery } from "./random-query.ts";

const WANTED = process.env["SQL"] === "small" || process.env["FUZZ"] === "small" ? 300 : 1500;
const ROWS = 40;

function randomTables(next: () => number): Record<string, DataFrame> {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const many = <T>(make: () => T): (T | null)[] => Array.from({ length: ROWS }, () => (next() < 0.15 ? null : make()));
  const int = (): number => Math.floor(next() * 9) - 2;
  const text = (): string => pick(["x", "yy", "", "日", "xyz", "X", "ä"]);
  const real = (): number => pick([0, 0.25, -1.5, 3, 100, 2.75]);
  const date = (): Date => new Date(Date.UTC(2024, 0, Math.floor(next() * 90)));
  const bool = (): boolean => next() < 0.5;
  const schema = { a: Int32, b: Int32, g: Int32, k: Int32, c: Utf8, d: Float64, h: Float64, e: Date32, f: Bool };
  const of = (columns: Record<string, unknown[]>): DataFrame =>
    new DataFrame(columns as never, {
      schema: Object.fromEntries(Object.keys(columns).map((n) => [n, schema[n as "a"]])),
    }) as DataFrame;
  return {
    r1: of({ a: many(int), b: many(int), c: many(text), d: many(real), e: many(date), f: many(bool) }),
    r2: of({ a: many(int), g: many(int), c: many(text), h: many(real), f: many(bool) }),
    r3: of({ k: many(int), c: many(text), e: many(date) }),
  };
}

let judge: DuckDBConnection;
const next = random(20_241_121);
const tables = randomTables(next);
beforeAll(async () => {
  judge = await (await DuckDBInstance.create()).connect();
  const folder = mkdtempSync(join(tmpdir(), "polaroid-random-"));
  for (const [name, frame] of Object.entries(tables)) {
    await frame.writeParquet(join(folder, `${name}.parquet`));
    await judge.run(`create table ${name} as from '${join(folder, `${name}.parquet`)}'`);
  }
  rmSync(folder, { recursive: true, force: true });
});

/** What DuckDB says of a query that is no answer. */
async function answer(text: string): Promise<Answer | null> {
  try {
    return await judged(judge, text, undefined);
  } catch {
    return null;
  }
}

test(`${WANTED} random queries give what DuckDB gives`, async () => {
  const wrong: string[] = [];
  const counts = { compared: 0, refused: 0, gaps: 0, rows: 0 };
  while (counts.compared < WANTED && wrong.length < 20) {
    const text = randomQuery(next);
    const want = await answer(text);
    if (want === null) {
      counts.refused++;
      continue;
    }
    counts.compared++;
    counts.rows += want.rows.length;
    for (const engine of counts.compared % 4 === 0 ? ["wasm", "duckdb"] : ["wasm"]) {
      try {
        const frame = await sql(text, { tables }).collect({ engine });
        const found = difference(ours(frame, want.types), want, true);
        if (found !== undefined) wrong.push(`${engine}: ${text}\n    ${found}`);
      } catch (error) {
        if (error instanceof PolaroidError && error.code === "NOT_IMPLEMENTED" && engine === "duckdb") counts.gaps++;
        else
          wrong.push(
            `${engine}: ${text}\n    ${error instanceof PolaroidError ? error.message : String((error as Error).stack)}`,
          );
      }
    }
  }
  console.log(
    `${counts.compared} random queries compared (${counts.rows} rows), ${counts.refused} that DuckDB refuses, ${counts.gaps} gaps of an engine, ${wrong.length} otherwise`,
  );
  expect(wrong).toEqual([]);
  expect(counts.compared).toBe(WANTED);
  expect(counts.refused).toBeLessThan(WANTED);
});
