import type { Expr } from "./syntax/expr.ts";
import type { Ident } from "./syntax/node.ts";
import type { Query } from "./syntax/query.ts";
import type { FileTable, NamedTable, TableFunction } from "./syntax/table.ts";

export function keyOfPath(path: readonly Ident[]): string {
  const names = path.map((p) => p.name.toLowerCase());
  return `table ${(names.length === 2 && names[0] === "main" ? names.slice(1) : names).join(".")}`;
}
/** What tells a table of a text from the others. */
export const tableKey = (t: NamedTable | FileTable): string =>
  t.kind === "file" ? `file ${t.path}` : keyOfPath(t.path);

const READERS =
  /^(read_(parquet|csv|csv_auto|json|json_auto|ndjson|ndjson_auto|arrow|ipc)|parquet_scan|scan_(parquet|csv))$/;
/** The file that `read_parquet('file')` and the like read; null for other functions. */
export function fileOf(t: TableFunction): string | null {
  const [path] = t.call.args;
  const name = t.call.name.at(-1)?.name.toLowerCase() ?? "";
  return READERS.test(name) && path?.value.kind === "literal" && path.value.type === "string" ? path.value.text : null;
}

export const nameOfTable = (t: NamedTable | FileTable): string =>
  t.kind === "file" ? t.path : t.path.map((p) => p.name).join(".");
const SUFFIX = /\.(parquet|pq|csv|tsv|txt|json|jsonl|ndjson|arrow|arrows|feather|ipc)(\.(gz|zst|br))?$/i;
/** The file or the address that a table's name is; null for names that are no such. */
export function fileOfTable(t: NamedTable | FileTable): string | null {
  const name = nameOfTable(t);
  const file = t.kind === "file" || SUFFIX.test(name) || /[/\\*?]/.test(name) || /^[a-z][a-z0-9+.-]+:/i.test(name);
  return file ? name : null;
}

type Node = Readonly<Record<string, unknown>>;

/** The tables that a query reads and that no CTE of it is, each once. */
export function tablesOf(query: Query | Expr): readonly (NamedTable | FileTable)[] {
  const found = new Map<string, NamedTable | FileTable>();
  const walk = (from: unknown, ctes: ReadonlySet<string>): void => {
    const waiting: unknown[] = [from];
    while (waiting.length > 0) {
      const v = waiting.pop();
      if (typeof v !== "object" || v === null) continue;
      if (!Array.isArray(v) && !visit(v as Node, ctes)) continue;
      const parts = Object.values(v);
      for (let i = parts.length - 1; i >= 0; i--) if (typeof parts[i] === "object") waiting.push(parts[i]);
    }
  };
  /** Takes the table that a part is; false where what is below was looked at. */
  const visit = (node: Node, ctes: ReadonlySet<string>): boolean => {
    if (node["kind"] === "query") {
      inQuery(node as unknown as Query, ctes);
      return false;
    }
    if (node["kind"] === "table" && Array.isArray(node["path"])) {
      const table = node as unknown as NamedTable;
      const name = table.path[table.path.length - 1]?.name.toLowerCase() ?? "";
      if (!(table.path.length === 1 && ctes.has(name))) found.set(tableKey(table), table);
    }
    if (node["kind"] === "describe" && Array.isArray(node["target"])) {
      const path = node["target"] as readonly Ident[];
      const name = path.at(-1)?.name.toLowerCase() ?? "";
      const table = {
        kind: "table",
        path,
        start: path[0]?.start,
        end: path.at(-1)?.end,
        alias: undefined,
        sample: undefined,
      };
      if (!(path.length === 1 && ctes.has(name))) found.set(keyOfPath(path), table as NamedTable);
    }
    const read = node["kind"] === "tableFunction" ? fileOf(node as unknown as TableFunction) : null;
    if (read !== null)
      found.set(`file ${read}`, { kind: "file", path: read, start: node["start"], end: node["end"] } as FileTable);
    if (node["kind"] === "file") found.set(tableKey(node as unknown as FileTable), node as unknown as FileTable);
    return true;
  };
  const inQuery = (q: Query, outer: ReadonlySet<string>): void => {
    const known = new Set(outer);
    for (const cte of q.ctes) {
      if (q.recursive) known.add(cte.name.name.toLowerCase());
      walk(cte.query, known);
      known.add(cte.name.name.toLowerCase());
    }
    walk(q.body, known);
    walk([q.orderBy, q.limit, q.offset], known);
  };
  if (query.kind === "query") inQuery(query, new Set());
  else walk(query, new Set());
  return [...found.values()];
}
