import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { forNodejsPolars, HOW, nodejsPolars, PROGRAMS, RECORDED, runProgram } from "../../scripts/nodejs-polars.ts";
import { readCsv, readJson, readParquet } from "../../src/node.ts";
import { plain } from "./plain.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const COMPAT = pathToFileURL(join(ROOT, "src", "compat.ts")).href;
const folder = mkdtempSync(join(tmpdir(), "polaroid-migrate-"));
const there = nodejsPolars() !== undefined;
if (!there) console.log(`nodejs-polars is not here: what it printed was recorded. ${HOW}.`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const forCompat = (source: string): string => source.replace('"polaroid/compat"', JSON.stringify(COMPAT));
/** What a written file holds: text as it is, other formats by their rows. */
async function contentsOf(path: string): Promise<unknown> {
  if (path.endsWith(".parquet")) return plain((await readParquet(path)).toRecords());
  if (path.endsWith(".json")) return plain((await readJson(path)).toRecords());
  expect((await readCsv(path)).height).toBeGreaterThan(0);
  return readFileSync(path, "utf8");
}

test("there are three programs", () => {
  expect(PROGRAMS).toHaveLength(3);
});

describe.each(PROGRAMS)("%s", (file) => {
  const source = readFileSync(join(ROOT, file), "utf8");
  const name = file.replace(/^.*[\\/]|\.ts$/g, "");
  const printed = readFileSync(join(RECORDED, `${name}.txt`), "utf8");
  const ours = join(folder, name, "ours");
  const theirs = join(folder, name, "theirs");

  test("differs from a program for nodejs-polars by its import and its awaits alone", () => {
    const other = forNodejsPolars(source);
    expect(other).not.toContain("await");
    expect(other.match(/nodejs-polars/g)).toHaveLength(1);
    const waits = [...source.matchAll(/await ((?:\(await )?[\w.]+)/g)].map((m) => m[1] as string);
    expect(waits.length).toBeGreaterThan(2);
  });

  test("prints with polaroid/compat what it prints with nodejs-polars", () => {
    expect(printed.split("\n").length).toBeGreaterThan(50);
    expect(runProgram(forCompat(source), `${name}-ours`, ours)).toBe(printed);
    expect(readdirSync(ours).length).toBeGreaterThan(1);
  });

  test.skipIf(!there)("prints with nodejs-polars what was recorded, and writes the same files", async () => {
    expect(runProgram(forNodejsPolars(source), `${name}-theirs`, theirs)).toBe(printed);
    runProgram(forCompat(source), `${name}-ours`, ours);
    const files = readdirSync(theirs).sort();
    expect(readdirSync(ours).sort()).toEqual(files);
    for (const f of files) expect(await contentsOf(join(ours, f)), f).toEqual(await contentsOf(join(theirs, f)));
  });
});
