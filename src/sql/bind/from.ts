import { PolaroidError } from "../../core/error.ts";
import { alias, call, col, type Expr } from "../../expr/node.ts";
import { concat, join, type Plan, select, withRowIndex } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { Expr as Ast } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import type { Alias, Derived, Join, TableRef } from "../syntax/table.ts";
import { tableKey } from "../tables.ts";
import type { Binder, Env } from "./env.ts";
import { bind } from "./expression.ts";
import { connected, keyed, keyedSemi, outer, together } from "./joins.ts";
import { subquery } from "./query.ts";
import { type Column, onto, type Relation, relation } from "./relation.ts";
import { type Cte, fold, type Scope } from "./scope.ts";

/** A plan's columns under names of their own in this query, so that no join has two of one name. */
export function named(
  binder: Binder,
  plan: Plan,
  columns: readonly { readonly name: string; readonly id: string }[],
  table: string | null,
): Relation {
  const own = columns.map((c): Column => ({ name: c.name, table, id: binder.fresh(c.name) }));
  const same = own.every((c, i) => c.id === columns[i]?.id) && schemaOf(plan).fields.length === own.length;
  if (same) return relation(plan, own);
  return relation(
    resolveNode(
      select(
        plan,
        own.map((c, i) => {
          const from = (columns[i] as { id: string }).id;
          return from === c.id ? col(from) : alias(col(from), c.id);
        }),
      ),
    ),
    own,
  );
}

const plainColumns = (plan: Plan): Cte["columns"] => schemaOf(plan).fields.map((f) => ({ name: f.name, id: f.name }));

/** The columns under a table's alias, and under the names that the alias lists. */
function aliased(
  source: Env["binder"]["source"],
  r: Relation,
  given: Alias | undefined,
  otherwise: string | null,
): Relation {
  const table = given?.name.name ?? otherwise;
  const names = given?.columns ?? [];
  const shown = r.columns.filter((c) => c.hidden !== true);
  if (names.length > shown.length)
    throw source.error(
      names[shown.length] as Ident,
      `the table has ${shown.length} columns, but ${names.length} names are given`,
    );
  let at = 0;
  return relation(
    r.plan,
    r.columns.map((c) => {
      if (c.hidden === true) return c;
      const name = names[at++]?.name ?? c.name;
      return { ...c, name, table: given === undefined && otherwise === null ? c.table : table };
    }),
  );
}

/** What a FROM clause gathers: tables side by side, and the conditions of inner joins between them. */
interface Gathered {
  readonly parts: Relation[];
  readonly conditions: Ast[];
}

function derived(ref: Derived, binder: Binder, scope: Scope): Relation {
  return subquery(ref.query, binder, scope);
}

function leaf(ref: Exclude<TableRef, Join>, binder: Binder, scope: Scope): Relation {
  const { source } = binder;
  switch (ref.kind) {
    case "table": {
      const name = (ref.path.at(-1) as Ident).name;
      const cte = ref.path.length === 1 ? scope.ctes.get(fold(name)) : undefined;
      if (cte !== undefined) return aliased(source, named(binder, cte.plan, cte.columns, name), ref.alias, name);
      const plan = binder.tables.get(tableKey(ref));
      if (plan === undefined) throw new PolaroidError("INTERNAL", `table ${name} was not collected`);
      return aliased(source, named(binder, plan, plainColumns(plan), name), ref.alias, name);
    }
    case "file": {
      const plan = binder.tables.get(tableKey(ref));
      if (plan === undefined) throw new PolaroidError("INTERNAL", `file ${ref.path} was not collected`);
      const name = ref.path.replace(/^.*[/\\]/, "").replace(/\..*$/, "");
      return aliased(source, named(binder, plan, plainColumns(plan), name), ref.alias, name);
    }
    case "derived":
      return aliased(source, derived(ref, binder, scope), ref.alias, null);
    default:
      throw source.error(ref, `${ref.kind} in FROM is not supported yet`, "NOT_SUPPORTED");
  }
}

const envOf = (binder: Binder, scope: Scope, rel: Relation, clause: string): Env => ({
  binder,
  scope: { ...scope, columns: rel.columns },
  rel,
  group: null,
  clause,
  windows: false,
  lambda: null,
});

/** The pairs of columns that `using` or `natural` joins. */
function shared(
  ref: Join,
  left: Relation,
  right: Relation,
  binder: Binder,
): readonly { readonly name: string; readonly left: Column; readonly right: Column }[] | null {
  const shown = (r: Relation): Column[] => r.columns.filter((c) => c.hidden !== true);
  const inRight = (name: string): Column | undefined => shown(right).find((c) => fold(c.name) === fold(name));
  if (ref.natural)
    return shown(left).flatMap((l) => {
      const r = inRight(l.name);
      return r === undefined ? [] : [{ name: l.name, left: l, right: r }];
    });
  if (ref.using === undefined) return null;
  return ref.using.map((ident) => {
    const l = shown(left).find((c) => fold(c.name) === fold(ident.name));
    const r = inRight(ident.name);
    if (l === undefined || r === undefined)
      throw binder.source.error(ident, `"${ident.name}" is not a column of both tables`, "COLUMN_NOT_FOUND");
    return { name: l.name, left: l, right: r };
  });
}

function joined(ref: Join, binder: Binder, scope: Scope): Relation {
  const { source } = binder;
  if (ref.asof) throw source.error(ref, "asof joins are not supported yet", "NOT_SUPPORTED");
  const [left, right] = [tableOf(ref.left, binder, scope), tableOf(ref.right, binder, scope)];
  if (ref.type === "positional") {
    const plan = resolveNode(concat([left.plan, right.plan], "horizontalExtend"));
    return relation(plan, [...left.columns, ...right.columns]);
  }
  const pairs = shared(ref, left, right, binder);
  if (pairs !== null) return byNames(ref, left, right, pairs, binder);
  const both = together([left, right]);
  const condition = ref.on === undefined ? null : bind(ref.on, envOf(binder, scope, both, "ON"));
  switch (ref.type) {
    case "semi":
    case "anti":
      return semi(left, right, condition, ref.type, binder);
    case "left":
    case "right":
    case "full":
      return outer(left, right, condition, ref.type);
    default:
      return connected([left, right], condition === null ? [] : [condition]);
  }
}

/** Rows of the left side with, or without, one on the right for which the condition holds. */
export function semi(
  left: Relation,
  right: Relation,
  condition: Expr | null,
  how: "semi" | "anti",
  binder: Binder,
): Relation {
  const simple = keyedSemi(left, right, condition, how);
  if (simple !== null) return simple;
  const id = binder.fresh("row");
  const numbered = relation(resolveNode(withRowIndex(left.plan, id, 0)), [
    ...left.columns,
    { name: id, table: null, id, hidden: true },
  ]);
  const matches = connected([numbered, right], condition === null ? [] : [condition]);
  const rows = relation(resolveNode(select(matches.plan, [alias(col(id), binder.fresh("row"))])), []);
  const found = schemaOf(rows.plan).fields[0]?.name as string;
  const kept = resolveNode(
    join(numbered.plan, rows.plan, [col(id)], [col(found)], {
      how,
      suffix: "_right",
      coalesce: false,
      nullsEqual: false,
      validate: "m:m",
      maintainOrder: "none",
    }),
  );
  return relation(
    resolveNode(
      select(
        kept,
        left.columns.map((c) => col(c.id)),
      ),
    ),
    left.columns,
  );
}

function byNames(
  ref: Join,
  left: Relation,
  right: Relation,
  pairs: NonNullable<ReturnType<typeof shared>>,
  binder: Binder,
): Relation {
  const keys = pairs.map((p) => ({ left: col(p.left.id), right: col(p.right.id) }));
  const how = ref.type === "cross" || ref.type === "positional" ? "inner" : ref.type;
  const out = keyed(left, right, keys, how);
  if (how === "semi" || how === "anti") return out;
  // The shared column is the left one's, the right one's, or whichever is there.
  const merged = new Map(
    pairs.map((p) => [
      p.left.id,
      how === "full"
        ? { ...p.left, id: binder.fresh(p.name) }
        : how === "right"
          ? { ...p.left, id: p.right.id }
          : p.left,
    ]),
  );
  const gone = new Set(pairs.map((p) => p.right.id));
  const plan =
    how !== "full"
      ? out
      : onto(
          out,
          (p) =>
            ({
              kind: "withColumns",
              input: p,
              exprs: pairs.map((x) =>
                alias(call("coalesce", [col(x.left.id), col(x.right.id)]), (merged.get(x.left.id) as Column).id),
              ),
            }) as Plan,
        );
  return relation(plan.plan, [
    ...left.columns.map((c) => merged.get(c.id) ?? c),
    ...right.columns.map((c) => (gone.has(c.id) ? { ...c, hidden: true } : c)),
    ...(how === "left" || how === "inner"
      ? []
      : left.columns.filter((c) => merged.has(c.id)).map((c) => ({ ...c, hidden: true }))),
  ]);
}

const tableOf = (ref: TableRef, binder: Binder, scope: Scope): Relation =>
  ref.kind === "join" ? aliased(binder.source, joined(ref, binder, scope), ref.alias, null) : leaf(ref, binder, scope);

/** Inner joins and commas are one set of tables and conditions: which come together first is decided over all of them. */
function gather(ref: TableRef, binder: Binder, scope: Scope, into: Gathered): void {
  const plain =
    ref.kind === "join" &&
    !ref.asof &&
    !ref.natural &&
    ref.using === undefined &&
    ref.alias === undefined &&
    (ref.type === "inner" || ref.type === "cross");
  if (!plain) {
    into.parts.push(tableOf(ref, binder, scope));
    return;
  }
  gather(ref.left, binder, scope, into);
  gather(ref.right, binder, scope, into);
  if (ref.on !== undefined) into.conditions.push(ref.on);
}

export function gatherAll(from: readonly TableRef[], binder: Binder, scope: Scope): Gathered {
  const out: Gathered = { parts: [], conditions: [] };
  for (const ref of from) gather(ref, binder, scope, out);
  return out;
}
