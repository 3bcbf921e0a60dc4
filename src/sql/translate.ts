import { alias, col, type Expr as Node } from "../expr/node.ts";
import { type Plan, select } from "../plan/node.ts";
import { resolveNode } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import { conjunctsOf } from "./bind/conjuncts.ts";
import type { Binder, Env } from "./bind/env.ts";
import { bindQuery } from "./bind/query.ts";
import { type Column, relation } from "./bind/relation.ts";
import { Needs, type Scope, Source, unknown } from "./bind/scope.ts";
import { keep } from "./bind/select.ts";
import type { Expr, Param } from "./syntax/expr.ts";
import type { Query } from "./syntax/query.ts";

/** Values for `$1`, `?` and `:name`, as literals. */
export interface Params {
  readonly listed: readonly Node[];
  readonly named: ReadonlyMap<string, Node>;
}
const TOP: Scope = { columns: [], parent: null, given: new Map(), ctes: new Map(), aliases: new Map() };

function paramOf(source: Source, params: Params): (p: Param) => Node {
  return (p) => {
    const found = p.name === undefined ? params.listed[(p.index ?? 1) - 1] : params.named.get(p.name);
    if (found === undefined)
      throw source.error(
        p,
        `no value is given for the parameter ${p.name === undefined ? `$${p.index}` : `:${p.name}`}`,
      );
    return found;
  };
}

function binderOf(
  text: string,
  tables: ReadonlyMap<string, Plan>,
  params: Params,
  taken: readonly string[] = [],
): Binder {
  const source = new Source(text);
  const used = new Set<string>(taken);
  const fresh = (name: string): string => {
    let id = name;
    for (let n = 1; used.has(id); n++) id = `${name}:${n}`;
    used.add(id);
    return id;
  };
  return { source, tables, param: paramOf(source, params), fresh };
}

/** The plan of a query over resolved plans of its tables. */
export function translate(text: string, query: Query, tables: ReadonlyMap<string, Plan>, params: Params): Plan {
  const binder = binderOf(text, tables, params);
  const { source } = binder;
  try {
    const { plan, columns } = bindQuery(query, binder, TOP, null);
    const { fields } = schemaOf(plan);
    if (columns.length === fields.length && columns.every((c, i) => fields[i]?.name === c.name && c.id === c.name))
      return plan;
    return resolveNode(
      select(
        plan,
        columns.map((c) => (c.id === c.name ? col(c.id) : alias(col(c.id), c.name))),
      ),
    );
  } catch (cause) {
    if (cause instanceof Needs)
      throw unknown(source, cause.scope, [{ kind: "ident", name: cause.column.name, quoted: true, start: 0, end: 0 }]);
    throw cause;
  }
}

/** The rows of a resolved plan for which a condition holds. */
export function translateCondition(text: string, condition: Expr, input: Plan, params: Params): Plan {
  const { fields } = schemaOf(input);
  const binder = binderOf(
    text,
    new Map(),
    params,
    fields.map((f) => f.name),
  );
  const columns = fields.map((f): Column => ({ name: f.name, table: "self", id: f.name }));
  const env: Env = {
    binder,
    scope: { ...TOP, columns },
    rel: relation(input, columns),
    group: null,
    clause: "a condition",
    windows: true,
    lambda: null,
  };
  for (const c of conjunctsOf(condition)) keep(c, env);
  return schemaOf(env.rel.plan).fields.length === fields.length
    ? env.rel.plan
    : resolveNode(
        select(
          env.rel.plan,
          fields.map((f) => col(f.name)),
        ),
      );
}
