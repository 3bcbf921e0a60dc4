import { join } from "node:path";
import { scan as scanTyped } from "../../src/node.ts";
import type { Query } from "../../src/testing/loose.ts";
import { toleranceOf } from "../../src/testing/rules.ts";
import { frameDifferences } from "../../src/testing/same-frame.ts";

export { col, len, lit, type Query, when } from "../../src/testing/loose.ts";

const DATA = join(import.meta.dirname, "..", "..", "examples", "data");
export const scan = (file: string): Query => scanTyped(join(DATA, file)) as unknown as Query;

/** What differs between the engines' answers to a query over real files; a query that gives no row differs too. */
export async function differences(q: Query): Promise<readonly string[]> {
  const [wasm, duckdb] = [await q.collect({ engine: "wasm" }), await q.collect({ engine: "duckdb" })];
  if (wasm.height === 0) return ["no rows"];
  return frameDifferences(duckdb, wasm, { order: true, floats: toleranceOf(q.plan) });
}
