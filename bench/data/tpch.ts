import { join } from "node:path";
import { HOW, tables } from "../../test/tpch/data.ts";

const NAMES = ["customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier"];
const LINES = 6_000_000;

/** The scale factor for so many lines of orders, in tenths. */
const scale = (rows: number): number => Math.max(1, Math.floor((rows / LINES) * 10)) / 10;

/** The eight tables of TPC-H, by tpchgen-cli. */
export async function tpch(rows: number): Promise<Readonly<Record<string, string>>> {
  const folder = tables(String(scale(rows)));
  if (folder === null) throw new Error(`the tables of TPC-H are missing: ${HOW}`);
  return Object.fromEntries(NAMES.map((name) => [name, join(folder, `${name}.parquet`)]));
}

/** The share that q11 asks for depends on the scale. */
export const share = (rows: number): Readonly<Record<string, number>> => ({ share: 0.0001 / scale(rows) });
