import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as flight from "../../src/flight/index.ts";
import { DataFrame } from "../../src/node.ts";
import { configOf, startServer } from "../../src/server/index.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const FUNCTION = Object.getPrototypeOf(async () => {}).constructor as new (
  ...args: string[]
) => (...values: unknown[]) => Promise<unknown>;

test("what the page of Flight SQL shows in TypeScript runs", async () => {
  const text = readFileSync(join(ROOT, "docs", "flight-sql.md"), "utf8");
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code as string);
  expect(blocks).toHaveLength(2);
  const flags = { port: ["0"], table: [`trades=${join(ROOT, "examples", "data", "flights.parquet")}`] };
  await using server = await startServer(configOf({ ...flags, "log-level": ["silent"] }, {}));
  const said: unknown[] = [];
  const scope = { ...flight, DataFrame, console: { log: (one: unknown) => said.push(one) } };
  for (const block of blocks) {
    const code = block
      .replace(/^import .*? from "polaroid(?:\/flight)?";$/gm, "")
      .replaceAll("grpc://localhost:50051", `grpc://127.0.0.1:${server.port}`);
    await new FUNCTION(...Object.keys(scope), stripTypeScriptTypes(code))(...Object.values(scope));
  }
  expect(said.length).toBeGreaterThan(2);
  expect(said.slice(-2)).toEqual([1, 1]);
});
