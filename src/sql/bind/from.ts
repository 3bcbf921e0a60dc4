import { PolaroidError } from "../../core/error.ts";
import { columnsIn } from "../../expr/children.ts";
import { alias, call, col, type Expr } from "../../expr/node.ts";
import { concat, join, type Plan, select, withRowIndex } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { Expr as Ast } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import type { Alias, Derived, Join, TableRef } from "../syntax/table.ts";
import { fileOf, keyOfPath, tableKey } from "../tables.ts";
import { nameOf } from "./aggregates.ts";
import { asofJoined } from "./asof.ts";
import { all } from "./conjuncts.ts";
import type { Binder, Env } from "./env.ts";
import { bind } from "./expression.ts";
import { connected, keyed, keyedSemi, outer, together, where } from "./joins.ts";
import { pivotSelect } from "./pivot.ts";
import { subquery } from "./query.ts";
import { type Column, onto, type Relation, relation } from "./relation.ts";
import { sampled } from "./sample.ts";
import { type Cte, fold, type Scope } from "./scope.ts";
import { inner, keysOf } from "./subquery.ts";
import { tableFunction } from "./table-function.ts";
import { unpivoted } from "./unpivot.ts";
import { oneRow } from "./values.ts";

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

/** A table or a CTE by its name. */
export function namedTable(path: readonly Ident[], binder: Binder, scope: Scope): Relation {
  const name = (path.at(-1) as Ident).name;
  const cte = path.length === 1 ? scope.ctes.get(fold(name)) : undefined;
  if (cte !== undefined) return named(binder, cte.plan, cte.columns, name);
  const plan = binder.tables.get(keyOfPath(path));
  if (plan === undefined) throw new PolaroidError("INTERNAL", `table ${name} was not collected`);
  return named(binder, plan, plainColumns(plan), name);
}

/** A table with as many of its rows as a sample asks for. */
function leaf(ref: Exclude<TableRef, Join>, binder: Binder, scope: Scope): Relation {
  const rel = whole(ref, binder, scope);
  return "sample" in ref && ref.sample !== undefined ? sampled(ref.sample, rel, binder) : rel;
}

function whole(ref: Exclude<TableRef, Join>, binder: Binder, scope: Scope): Relation {
  const { source } = binder;
  switch (ref.kind) {
    case "table":
      return aliased(source, namedTable(ref.path, binder, scope), ref.alias, (ref.path.at(-1) as Ident).name);
    case "file": {
      const plan = binder.tables.get(tableKey(ref));
      if (plan === undefined) throw new PolaroidError("INTERNAL", `file ${ref.path} was not collected`);
      const name = ref.path.replace(/^.*[/\\]/, "").replace(/\..*$/, "");
      return aliased(source, named(binder, plan, plainColumns(plan), name), ref.alias, name);
    }
    case "derived":
      return aliased(source, derived(ref, binder, scope), ref.alias, null);
    case "tableFunction": {
      const file = fileOf(ref);
      if (file !== null) {
        const plan = binder.tables.get(`file ${file}`);
        if (plan === undefined) throw new PolaroidError("INTERNAL", `file ${file} was not collected`);
        return aliased(source, named(binder, plan, plainColumns(plan), null), ref.alias, nameOf(ref.call));
      }
      const env = envOf(binder, { ...scope, columns: [] }, oneRow(binder), "FROM");
      return aliased(source, tableFunction(ref, env), ref.alias, nameOf(ref.call));
    }
    case "pivot": {
      const input = tableOf(ref.input, binder, scope);
      return aliased(
        source,
        subquery(
          pivotSelect(ref, input.columns, binder, (q) => subquery(q, binder, scope)),
          binder,
          scope,
        ),
        ref.alias,
        null,
      );
    }
    case "unpivot": {
      const input = tableOf(ref.input, binder, scope);
      return aliased(source, unpivoted(ref, envOf(binder, scope, input, "UNPIVOT")), ref.alias, null);
    }
  }
}

export const envOf = (binder: Binder, scope: Scope, rel: Relation, clause: string): Env => ({
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
  const left = tableOf(ref.left, binder, scope);
  const beside = lateral(ref.right, left, binder, scope, ref.type === "left" ? "left" : "inner");
  if (beside !== null) return besideJoined(ref, left, beside, binder, scope);
  const right = tableOf(ref.right, binder, scope);
  if (ref.asof && ref.using !== undefined) return asofByNames(ref, left, right, binder);
  if (ref.type === "positional") {
    const plan = resolveNode(concat([left.plan, right.plan], "horizontalExtend"));
    return relation(plan, [...left.columns, ...right.columns]);
  }
  const pairs = shared(ref, left, right, binder);
  if (pairs !== null) return byNames(ref, left, right, pairs, binder);
  const both = together([left, right]);
  const condition = ref.on === undefined ? null : bind(ref.on, envOf(binder, scope, both, "ON"));
  if (ref.asof) return asofJoined(ref, left, right, condition, binder);
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

/** What reads the tables before it: null where it does not. */
function lateral(ref: TableRef, left: Relation, binder: Binder, scope: Scope, how: "inner" | "left"): Relation | null {
  const { source } = binder;
  if (ref.kind === "tableFunction" && nameOf(ref.call) === "unnest") {
    const env = envOf(binder, scope, left, "FROM");
    const args = ref.call.args.map((a) => bind(a.value, env));
    if (args.every((a) => columnsIn(a).size === 0)) return null;
    if (how === "left")
      throw source.error(ref, "unnest() that reads other tables is joined by a comma or CROSS JOIN", "NOT_SUPPORTED");
    const out = tableFunction(ref, env);
    const own = out.columns.slice(left.columns.length);
    return relation(out.plan, [
      ...left.columns,
      ...aliased(source, relation(out.plan, own), ref.alias, "unnest").columns,
    ]);
  }
  if (ref.kind !== "derived" || (!ref.lateral && !readsOutside(ref, binder, scope))) return null;
  const env = envOf(binder, scope, left, "LATERAL");
  const found = inner(ref.query, env);
  const own = aliased(source, found.rel, ref.alias, null).columns;
  return relation(keyed(env.rel, found.rel, keysOf(found), how, true).plan, [...left.columns, ...own]);
}

/** Whether a derived table names columns that neither it nor an outer query has. */
function readsOutside(ref: Derived, binder: Binder, scope: Scope): boolean {
  try {
    subquery(ref.query, binder, scope);
    return false;
  } catch (cause) {
    return cause instanceof PolaroidError && cause.code === "COLUMN_NOT_FOUND";
  }
}

/** The condition of a join with what reads its left side. */
function besideJoined(ref: Join, left: Relation, beside: Relation, binder: Binder, scope: Scope): Relation {
  const { on } = ref;
  if (on === undefined || (on.kind === "literal" && on.type === "boolean" && on.text.toLowerCase() === "true"))
    return beside;
  if (ref.type !== "inner" && ref.type !== "cross")
    throw binder.source.error(
      on,
      "LEFT JOIN LATERAL is ON TRUE here; put the condition into the query",
      "NOT_SUPPORTED",
    );
  const condition = bind(on, envOf(binder, scope, beside, "ON"));
  return where(relation(beside.plan, [...left.columns, ...beside.columns.slice(left.columns.length)]), [condition]);
}

/** `asof join ... using (k, ts)`: the last column is the one along which rows are near. */
function asofByNames(ref: Join, left: Relation, right: Relation, binder: Binder): Relation {
  const pairs = shared(ref, left, right, binder) ?? [];
  const condition = all(
    pairs.map((p, i) => call(i === pairs.length - 1 ? "ge" : "eq", [col(p.left.id), col(p.right.id)])),
  );
  const out = asofJoined(ref, left, right, condition, binder);
  const gone = new Set(pairs.map((p) => p.right.id));
  return relation(
    out.plan,
    out.columns.map((c) => (gone.has(c.id) ? { ...c, hidden: true } : c)),
  );
}

export const tableOf = (ref: TableRef, binder: Binder, scope: Scope): Relation =>
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
    if (into.parts.length > 0 && (ref.kind === "derived" || ref.kind === "tableFunction")) {
      const left = connected(into.parts, []);
      const beside = lateral(ref, left, binder, scope, "inner");
      if (beside !== null) {
        into.parts.splice(0, into.parts.length, beside);
        return;
      }
    }
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
