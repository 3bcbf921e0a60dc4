import { alias, col, type Expr } from "../expr/node.ts";
import { type Plan, select } from "../plan/node.ts";
import { resolveNode } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import type { Binder } from "./bind/env.ts";
import { bindQuery } from "./bind/query.ts";
import { Needs, type Scope, Source, unknown } from "./bind/scope.ts";
import type { Param } from "./syntax/expr.ts";
import type { Query } from "./syntax/query.ts";

/** Values for `$1`, `?` and `:name`, as literals. */
export interface Params {
  readonly listed: readonly Expr[];
  readonly named: ReadonlyMap<string, Expr>;
}
const TOP: Scope = { columns: [], parent: null, given: new Map(), ctes: new Map(), aliases: new Map() };

function paramOf(source: Source, params: Params): (p: Param) => Expr {
  return (p) => {
    const found = p.name === undefined ? params.listed[(p.index ?? 1) - 1] : params.named.get(p.name);
    if (found === undefined) throw source.error(p, `no value is given for the parameter ${p.name === undefined ? `$${p.index}` : `:${p.name}`}`);
    return found;
  };
}

/** The plan of a query over resolved plans of its tables. */
export function translate(text: string, query: Query, tables: ReadonlyMap<string, Plan>, params: Params): Plan {
  const source = new Source(text);
  const used = new Set<string>();
  const fresh = (name: string): string => {
    let id = name;
    for (let n = 1; used.has(id); n++) id = `${name}:${n}`;
    used.add(id);
    return id;
  };
  const binder: Binder = { source, tables, param: paramOf(source, params), fresh };
  try {
    const { plan, columns } = bindQuery(query, binder, TOP, null);
    const { fields } = schemaOf(plan);
    if (columns.length === fields.length && columns.every((c, i) => fields[i]?.name === c.name && c.id === c.name)) return plan;
    return resolveNode(select(plan, columns.map((c) => (c.id === c.name ? col(c.id) : alias(col(c.id), c.name)))));
  } catch (cause) {
    if (cause instanceof Needs) throw unknown(source, cause.scope, [{ kind: "ident", name: cause.column.name, quoted: true, start: 0, end: 0 }]);
    throw cause;
  }
}
