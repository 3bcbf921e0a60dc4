import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as coverage from "../../scripts/docs/coverage.ts";
import { pages } from "../../scripts/docs/reference.ts";
import { col, DataFrame } from "../../src/node.ts";

const docs = join(import.meta.dirname, "..", "..", "docs");
const page = (path: string): string => readFileSync(join(docs, path), "utf8");

test("the page of coverage is current: npm run docs", () => {
  expect(page(coverage.path)).toBe(coverage.generate());
});

test.each([...pages()])("%s is current: npm run docs", (path, text) => {
  expect(page(path)).toBe(text);
});

/** What can be called on an object, without what its classes keep to themselves. */
function publicNames(of: object): string[] {
  const out = new Set<string>();
  for (let p = Object.getPrototypeOf(of) as object; p !== Object.prototype; p = Object.getPrototypeOf(p) as object)
    for (const name of Object.getOwnPropertyNames(p)) out.add(name);
  for (const inner of ["constructor", "make", "lazily", "total", "wrap", "call", "chain", "~whole"]) out.delete(inner);
  return [...out];
}
const df = new DataFrame({ a: [1] });
const SPACES = ["toString", "str", "dt", "list", "arr", "cat", "bin", "struct", "name", "meta", "plan", "batches"];
test.each([
  ["data-frame", publicNames(df)],
  ["lazy-frame", publicNames(df.lazy())],
  ["expr", publicNames(col("a"))],
] as const)("reference/%s.md has every public name", (path, names) => {
  const text = page(`reference/${path}.md`);
  const silent = names.filter((n) => !SPACES.includes(n) && !new RegExp(`\\| \`(static )?${n}\\b`).test(text));
  expect(silent).toEqual([]);
});
