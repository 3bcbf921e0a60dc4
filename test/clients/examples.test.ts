import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PolaroidServer } from "../../src/server/server.ts";
import { pythonWith } from "../support/python.ts";
import { ran, serving } from "./client.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const EXAMPLES = join(ROOT, "examples", "clients");
const BIN = join(ROOT, ".cache", "go", "bin");

let server: PolaroidServer;
beforeAll(async () => {
  server = await serving();
});
afterAll(() => server[Symbol.asyncDispose]());

const goIs = ((): boolean => {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
const python = pythonWith("adbc_driver_flightsql", "adbc_driver_manager", "pyarrow");

if ("reason" in python) test(`skipped: ${python.reason}`, ({ skip }) => skip());
test.skipIf("reason" in python).for(["flight.py", "adbc.py"])("%s", async (name) => {
  const command = "python" in python ? python.python : "";
  const { code, said } = await ran(command, [join(EXAMPLES, name), `grpc://127.0.0.1:${server.port}`]);
  expect(said).toContain(name === "flight.py" ? "{'symbol': ['A', 'B'], 'total': [5.0, 2.5]}" : "'total': [3.5, 2.5]");
  expect(code).toBe(0);
});

if (!goIs) test("skipped: install Go 1.25 for the examples in Go and grpcurl", ({ skip }) => skip());
test.skipIf(!goIs)("the example in Go", { timeout: 300_000 }, async () => {
  const { code, said } = await ran("go", ["run", "-C", join(EXAMPLES, "go"), ".", `127.0.0.1:${server.port}`]);
  expect(said).toMatch(/col\[0]\[symbol]: \["A" "B"]/);
  expect(said).toMatch(/col\[1]\[total]: \[5 2\.5]/);
  expect(code).toBe(0);
});

test.skipIf(!goIs)("grpcurl.sh", { timeout: 300_000 }, async () => {
  if (!existsSync(join(BIN, "grpcurl")))
    execFileSync("go", ["install", "github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3"], {
      env: { ...process.env, GOBIN: BIN },
      stdio: "ignore",
    });
  const path = `${BIN}:${process.env["PATH"]}`;
  const script = join(EXAMPLES, "grpcurl.sh");
  const { code, said } = await ran("env", [`PATH=${path}`, "sh", script, `127.0.0.1:${server.port}`]);
  for (const service of ["arrow.flight.protocol.FlightService", "polaroid.v1.PolaroidConnect", "grpc.health.v1.Health"])
    expect(said.split("\n")).toContain(service);
  expect(said).toContain('"status": "SERVING"');
  expect(said).toMatch(/"name": "two"/);
  expect(code).toBe(0);
});
