import { afterAll, beforeAll, expect, test } from "vitest";
import { wasm } from "../../src/engines/wasm/engine.ts";
import { splitAlways } from "../../src/engines/wasm/parallel/worth.ts";
import "../../src/node.ts";
import { runConformance } from "../../src/testing/index.ts";
import { given, start, stop } from "../engines/wasm/parallel/counted.ts";

beforeAll(async () => {
  await start();
  splitAlways(true);
}, 60_000);
afterAll(() => {
  splitAlways(false);
  stop();
});

test("every case gives the same in parts, on two threads", async () => {
  const report = await runConformance(wasm);
  expect(report.failed).toEqual([]);
  expect(given.parts).toBeGreaterThan(300);
  console.log(`${report.passed} of ${report.cases} cases, ${given.parts} parts on another thread`);
}, 300_000);
