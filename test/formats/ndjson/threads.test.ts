import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Threads } from "../../../src/core/host.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { col, configure, readNdjson, scanNdjson } from "../../../src/node.ts";
import { threaded } from "../../support/threads.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-lines-threads-"));
const ROWS = 120_000;
const good = join(folder, "good.ndjson");
const late = join(folder, "late.ndjson");

const line = (i: number): string =>
  i % 1000 === 999
    ? `{"x":${i / 7},"id":${i},"more":[1,2],"w":"odd"}`
    : JSON.stringify({ id: i, x: i / 7, w: `word "${i % 97}"\n`, flag: i % 2 === 0, n: i % 5 === 0 ? null : i * 3 });

beforeAll(() => {
  const lines = Array.from({ length: ROWS }, (_, i) => line(i));
  writeFileSync(good, `\ufeff${lines.join("\n")}`);
  lines[110_000] = '{"id":"oops","x":1,"w":"","flag":true,"n":1}';
  writeFileSync(late, lines.join("\r\n"));
});
afterAll(() => {
  configure({ threads: null });
  rmSync(folder, { recursive: true, force: true });
});

describe("NDJSON in threads", () => {
  test("as one thread gives it", async () => {
    configure({ threads: 1 });
    const one = await readNdjson(good);
    await threaded();
    const jobs = vi.spyOn(nodeHost.threads as Threads, "run");
    const many = await readNdjson(good);
    expect(jobs.mock.calls.length).toBeGreaterThan(1);
    jobs.mockRestore();
    expect(many.height).toBe(ROWS);
    expect(many.equals(one)).toBe(true);
    const some = await scanNdjson(good).filter(col("n").gt(1000)).select("w", "n").tail(5).collect();
    expect(some.getColumn("n").toArray().at(-1)).toBe((ROWS - 2) * 3);
  });

  test("an error names its line", async () => {
    configure({ threads: 1 });
    const one = await scanNdjson(late).tryCollect();
    await threaded();
    const many = await scanNdjson(late).tryCollect();
    expect(many.isErr && many.error.message).toContain('line 110001: "oops" is no Int64');
    expect(many).toEqual(one);
  });

  test("a limit and a signal end it", async () => {
    await threaded();
    expect((await scanNdjson(good).head(3).collect()).height).toBe(3);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 5);
    const stopped = await scanNdjson(good).tryCollect({ signal: abort.signal });
    expect(stopped.isErr && stopped.error.code).toBe("CANCELLED");
    expect((await readNdjson(good)).height).toBe(ROWS);
  });
});
