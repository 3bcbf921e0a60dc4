/**
 * Writes the generated pages below docs/. A generator is a file in scripts/docs that exports `path`, the page below
 * docs/, and `generate`, its text, or `pages`. With `--check` nothing is written and a page that is out of date is an error.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Generator {
  readonly path?: string;
  readonly generate?: () => string | Promise<string>;
  /** Several pages by their paths. */
  readonly pages?: () => ReadonlyMap<string, string>;
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
  const { path, generate, pages } = (await import(join(ROOT, file))) as Generator;
  const texts = pages?.() ?? new Map([[path as string, await (generate as () => string | Promise<string>)()]]);
  for (const [name, text] of texts) {
    const page = join(ROOT, "docs", name);
    const same = current(page) === text;
    if (checking && !same) {
      console.error(`docs/${name} is out of date: npm run docs`);
      process.exitCode = 1;
    } else if (!same) {
      mkdirSync(dirname(page), { recursive: true });
      writeFileSync(page, text);
    }
    if (pages === undefined || !same)
      console.log(`docs/${name}: ${same ? "up to date" : checking ? "out of date" : "written"}`);
  }
}
