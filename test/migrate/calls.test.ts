import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HOW, loadNodejsPolars, nodejsPolars, RECORDED } from "../../scripts/nodejs-polars.ts";
import pl from "../../src/compat.ts";
import { CALLS } from "./calls/index.ts";
import { outcome } from "./plain.ts";

const lines = readFileSync(join(RECORDED, "calls.ndjson"), "utf8").trim().split("\n");
const ANSWERS = new Map(
  lines.map((l) => JSON.parse(l) as { name: string; gives: unknown }).map((a) => [a.name, a.gives]),
);
const there = nodejsPolars() !== undefined;
if (!there) console.log(`nodejs-polars is not here: its recorded answers are taken. ${HOW}.`);

test("every call has a recorded answer, and none fails", () => {
  expect([...ANSWERS.keys()].sort()).toEqual(Object.keys(CALLS).sort());
  expect([...ANSWERS].filter(([, gives]) => JSON.stringify(gives).startsWith('{"failed"'))).toEqual([]);
});

test.each(Object.entries(CALLS))("polaroid/compat gives what nodejs-polars gives: %s", async (name, call) => {
  expect(JSON.parse(JSON.stringify(await outcome(() => call(pl))))).toEqual(ANSWERS.get(name));
});

test.skipIf(!there).each(Object.entries(CALLS))("nodejs-polars gives what was recorded: %s", async (name, call) => {
  const gives = await outcome(() => call(loadNodejsPolars() as typeof pl));
  expect(JSON.parse(JSON.stringify(gives))).toEqual(ANSWERS.get(name));
});
