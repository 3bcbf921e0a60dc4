import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Threads } from "../../../src/core/host.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { col, configure, readCsv, scanCsv } from "../../../src/node.ts";
import { threaded } from "../../support/threads.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-csv-threads-"));
const ROWS = 150_000;
const plain = join(folder, "plain.csv");
const quoted = join(folder, "quoted.csv");
const late = join(folder, "late.csv");

const row = (i: number): string =>
  `${i},${i / 7},word-${i % 97},${i % 2 === 0},2024-01-0${(i % 9) + 1}T00:00:00,"${i},\n${i},2,x,true,y,z\n${i}, ""q""",${i % 5 === 0 ? "" : i * 3}`;

beforeAll(() => {
  const head = "id,x,w,flag,at,note,n";
  const rows = Array.from({ length: ROWS }, (_, i) => row(i));
  writeFileSync(quoted, `${head}\n${rows.join("\n")}`);
  const simple = rows.map((r) => r.replaceAll("\n", " "));
  writeFileSync(plain, `${head}\r\n${simple.join("\r\n")}\r\n`);
  simple[140_000] = "140000,oops,w,true,,,";
  writeFileSync(late, `${head}\n${simple.join("\n")}\n`);
});
afterAll(() => {
  configure({ threads: null });
  rmSync(folder, { recursive: true, force: true });
});

describe("CSV in threads", () => {
  test.each([plain, quoted])("%s: as one thread gives it", async (file) => {
    configure({ threads: 1 });
    const one = await readCsv(file, { tryParseDates: true, nullValues: { w: "word-3" } });
    await threaded();
    const jobs = vi.spyOn(nodeHost.threads as Threads, "run");
    const many = await readCsv(file, { tryParseDates: true, nullValues: { w: "word-3" } });
    expect(jobs.mock.calls.length).toBeGreaterThan(1);
    jobs.mockRestore();
    expect(many.height).toBe(ROWS);
    expect(many.equals(one)).toBe(true);
    const some = await scanCsv(file).filter(col("n").gt(1000)).select("note", "n").tail(5).collect();
    expect(some.getColumn("n").toArray().at(-1)).toBe((ROWS - 1) * 3);
  });

  test("an error names its row", async () => {
    configure({ threads: 1 });
    const one = await scanCsv(late).tryCollect();
    await threaded();
    const many = await scanCsv(late).tryCollect();
    expect(many.isErr && many.error.message).toContain('"oops" in row 140001, column "x"');
    expect(many).toEqual(one);
  });

  test("a limit and a signal end it", async () => {
    await threaded();
    expect((await scanCsv(plain).head(3).collect()).height).toBe(3);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 5);
    const stopped = await scanCsv(plain).tryCollect({ signal: abort.signal });
    expect(stopped.isErr && stopped.error.code).toBe("CANCELLED");
    expect((await readCsv(plain)).height).toBe(ROWS);
  });
});
