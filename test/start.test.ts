import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, expect, test } from "vitest";

const run = promisify(execFile);
const NODE = join(import.meta.dirname, "..", "src", "node.ts");
// Beside the packages that a bundle asks for.
const CACHE = join(import.meta.dirname, "..", ".cache");
mkdirSync(CACHE, { recursive: true });
const folder = mkdtempSync(join(CACHE, "start-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a fresh process prints that imports the library and does one thing. */
async function prints(what: string): Promise<unknown> {
  const program = `import * as pl from ${JSON.stringify(NODE)};
    const df = new pl.DataFrame({ a: [3, 1, 2], t: ["a b", "c", "d"], g: [1, 1, 2] });
    console.log(JSON.stringify(${what}));
    process.exit(0);`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program]);
  return JSON.parse(stdout);
}

test.each([
  ["a rare function", `df.select(pl.col("a").kurtosis()).item()`, -1.5],
  ["a pattern", `df.select(pl.col("t").str.replaceAll("[abc]", "x")).rows()[1][0]`, "x"],
  ["a rare method", `df.pivot({ on: "t", index: "g", values: "a" }).width`, 4],
  ["a plan as text", `df.lazy().select("a").toString().split("\\n")[0]`, "select a"],
  ["a window in time", `df.select(pl.col("a").rollingMean(2)).rows()[2][0]`, 1.5],
  ["a Table of apache-arrow", `pl.fromArrow(await df.toArrow()).height`, 3],
])("%s comes at once, in a process that had no need of it before", async (_, what, gives) => {
  expect(await prints(what)).toBe(gives);
});

test("a large sort has threads, in a process that had no need of anything else", async () => {
  const inner = join(import.meta.dirname, "..", "src", "engines", "wasm", "parallel", "threads.ts");
  const what = `(new pl.DataFrame({ a: new Float64Array(1_200_000).map((_, i) => (i * 7919) % 1e6) }).sort("a").height,
    (await import(${JSON.stringify(inner)})).parallel.code !== null)`;
  expect(await prints(what)).toBe(true);
});

test.each(["esm", "cjs"] as const)("in somebody's bundle (%s) it comes by itself, or by load()", async (format) => {
  const file = join(folder, `app.${format === "esm" ? "mjs" : "cjs"}`);
  await build({
    stdin: {
      contents: `import { col, DataFrame, load } from ${JSON.stringify(NODE)};
        const df = new DataFrame({ a: [3, 1, 2] });
        async function main() {
          const lazily = (await df.lazy().select(col("a").kurtosis()).collect()).item();
          await load();
          console.log(JSON.stringify([lazily, df.select(col("a").kurtosis()).item()]));
          process.exit(0);
        }
        main();`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    ignoreAnnotations: true,
    platform: "node",
    format,
    outfile: file,
    packages: "external",
    logLevel: "error",
    logOverride: { "empty-import-meta": "silent" },
  });
  const { stdout } = await run(process.execPath, [file]);
  expect(JSON.parse(stdout)).toEqual([-1.5, -1.5]);
});
