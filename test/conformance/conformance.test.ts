import { afterAll, beforeAll, describe, expect, test } from "vitest";
import "../../src/node.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { duckdb } from "../../src/engines/duckdb/engine.ts";
import { remote } from "../../src/engines/remote/engine.ts";
import { wasm } from "../../src/engines/wasm/engine.ts";
import type { RemoteClient } from "../../src/remote/client.ts";
import { connect } from "../../src/remote/connect.ts";
import { allCases, runCase } from "../../src/testing/index.ts";
import { type Serving, serving } from "../server/dataframe/served.ts";

const ENGINES: readonly Engine[] = [wasm, duckdb, remote];

// The engine "remote" is a server on loopback.
let server: Serving;
let client: RemoteClient;
beforeAll(async () => {
  server = await serving(import.meta.dirname);
  client = await connect(server.url);
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});

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
