import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { configOf, startServer } from "../../src/server/index.ts";
import { pythonWith } from "../support/python.ts";

const DATA = join(import.meta.dirname, "..", "..", "examples", "data");
const python = pythonWith("grpc", "grpc_reflection", "pyarrow");

test.skipIf("reason" in python)("Python calls every method of the DataFrame service, by reflection alone", async () => {
  const root = mkdtempSync(join(tmpdir(), "polaroid-grpcio-"));
  try {
    for (const name of ["planes.parquet", "airports.csv"]) copyFileSync(join(DATA, name), join(root, name));
    writeFileSync(join(root, "lines.ndjson"), '{"a":1}\n{"a":2}\n');
    await using server = await startServer(configOf({ port: ["0"], root: [root], "log-level": ["silent"] }));
    const command = "python" in python ? python.python : "";
    const script = join(import.meta.dirname, "grpcio.py");
    const { stdout } = await promisify(execFile)(command, [script, `127.0.0.1:${server.port}`], { timeout: 100_000 });
    expect(stdout.trim()).toMatch(/^called (\d+) methods of \1$/);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
