import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LogLines } from "../../src/server/log-lines.ts";

const FULL = "/dev/full";
const line = (n: number): string => `${JSON.stringify({ n, text: "é".repeat(n % 50) })}\n`;

test("lines are written in their order", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lines-"));
  const to = openSync(join(folder, "log"), "w");
  const lines = new LogLines(to);
  const all = Array.from({ length: 20_000 }, (_, n) => line(n));
  for (const l of all) lines.write(l);
  await lines.flush(60_000);
  closeSync(to);
  expect(readFileSync(join(folder, "log"), "utf8")).toBe(all.join(""));
  expect(lines.lost).toBe(0);
  rmSync(folder, { recursive: true });
});

test.runIf(existsSync(FULL))("a full disk costs the lines, which are counted", async () => {
  const to = openSync(FULL, "w");
  const lines = new LogLines(to);
  for (let n = 0; n < 10; n++) lines.write(line(n));
  await lines.flush(60_000);
  expect(lines.lost).toBe(10);
  lines.write(line(10));
  await lines.flush(60_000);
  expect(lines.lost).toBe(11);
  closeSync(to);
});

test("nobody who reads: what waits is bounded, and nobody waits for it", async () => {
  const reader = spawn(process.execPath, ["-e", "setTimeout(() => undefined, 600_000)"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  await once(reader, "spawn");
  const { fd } = (reader.stdin as unknown as { readonly _handle: { readonly fd: number } })._handle;
  const lines = new LogLines(fd);
  const long = `${"x".repeat(99_999)}\n`;
  for (let n = 0; n < 400; n++) lines.write(long);
  expect(lines.lost).toBeGreaterThan(200);
  await lines.flush(50);
  reader.kill("SIGKILL");
  await once(reader, "exit");
});
