import { afterAll, describe, expect, test } from "vitest";
import "../../src/node.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { duckdb } from "../../src/engines/duckdb/engine.ts";
import { wasm } from "../../src/engines/wasm/engine.ts";
import { allCases, runCase } from "../../src/testing/index.ts";

const ENGINES: readonly Engine[] = [wasm, duckdb];

for (const engine of ENGINES) {
  let [passed, gaps] = [0, 0];
  describe(engine.name, () => {
    for (const c of allCases())
      test(c.name, async () => {
        const outcome = await runCase(engine, c);
        if (outcome.state === "passed") passed++;
        if (outcome.state === "gap") gaps++;
        expect(outcome.detail, outcome.name).toBe(outcome.state === "gap" ? outcome.detail : "");
        expect(outcome.state).not.toBe("failed");
      });
    afterAll(() => {
      const all = allCases().length;
      console.log(`${engine.name}: cases ${all}, passed ${passed}${gaps > 0 ? `, gaps ${gaps}` : ""}`);
    });
  });
}
