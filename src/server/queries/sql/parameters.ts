import { field, type Schema, schema } from "../../../arrow/schema.ts";
import { Bool, type DataType, Int64, Null, Utf8 } from "../../../arrow/types.ts";
import { Source } from "../../../sql/bind/scope.ts";
import { dataTypeOf } from "../../../sql/bind/type-name.ts";
import type { Change } from "../../../sql/syntax/change.ts";
import type { Cast, Param } from "../../../sql/syntax/expr.ts";
import type { Query } from "../../../sql/syntax/query.ts";
import type { Snapshot, Table } from "../../catalog/catalog.ts";
import { columnAt } from "./columns.ts";
import { targets } from "./insert.ts";
import { tableAt, tablesFor } from "./tables.ts";

/** Parameters by their order or their name, and what tells their types. */
export interface Parameters {
  readonly schema: Schema;
  readonly named: boolean;
}

type Node = Readonly<Record<string, unknown>>;
const isNode = (v: unknown): v is Node => typeof v === "object" && v !== null && !Array.isArray(v);
const isParam = (v: unknown): v is Param => isNode(v) && v["kind"] === "param";

/** The type of the column that an expression is, where all tables that have one of its name agree. */
function columnType(v: unknown, tables: readonly Table[]): DataType | null {
  if (!isNode(v) || v["kind"] !== "column") return null;
  const name = (v["path"] as readonly { readonly name: string }[]).at(-1)?.name.toLowerCase();
  let found: DataType | null = null;
  for (const t of tables)
    for (const f of t.frame.schema.fields)
      if (f.name.toLowerCase() === name) {
        if (found !== null && found.id !== f.type.id) return null;
        found = f.type;
      }
  return found;
}

const COMPARES = /^(=|<>|<=?|>=?|\+|-|\*|\/|%|\/\/)$/;

/**
 * The parameters of a statement with their types, as far as what they stand beside tells: a column, a cast, a place that takes
 * one type. `Null` for the others.
 */
export function parametersOf(
  text: string,
  statement: unknown,
  tables: readonly Table[],
  given: ReadonlyMap<unknown, DataType> = new Map(),
): Parameters {
  const found = new Map<string, DataType>();
  let named = false;
  let most = 0;
  const tell = (p: unknown, type: DataType | null | undefined): void => {
    if (!isParam(p)) return;
    const key = p.name ?? String(p.index ?? 1);
    if (type != null && type.id !== "Null" && !found.has(key)) found.set(key, type);
  };
  const seen: Param[] = [];
  const source = new Source(text);
  const visit = (v: unknown): void => {
    if (Array.isArray(v)) {
      for (const x of v) visit(x);
      return;
    }
    if (!isNode(v)) return;
    if (isParam(v)) {
      seen.push(v);
      tell(v, given.get(v));
      return;
    }
    const each = (parts: readonly unknown[]): void => {
      const type = parts.map((x) => columnType(x, tables)).find((t) => t !== null);
      for (const x of parts) tell(x, type);
    };
    switch (v["kind"]) {
      case "cast":
        tell(v["operand"], dataTypeOf(source, (v as unknown as Cast).type));
        break;
      case "binary":
        if (COMPARES.test(String(v["op"]))) each([v["left"], v["right"]]);
        break;
      case "isDistinct":
        each([v["left"], v["right"]]);
        break;
      case "between":
        each([v["operand"], v["low"], v["high"]]);
        break;
      case "inList":
        each([v["operand"], ...(v["items"] as readonly unknown[])]);
        break;
      case "like":
        tell(v["operand"], Utf8);
        tell(v["pattern"], Utf8);
        break;
      case "logic":
        for (const x of v["args"] as readonly unknown[]) tell(x, Bool);
        break;
      case "query":
        tell((v["limit"] as { readonly count?: unknown } | undefined)?.count, Int64);
        tell(v["offset"], Int64);
        break;
      case "select":
        tell(v["where"], Bool);
        break;
    }
    for (const part of Object.values(v)) visit(part);
  };
  visit(statement);
  const names: string[] = [];
  for (const p of seen) {
    named ||= p.name !== undefined;
    if (p.name !== undefined && !names.includes(p.name)) names.push(p.name);
    most = Math.max(most, p.index ?? 0);
  }
  const keys = named ? names : Array.from({ length: most }, (_, i) => String(i + 1));
  return {
    named,
    schema: schema(keys.map((k) => field(named ? k : `$${k}`, found.get(k) ?? Null))),
  };
}

const NONE: Schema = schema([]);

/** The parameters of a statement that changes tables: what is put into a column has its type. */
export function changeParameters(text: string, s: Change, snapshot: Snapshot): Schema {
  const given = new Map<unknown, DataType>();
  const typeAt = (table: Table, i: number): DataType => table.frame.schema.fields[i]?.type ?? Null;
  const read = (part: unknown): readonly Table[] => [...tablesFor(text, part as Query, snapshot).values()];
  switch (s.kind) {
    case "dropTable":
    case "alterTable":
    case "transact":
      return NONE;
    case "createTable":
      return s.query === undefined ? NONE : parametersOf(text, s.query, read(s.query)).schema;
    case "insert": {
      const table = tableAt(text, s.table, snapshot);
      const rows = s.query?.body.kind === "values" ? s.query.body.rows : [];
      const to = targets(text, s, table);
      for (const row of rows) for (const [i, from] of to.entries()) given.set(row[from], typeAt(table, i));
      const tables = s.query === undefined ? [] : read(s.query);
      const all = s.returning.length === 0 ? tables : [...tables, table];
      return parametersOf(text, [s.query, s.returning], all, given).schema;
    }
    case "update": {
      const table = tableAt(text, s.table, snapshot);
      for (const a of s.set) given.set(a.value, typeAt(table, columnAt(text, a.column, table)));
      return parametersOf(text, s, [table, ...read(s.from)], given).schema;
    }
    case "delete":
      return parametersOf(text, s, [tableAt(text, s.table, snapshot), ...read(s.using)]).schema;
  }
}
