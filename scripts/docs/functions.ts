import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REGISTRY } from "../../src/expr/all.ts";

export const path = "functions.md";

const FOLDER = join(import.meta.dirname, "..", "..", "src", "expr", "functions");
const ENTRY = /^ {2}\/\*\* ([\s\S]*?) @example ([\s\S]*?) \*\/\n {2}"?([\w.]+)"?:/gm;

const cell = (text: string): string => text.replace(/\s*\n\s*\*\s*/g, " ").replaceAll("|", "\\|");

/** Every function of expressions: what it does, an example, its kind, its names in SQL. */
export function generate(): string {
  const said = new Map<string, readonly [doc: string, example: string]>();
  for (const file of globSync("*.ts", { cwd: FOLDER }).sort())
    for (const [, doc, example, name] of readFileSync(join(FOLDER, file), "utf8").matchAll(ENTRY))
      said.set(name as string, [cell(doc as string), cell(example as string)]);
  const silent = Object.keys(REGISTRY).filter((name) => !said.has(name));
  if (silent.length > 0) throw new Error(`these functions have no comment with an example: ${silent.join(", ")}`);
  const rows = Object.entries(REGISTRY)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { kind, sql }]) => {
      const [doc, example] = said.get(name) as readonly [string, string];
      return `| \`${name}\` | ${doc} | \`${example}\` | ${kind} | ${(sql ?? []).join(", ")} |`;
    });
  return [
    "# Functions",
    "",
    "What expressions can compute. An *elementwise* function looks at one row, an *aggregate* makes one value of many, a",
    "*window* keeps the number of rows and looks at others, a *reshape* has a number of rows of its own.",
    "",
    "| function | does | example | kind | in SQL |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
