/**
 * Writes the generated pages below docs/. A generator is a file in scripts/docs that exports `path`, the page below
 * docs/, and `generate`, its text. With `--check` nothing is written and a page that is out of date is an error.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Generator {
  readonly path: string;
  readonly generate: () => string | Promise<string>;
}

const ROOT = join(import.meta.dirname, "..");
const checking = process.argv.includes("--check");

const current = (page: string): string | undefined => {
  try {
    return readFileSync(page, "utf8");
  } catch {
    return undefined;
  }
};

const generators = globSync("scripts/docs/*.ts", { cwd: ROOT }).sort();
if (generators.length === 0) console.log("docs: no generated pages yet");
for (const file of generators) {
  const { path, generate } = (await import(join(ROOT, file))) as Generator;
  const page = join(ROOT, "docs", path);
  const text = await generate();
  const same = current(page) === text;
  if (checking && !same) {
    console.error(`docs/${path} is out of date: npm run docs`);
    process.exitCode = 1;
  } else if (!same) {
    mkdirSync(dirname(page), { recursive: true });
    writeFileSync(page, text);
  }
  console.log(`docs/${path}: ${same ? "up to date" : checking ? "out of date" : "written"}`);
}
