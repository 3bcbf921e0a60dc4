import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PolaroidServer } from "../../src/server/server.ts";
import { pythonWith } from "../support/python.ts";
import { ran, serving } from "./client.ts";

// The names of packages are those of modules, but for what pip makes of their hyphens.
const found = pythonWith("adbc_driver_flightsql", "adbc_driver_manager", "pyarrow");
const python = "python" in found ? found.python : "";
const lacking = "reason" in found ? found.reason : null;
const CASES = ["execute", "parameters", "ingest", "objects", "transactions", "cancel", "sessions"];

let server: PolaroidServer;
beforeAll(async () => {
  server = await serving();
});
afterAll(() => server[Symbol.asyncDispose]());

if (lacking !== null) test(`skipped: ${lacking}`, ({ skip }) => skip());

test.skipIf(lacking !== null).for(CASES)("ADBC of Flight SQL: %s", async (name) => {
  const script = join(import.meta.dirname, "adbc.py");
  expect(await ran(python, [script, `${server.port}`, name])).toEqual({ code: 0, said: "ok\n" });
});
