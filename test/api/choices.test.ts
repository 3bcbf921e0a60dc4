import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { concat, DataFrame, PolaroidError, read } from "../../src/node.ts";

const df = new DataFrame({ k: [1, 2] });
const word = (text: string): never => text as never;
const codeOf = (call: () => unknown): string => {
  try {
    call();
    return "none";
  } catch (e) {
    return e instanceof PolaroidError ? e.code : String(e);
  }
};

test("a word that is no choice is an error, not a default", () => {
  expect(codeOf(() => df.join(new DataFrame({ k: [2] }), { on: "k", how: word("outer") }))).toBe("INVALID_ARGUMENT");
  expect(codeOf(() => df.join(new DataFrame({ k: [2] }), { on: "k", validate: word("2:2") }))).toBe("INVALID_ARGUMENT");
  expect(codeOf(() => concat([df, df], { how: word("sideways") }))).toBe("INVALID_ARGUMENT");
  expect(codeOf(() => df.unique({ keep: word("zzz") }))).toBe("INVALID_ARGUMENT");
});

test("a memory limit that is none is an error", async () => {
  for (const limit of ["1KB", -5, Number.NaN, 0]) {
    const outcome = await df.lazy().tryCollect({ memoryLimit: limit as never });
    expect(outcome.isErr && outcome.error.code).toBe("INVALID_ARGUMENT");
  }
});

test("rows keep the order of the columns, whatever they are named", () => {
  const named = new DataFrame({ o: ["x", "y"], v: [1, 2] }).rename({ v: "1" } as never) as DataFrame;
  expect(named.rows()).toEqual([
    ["x", 1],
    ["y", 2],
  ]);
});

test("a .tsv file is written with the tabs that it is read with", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "polaroid-tsv-")), "t.tsv");
  const frame = new DataFrame({ a: [1, 2], b: ["x,y", 'q"'] });
  await frame.lazy().sink(path);
  expect((await read(path)).equals(frame)).toBe(true);
});
