import { call, col, type Expr } from "../../expr/node.ts";
import { regex } from "../../expr/regex/regex.ts";
import type { Expr as Ast, Columns, Star } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import { type Env, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { nameTest } from "./name-test.ts";
import type { Column } from "./relation.ts";
import { fold } from "./scope.ts";
import { visitLevel } from "./walk.ts";

export interface Item {
  readonly name: string;
  readonly expr: Expr;
}
const same = (c: Column, path: readonly Ident[]): boolean => {
  const [name, table] = [path[path.length - 1]?.name ?? "", path.length > 1 ? path[path.length - 2]?.name : undefined];
  return fold(c.name) === fold(name) && (table === undefined || (c.table !== null && fold(c.table) === fold(table)));
};

/** The columns that `*` stands for here. */
export function starColumns(table: Ident | undefined, e: Star | Columns, env: Env): readonly Column[] {
  const shown = env.scope.columns.filter((c) => c.hidden !== true);
  const own = table === undefined ? shown : shown.filter((c) => c.table !== null && fold(c.table) === fold(table.name));
  if (own.length === 0 && table !== undefined && e.kind === "star") return [];
  if (own.length === 0)
    throw env.binder.source.error(
      e,
      table === undefined ? "there is no table whose columns * could be" : `there is no table "${table.name}" here`,
      "NOT_FOUND",
    );
  return own;
}

/** `s.*` of a struct. */
function fieldsOf(e: Star, env: Env): Item[] {
  const table = e.table as Ident;
  const struct = env.scope.columns.find((c) => c.hidden !== true && fold(c.name) === fold(table.name));
  const type = struct === undefined ? null : typeIn(env, col(struct.id));
  if (struct === undefined || type?.id !== "Struct")
    throw env.binder.source.error(e, `there is no table "${table.name}" here`, "NOT_FOUND");
  return type.fields.map((f) => ({ name: f.name, expr: call("struct.field", [col(struct.id)], { name: f.name }) }));
}

/** `*` with what is left out, replaced and renamed. */
export function star(e: Star, env: Env): Item[] {
  const { source } = env.binder;
  const columns = starColumns(e.table, e, env);
  if (columns.length === 0) return fieldsOf(e, env);
  for (const path of [...e.exclude, ...e.rename.map((r) => r.from), ...e.replace.map((r) => [r.name])])
    if (!columns.some((c) => same(c, path)))
      throw source.error(
        path[0] as Ident,
        `* has no column "${path.map((p) => p.name).join(".")}" here`,
        "COLUMN_NOT_FOUND",
      );
  return columns
    .filter((c) => !e.exclude.some((path) => same(c, path)))
    .map((c) => {
      const replaced = e.replace.find((r) => same(c, [r.name]));
      const renamed = e.rename.find((r) => same(c, r.from));
      return { name: renamed?.to.name ?? c.name, expr: replaced === undefined ? col(c.id) : bind(replaced.value, env) };
    });
}

function fitting<C extends { readonly name: string }>(
  all: readonly C[],
  at: Ast,
  env: Env,
  fits: (c: C) => boolean,
): readonly C[] {
  const found = all.filter(fits);
  if (found.length === 0)
    throw env.binder.source.error(
      at,
      `no column fits ${at.kind === "literal" ? `the pattern "${at.text}"` : "this"}; there are ${all.map((c) => c.name).join(", ")}`,
      "COLUMN_NOT_FOUND",
    );
  return found;
}
/** `* like 'a%'`: the columns whose names are so. */
export function starLike(e: Ast, env: Env): readonly Item[] | null {
  const test = e.kind === "unary" && e.op === "not" ? e.operand : e;
  if (test.kind !== "like" || test.operand.kind !== "star") return null;
  return fitting(star(test.operand, env), e, env, (i) => nameTest(e, null, i.name, env) === true);
}

/** The columns that `columns(...)` picks: by a pattern, a list of names, or a star. */
export function columnsOf(e: Columns, env: Env): readonly Column[] {
  const { source } = env.binder;
  const all = starColumns(e.table, e, env);
  const { choice } = e;
  if (choice.kind === "star")
    return star(choice, env).map((i) => all.find((c) => i.expr.kind === "col" && c.id === i.expr.name) as Column);
  if (choice.kind === "literal" && choice.type === "string") {
    const pattern = regex(choice.text);
    return fitting(all, choice, env, (c) => pattern.test(c.name));
  }
  if (choice.kind === "list")
    return choice.items.map((i) => {
      const name = i.kind === "literal" ? i.text : "";
      const found = all.find((c) => fold(c.name) === fold(name));
      if (found === undefined) throw source.error(i, `there is no column "${name}"`, "COLUMN_NOT_FOUND");
      return found;
    });
  if (choice.kind === "lambda" || choice.kind === "arrow") {
    const [name] = choice.kind === "lambda" ? choice.params : choice.left.kind === "column" ? choice.left.path : [];
    const body = choice.kind === "lambda" ? choice.body : choice.right;
    return fitting(all, choice, env, (c) => nameTest(body, fold(name?.name ?? ""), c.name, env) === true);
  }
  throw source.error(e, "columns() takes a pattern, a list of names, a lambda of names or *");
}

const replaceColumns = (v: unknown, by: Ast): unknown => {
  if (Array.isArray(v)) return v.map((x) => replaceColumns(x, by));
  if (typeof v !== "object" || v === null) return v;
  if ((v as { kind?: string }).kind === "columns") return by;
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, replaceColumns(x, by)]));
};
const columnsIn = (e: Ast): Columns | null => {
  let found: Columns | null = null;
  visitLevel(e, (x) => {
    if (x.kind === "columns") found ??= x;
    return found === null;
  });
  return found;
};

/** `min(columns(*))`: the expression once for each column. Null for any other expression. */
export function eachColumn(e: Ast, env: Env): readonly { readonly name: string; readonly ast: Ast }[] | null {
  const found = columnsIn(e);
  if (found === null) return null;
  return columnsOf(found, env).map((c) => {
    const path: Ident[] = [{ kind: "ident", name: c.name, quoted: true, start: e.start, end: e.end }];
    if (c.table !== null) path.unshift({ kind: "ident", name: c.table, quoted: true, start: e.start, end: e.end });
    return { name: c.name, ast: replaceColumns(e, { kind: "column", path, start: e.start, end: e.end }) as Ast };
  });
}
