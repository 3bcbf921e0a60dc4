import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as arrow from "../../src/arrow/index.ts";
import * as flight from "../../src/flight/index.ts";

const FUNCTION = Object.getPrototypeOf(async () => {}).constructor as new (
  ...args: string[]
) => (...values: unknown[]) => Promise<{ readonly close: () => Promise<void> }>;

test("what the page of Flight shows runs, and prints what it says", async () => {
  const text = readFileSync(join(import.meta.dirname, "..", "..", "docs", "flight.md"), "utf8");
  expect(text).not.toContain("```js");
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(([, block]) => block as string);
  expect(blocks.length).toBeGreaterThan(1);
  const code = blocks.join("\n").replace(/^import .*? from "polaroid\/(?:arrow|flight)";$/gm, "");
  const printed: unknown[] = [];
  const scope = { ...arrow, ...flight, console: { log: (one: unknown) => printed.push(one) } };
  const run = new FUNCTION(...Object.keys(scope), `${stripTypeScriptTypes(code)}\nreturn server;`);
  const server = await run(...Object.values(scope));
  await server.close();
  const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, one]) => JSON.parse(one as string));
  expect(said).toHaveLength(2);
  expect(printed).toEqual(said);
});
