import type { ErrorCode } from "../../core/codes.ts";
import type { PolaroidError } from "../../core/error.ts";
import { nearest } from "../../core/suggest.ts";
import type { Plan } from "../../plan/node.ts";
import type { Expr as Ast } from "../syntax/expr.ts";
import type { Ident, Span } from "../syntax/node.ts";
import { sqlError } from "../syntax-error.ts";
import type { Column } from "./relation.ts";

export const fold = (name: string): string => name.toLowerCase();

/** A column of an outer query that an inner one reads: the inner query is bound again with it among its columns. */
export class Needs extends Error {
  readonly scope: Scope;
  readonly column: Column;
  constructor(scope: Scope, column: Column) {
    super("a column of an outer query");
    this.scope = scope;
    this.column = column;
  }
}

/** What one query can name: columns, aliases of its own items, and what outer queries have. */
export interface Scope {
  columns: readonly Column[];
  readonly parent: Scope | null;
  /** Columns of outer queries that were joined in, by their place there: the outer id to the own one. */
  readonly given: ReadonlyMap<string, string>;
  readonly ctes: ReadonlyMap<string, Cte>;
  /** Items of the select list by their alias, for places that may use them. */
  aliases: ReadonlyMap<string, Ast>;
}
export interface Cte {
  readonly plan: Plan;
  readonly columns: readonly { readonly name: string; readonly id: string }[];
}

/** Errors that point into the text. */
export class Source {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  error(at: Span, message: string, code: ErrorCode = "INVALID_ARGUMENT"): PolaroidError {
    return sqlError(this.text, at.start, message, code);
  }
}

/** What may stand before a table's name in that of a column. */
const PLACE = ["polaroid", "main"];

const same = (a: string, b: string): boolean => fold(a) === fold(b);

/** The columns that a name (of a table's, where one is named) may mean; exact letters win over those that only differ in case. */
function named(columns: readonly Column[], name: string, table: string | null): readonly Column[] {
  const fitting = columns.filter(
    (c) => same(c.name, name) && (table === null || (c.table !== null && same(c.table, table))),
  );
  if (fitting.length < 2) return fitting;
  const exact = fitting.filter((c) => c.name === name);
  const shown = (exact.length > 0 ? exact : fitting).filter((c) => c.hidden !== true);
  return shown.length > 0 ? shown : exact.length > 0 ? exact : fitting;
}

export type Found =
  | { readonly kind: "column"; readonly id: string; readonly rest: readonly Ident[] }
  | { readonly kind: "alias"; readonly ast: Ast; readonly rest: readonly Ident[] };

/** The column that a path names, and what is left of the path: fields of a struct. Null where there is none. */
function inColumns(
  source: Source,
  scope: Scope,
  path: readonly Ident[],
): { readonly column: Column; readonly rest: readonly Ident[] } | null {
  const [first, second] = path as readonly [Ident, Ident?];
  const tries: (readonly [string, string | null, number])[] = [];
  if (second !== undefined) tries.push([second.name, first.name, 2]);
  if (path[2] !== undefined) tries.push([path[2].name, (second as Ident).name, 3]);
  if (path[3] !== undefined && PLACE.every((p, i) => same((path[i] as Ident).name, p)))
    tries.push([path[3].name, (path[2] as Ident).name, 4]);
  tries.push([first.name, null, 1]);
  for (const [name, table, used] of tries) {
    const fitting = named(scope.columns, name, table);
    if (fitting.length > 1 && new Set(fitting.map((c) => c.id)).size > 1)
      throw source.error(
        first,
        `"${name}" is a column of several tables: ${fitting.map((c) => c.table ?? "?").join(", ")}; put the table's name in front`,
      );
    if (fitting[0] !== undefined) return { column: fitting[0], rest: path.slice(used) };
  }
  return null;
}

/** The id of a column of this scope or, by what was given or is still needed, of one around it; null where there is none. */
export function find(source: Source, scope: Scope, path: readonly Ident[]): Found | null {
  const own = inColumns(source, scope, path);
  if (own !== null) return { kind: "column", id: own.column.id, rest: own.rest };
  const alias = path[0] === undefined ? undefined : scope.aliases.get(fold(path[0].name));
  if (alias !== undefined) return { kind: "alias", ast: alias, rest: path.slice(1) };
  if (scope.parent === null) return null;
  const outer = find(source, scope.parent, path);
  if (outer === null || outer.kind === "alias") return null;
  const id = scope.given.get(outer.id);
  if (id !== undefined) return { kind: "column", id, rest: outer.rest };
  throw new Needs(scope, { name: path[path.length - 1]?.name ?? "", table: null, id: outer.id });
}

/** The error of a path that names nothing. */
export function unknown(source: Source, scope: Scope, path: readonly Ident[]): PolaroidError {
  const written = path.map((p) => p.name).join(".");
  const names = [...new Set(scope.columns.filter((c) => c.hidden !== true).map((c) => c.name))];
  const close = nearest((path[path.length - 1] as Ident).name, names);
  const list =
    names.length === 0
      ? "there are no columns"
      : `there are ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", ..." : ""}`;
  return source.error(
    path[0] as Ident,
    `there is no column "${written}"; ${close === undefined ? list : `did you mean "${close}"?`}`,
    "COLUMN_NOT_FOUND",
  );
}
