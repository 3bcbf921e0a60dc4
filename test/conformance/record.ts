/** Records what Polars answers to the conformance cases into src/testing/answers: `node test/conformance/record.ts [operation...]`. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import "../../src/node.ts";
import { sameType, typeName } from "../../src/arrow/type-info.ts";
import type { DataType } from "../../src/arrow/types.ts";
import type { Stored } from "../../src/arrow/value.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import { schemaOf } from "../../src/plan/schema.ts";
import { CASES } from "../../src/testing/cases/index.ts";
import type { Rows } from "../../src/testing/same-frame.ts";
import { pythonWith } from "../support/python.ts";
import { askPolars } from "./polars.ts";

const found = pythonWith("polars");
if ("reason" in found) throw new Error(found.reason);
const OUT = join(import.meta.dirname, "..", "..", "src", "testing", "answers");

function value(v: Stored): string {
  if (typeof v === "bigint") return `${v}n`;
  if (typeof v === "number")
    return Number.isNaN(v)
      ? "Number.NaN"
      : Number.isFinite(v)
        ? Object.is(v, -0)
          ? "-0"
          : String(v)
        : v > 0
          ? "Number.POSITIVE_INFINITY"
          : "Number.NEGATIVE_INFINITY";
  if (v instanceof Uint8Array) return `Uint8Array.of(${[...v].join(", ")})`;
  if (Array.isArray(v)) return `[${v.map(value).join(", ")}]`;
  if (typeof v === "object" && v !== null)
    return `{ ${Object.entries(v)
      .map(([k, x]) => `${JSON.stringify(k)}: ${value(x as Stored)}`)
      .join(", ")} }`;
  return JSON.stringify(v);
}
// Names in full; typeName() shortens long lists of categories.
const type = (t: DataType): string =>
  t.id === "Enum" ? `Enum(${JSON.stringify(t.categories)})` : t.id === "List" ? `List(${type(t.inner)})` : typeName(t);
const answer = (r: Rows): string =>
  `{ ${r.columns.map((c, i) => `${JSON.stringify(c.name)}: [${type(c.type)}, [${(r.values[i] ?? []).map(value).join(", ")}]]`).join(", ")} }`;

// Operations to record, where some are named; the others stay as they are.
const only = process.argv.slice(2);
const indexed: string[] = [];
for (const [operation, cases] of Object.entries(CASES)) {
  const file = operation.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
  const constant = operation.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase();
  indexed.push(`${operation}:${constant}:${file}`);
  const named = only.length === 0 || only.includes(operation);
  // What was never recorded has no file yet.
  if (!named && !existsSync(join(OUT, `${file}.gen.ts`))) indexed.pop();
  if (!named) continue;
  const entries = Object.entries(cases).filter(([, c]) => c.gives === undefined);
  const said = askPolars(
    found.python,
    entries.map(([, c]) => {
      try {
        return c.plan().plan;
      } catch {
        return CASES["frame"]!["no rows"]!.plan().plan;
      }
    }),
  );
  const lines: string[] = [];
  const used = new Set<string>();
  entries.forEach(([words, c], i) => {
    const a = said[i]!;
    if (c.fails !== undefined) {
      if (!("error" in a) && c.fails !== "INVALID_ARGUMENT")
        console.log(`${operation}: ${words}: polars gives rows where ${c.fails} is expected`);
      return;
    }
    if ("error" in a) {
      console.log(`${operation}: ${words}: ${a.error}`);
      return;
    }
    const plan = resolvePlan(c.plan().plan);
    if (plan.isErr) {
      console.log(`${operation}: ${words}: ours: ${plan.error.message}`);
      return;
    }
    const ours = schemaOf(plan.value).fields;
    a.rows.columns.forEach((t, k) => {
      const mine = ours[k];
      if (mine === undefined || mine.name !== t.name || !sameType(mine.type, t.type))
        console.log(
          `${operation}: ${words}: polars ${t.name}: ${typeName(t.type)}, ours ${mine?.name}: ${mine && typeName(mine.type)}`,
        );
    });
    const text = answer(a.rows);
    for (const [name] of text
      .replace(/"(?:[^"\\]|\\.)*"/g, "")
      .matchAll(
        /\b(Null|Bool|U?Int\d+|Float\d+|Decimal|Utf8|Binary|Categorical|Enum|Date32|Time|Datetime|Duration|List|FixedSizeList|Struct)\b/g,
      ))
      used.add(name);
    lines.push(`  ${JSON.stringify(words)}: ${text},`);
  });
  writeFileSync(
    join(OUT, `${file}.gen.ts`),
    [
      `// Recorded from polars by test/conformance/record.ts.`,
      ...(used.size > 0 ? [`import { ${[...used].sort().join(", ")} } from "../../arrow/types.ts";`] : []),
      `import type { Answers } from "../case.ts";`,
      ``,
      `export const ${constant}: Answers = {`,
      ...lines,
      `};`,
      ``,
    ].join("\n"),
  );
}
const parts = indexed.map((t) => t.split(":") as [string, string, string]);
writeFileSync(
  join(OUT, "index.gen.ts"),
  [
    `// Recorded from polars by test/conformance/record.ts.`,
    `import type { Answers } from "../case.ts";`,
    ...parts.map(([, c, f]) => `import { ${c} } from "./${f}.gen.ts";`),
    ``,
    `/** What Polars answered to each case. */`,
    `export const ANSWERS: Readonly<Record<string, Answers>> = {`,
    ...parts.map(([o, c]) => `  ${o}: ${c},`),
    `};`,
    ``,
  ].join("\n"),
);
