import { isMissing, type Whose } from "../../src/engine/rules.ts";
import { FUNCTIONS as DUCKDB } from "../../src/engines/duckdb/functions/index.ts";
import { PLAN as DUCKDB_PLAN } from "../../src/engines/duckdb/plan.ts";
import { installAll } from "../../src/engines/wasm/all.ts";
import { installCore } from "../../src/engines/wasm/core.ts";
import { tables } from "../../src/engines/wasm/tables.ts";
import { REGISTRY } from "../../src/expr/all.ts";

export const path = "support.md";

type Table = Readonly<Record<string, unknown>>;
const MOVE: Readonly<Record<Whose, string>> = { ours: "not yet", upstream: "not in the engine", never: "never" };
const LEAVES = ["frame", "scan"];

const cell = (rule: unknown, notes: Map<string, string[]>, name: string, engine: string): string => {
  if (rule === undefined) return "not yet";
  if (!isMissing(rule)) return "yes";
  const note = `${engine}: ${MOVE[rule.missing]}, ${rule.why}`;
  notes.set(note, [...(notes.get(note) ?? []), name]);
  return MOVE[rule.missing];
};

function table(
  title: string,
  rows: readonly string[],
  wasm: Table,
  duckdb: Table,
  notes: Map<string, string[]>,
): string[] {
  const lines = rows.map(
    (name) =>
      `| \`${name}\` | ${cell(wasm[name], notes, name, "wasm")} | ${cell(duckdb[name], notes, name, "duckdb")} |`,
  );
  return [`## ${title}`, "", "| | wasm | duckdb |", "|---|---|---|", ...lines, ""];
}

/** What each engine can do, from the engines' own tables. */
export function generate(): string {
  const notes = new Map<string, string[]>();
  installCore();
  installAll();
  const { operators, rounds, elementwise, whole, accumulators, forms } = tables;
  const wasmPlan: Table = { ...operators, ...rounds, ...Object.fromEntries(LEAVES.map((l) => [l, true])) };
  const nodes = [...LEAVES, ...Object.keys({ ...operators, ...rounds }).filter((k) => !LEAVES.includes(k))];
  const wasm: Table = { ...elementwise, ...whole, ...accumulators, ...forms };
  return [
    "# Support",
    "",
    "What each engine runs. A gap is data in the engine's table: a query that needs it ends with `NOT_IMPLEMENTED` (not yet) or",
    '`NOT_SUPPORTED` (not in the engine, or never) on that engine, and `engine: "auto"` chooses another. Some functions lack a',
    "type or an option on an engine: `explain()` and the error say which.",
    "",
    ...table("Queries", nodes, wasmPlan, DUCKDB_PLAN as Table, notes),
    ...table("Functions", Object.keys(REGISTRY), wasm, DUCKDB as Table, notes),
    "## Why not",
    "",
    ...[...notes].map(([note, names]) => `- ${note}: ${names.map((n) => `\`${n}\``).join(", ")}.`),
    "",
  ].join("\n");
}
