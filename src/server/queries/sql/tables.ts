import { didYouMean } from "../../../core/suggest.ts";
import { frame, type Plan } from "../../../plan/node.ts";
import type { Expr } from "../../../sql/syntax/expr.ts";
import type { Ident } from "../../../sql/syntax/node.ts";
import type { Query } from "../../../sql/syntax/query.ts";
import { sqlError } from "../../../sql/syntax-error.ts";
import { fileOfTable, tableKey, tablesOf } from "../../../sql/tables.ts";
import type { Snapshot, Table } from "../../catalog/catalog.ts";

/** The one catalog and the one schema that tables are in. */
const CATALOG = "polaroid";
const SCHEMA = "main";

/** A table's name in the catalog: what stands before it may only be where all tables are. */
export function tableName(path: readonly Ident[]): string {
  const names = path.map((p) => p.name);
  const lower = names.map((n) => n.toLowerCase());
  if (names.length === 3 && lower[0] === CATALOG && lower[1] === SCHEMA) return names[2] as string;
  if (names.length === 2 && (lower[0] === SCHEMA || lower[0] === CATALOG)) return names[1] as string;
  return names.join(".");
}

/** The table of a name; `NOT_FOUND` with the place. */
export function tableAt(text: string, path: readonly Ident[], snapshot: Snapshot): Table {
  const name = tableName(path);
  const found = snapshot.tables.get(name.toLowerCase());
  if (found !== undefined) return found;
  const names = [...snapshot.tables.values()].map((t) => t.name);
  const hint = didYouMean(name, names) || (names.length === 0 ? "; there are no tables yet" : "");
  throw sqlError(text, path[0]?.start ?? 0, `there is no table "${name}"${hint}`, "NOT_FOUND");
}

/** The tables that a query reads, by the keys that the reader of SQL knows them by; files are left to the threads. */
export function tablesFor(text: string, query: Query | Expr, snapshot: Snapshot): Map<string, Table> {
  const out = new Map<string, Table>();
  for (const t of tablesOf(query)) {
    const known = t.kind === "file" ? undefined : snapshot.tables.get(tableName(t.path).toLowerCase());
    if (known !== undefined) out.set(tableKey(t), known);
    else if (t.kind !== "file" && fileOfTable(t) === null) tableAt(text, t.path, snapshot);
  }
  return out;
}

const nodes = new WeakMap<Table, Plan>();

/** A table as a plan, the same one each time. */
export function tablePlan(t: Table): Plan {
  let made = nodes.get(t);
  if (made === undefined) {
    made = frame(t.frame);
    nodes.set(t, made);
  }
  return made;
}
