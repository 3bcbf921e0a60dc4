import { Bool, Float64, Int32, Int64, Utf8 } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { alias, col, lit, type Expr as Node } from "../expr/node.ts";
import { type Plan, select } from "../plan/node.ts";
import { resolveNode } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import type { Asked, SqlParams } from "../plan/sql-node.ts";
import { conjunctsOf } from "./bind/conjuncts.ts";
import type { Binder, Env } from "./bind/env.ts";
import { bindQuery } from "./bind/query.ts";
import { type Column, relation } from "./bind/relation.ts";
import { Needs, type Scope, Source, unknown } from "./bind/scope.ts";
import { keep } from "./bind/select.ts";
import { placed } from "./placed.ts";
import type { Expr, Param } from "./syntax/expr.ts";
import type { Span } from "./syntax/node.ts";
import type { Query } from "./syntax/query.ts";

/** Values for `$1`, `?` and `:name`, as literals. */
export interface Params {
  readonly listed: readonly Node[];
  readonly named: ReadonlyMap<string, Node>;
  /** As they were given, with the answers to what was asked of the rows. */
  readonly given?: SqlParams;
}
export const TOP: Scope = { columns: [], parent: null, given: new Map(), ctes: new Map(), aliases: new Map() };

/** A value as SQL types one that is written: whole numbers by their size, others as doubles. */
function typedParam(e: Node): Node {
  if (e.kind !== "lit" || e.type !== null) return e;
  const { value } = e;
  switch (typeof value) {
    case "string":
      return lit(value, Utf8);
    case "boolean":
      return lit(value, Bool);
    case "bigint":
      return lit(value, Int64);
    case "number":
      if (!Number.isSafeInteger(value)) return lit(value, Float64);
      return Math.abs(value) < 2 ** 31 ? lit(value, Int32) : lit(BigInt(value), Int64);
    default:
      return e;
  }
}

/** The values of parameters as they are asked for; `check` throws for one that nothing asked for. */
function paramsOf(source: Source, params: Params): { readonly param: (p: Param) => Node; readonly check: () => void } {
  const used = new Set<string | number>();
  const param = (p: Param): Node => {
    const found = p.name === undefined ? params.listed[(p.index ?? 1) - 1] : params.named.get(p.name);
    used.add(p.name ?? p.index ?? 1);
    if (found === undefined)
      throw source.error(
        p,
        `no value is given for the parameter ${p.name === undefined ? `$${p.index}` : `:${p.name}`}`,
      );
    return typedParam(found);
  };
  const check = (): void => {
    const at = { start: 0, end: 0 };
    const last = Math.max(0, ...[...used].filter((u) => typeof u === "number"));
    if (params.listed.length > last)
      throw source.error(at, `${params.listed.length} values are given, but the text has ${last} parameters`);
    for (const name of params.named.keys())
      if (!used.has(name)) throw source.error(at, `a value is given for :${name}, which the text does not have`);
  };
  return { param, check };
}

export function binderOf(
  text: string,
  tables: ReadonlyMap<string, Plan>,
  params: Params,
  taken: readonly string[] = [],
): Binder & { readonly check: () => void } {
  const source = new Source(text);
  const used = new Set<string>(taken);
  const fresh = (name: string): string => {
    let id = name;
    for (let n = 1; used.has(id); n++) id = `${name}:${n}`;
    used.add(id);
    return id;
  };
  const names = new Map<string, string>();
  const named = (key: string): string => {
    const known = names.get(key) ?? fresh("part");
    names.set(key, known);
    return known;
  };
  const ask = (key: string, plan: Plan, at: Span, message: string): never => {
    const error = source.error(at, message, "NOT_SUPPORTED");
    const asked: Asked | undefined = params.given && { key, plan, params: params.given };
    throw new PolaroidError(error.code, error.detail, { cause: { ...(error.cause as object), asked } });
  };
  return {
    source,
    tables,
    ask,
    values: params.given?.values ?? {},
    ...paramsOf(source, params),
    fresh,
    named,
    calendar: new Map(),
    made: [],
  };
}

/** The plan of a query over resolved plans of its tables. */
export function translate(text: string, query: Query, tables: ReadonlyMap<string, Plan>, params: Params): Plan {
  const binder = binderOf(text, tables, params);
  const { source } = binder;
  try {
    const { plan, columns } = bindQuery(query, binder, TOP, null);
    binder.check();
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
    throw placed(cause, binder);
  }
}

/** The rows of the one table, a resolved plan, for which a condition holds. */
export function translateCondition(
  text: string,
  condition: Expr,
  tables: ReadonlyMap<string, Plan>,
  params: Params,
): Plan {
  const input = [...tables.values()][0] as Plan;
  const { fields } = schemaOf(input);
  const binder = binderOf(
    text,
    tables,
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
    shares: true,
    lambda: null,
  };
  try {
    for (const c of conjunctsOf(condition)) keep(c, env);
  } catch (cause) {
    throw placed(cause, binder);
  }
  return schemaOf(env.rel.plan).fields.length === fields.length
    ? env.rel.plan
    : resolveNode(
        select(
          env.rel.plan,
          fields.map((f) => col(f.name)),
        ),
      );
}
