import { spawnSync } from "node:child_process";
import { closeSync, constants, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
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

const folder = mkdtempSync(join(tmpdir(), "lines-"));
const PIPE = join(folder, "pipe");
const piped = spawnSync("mkfifo", [PIPE]).status === 0;
afterAll(() => rmSync(folder, { recursive: true }));

test.runIf(piped)("nobody who reads: what waits is bounded, and nobody waits for it", async () => {
  const reader = openSync(PIPE, constants.O_RDONLY | constants.O_NONBLOCK);
  const to = openSync(PIPE, constants.O_WRONLY | constants.O_NONBLOCK);
  const lines = new LogLines(to);
  const long = `${"x".repeat(99_999)}\n`;
  for (let n = 0; n < 400; n++) lines.write(long);
  const { lost } = lines;
  expect(lost).toBeGreaterThan(200);
  await lines.flush(50);
  expect(lines.lost).toBe(lost);
  closeSync(reader);
  // The file must not be closed while anything is on its way: another one would have its number.
  await lines.flush(60_000);
  expect(lines.lost).toBe(400);
  closeSync(to);
});
