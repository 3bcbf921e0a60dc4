import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { PolaroidError, sql } from "../../../src/node.ts";
import { difference, ours } from "./cells.ts";
import type { LogicRecord } from "./format.ts";
import { TABLES } from "./tables.ts";

export const ENGINES = ["wasm", "duckdb"] as const;
export type EngineName = (typeof ENGINES)[number];

/** What is wrong with our answer to a record; undefined where nothing is. */
export async function wrong(record: LogicRecord, engine: EngineName): Promise<string | undefined> {
  const { expect, params } = record;
  try {
    const frame = await sql(record.sql, {
      tables: TABLES,
      ...(params !== undefined && { params: params as never }),
    }).collect({ engine });
    if (expect.kind === "error") return `no error, but ${frame.height} rows`;
    return difference(ours(frame, expect.types), expect, expect.sorted);
  } catch (error) {
    if (!(error instanceof PolaroidError)) return `${String(error)} is no PolaroidError`;
    if (expect.kind === "error" && error.code === expect.code) return undefined;
    return `[${error.code}] ${error.detail.split("\n")[0]}`;
  }
}

/** DuckDB with the tables of the records. */
export async function withTables(): Promise<DuckDBConnection> {
  const judge = await (await DuckDBInstance.create()).connect();
  await judge.run("set timezone = 'UTC'");
  const folder = mkdtempSync(join(tmpdir(), "polaroid-logic-"));
  try {
    for (const [name, frame] of Object.entries(TABLES)) {
      const path = join(folder, `${name}.parquet`);
      await frame.writeParquet(path);
      await judge.run(`create table ${name} as from '${path}'`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return judge;
}
