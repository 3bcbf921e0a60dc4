import { partsOf, rewrite } from "../../expr/children.ts";
import { type Col, ELEMENT, type Expr } from "../../expr/node.ts";
import type { Typed, TypedEval } from "../../expr/typed.ts";
import { identifier, OWN } from "./quote.ts";
import { listSql } from "./reshape.ts";
import { ROW } from "./row.ts";
import type { Scope } from "./scope.ts";
import { Stages } from "./stage.ts";

/** How deep expressions of items stand in each other: names must differ. */
const height = (e: Expr): number =>
  partsOf(e).reduce((most, c) => Math.max(most, height(c)), 0) + (e.kind === "eval" ? 1 : 0);

/** Whether a lambda can say it: row by row, and no query inside. */
const isPlain = (e: Typed): boolean =>
  e.elementwise && (e.kind !== "eval" || isPlain(e.body)) && (partsOf(e) as readonly Typed[]).every(isPlain);

const renamed = (body: Typed, name: string): Typed =>
  rewrite(body, (x) => (x.kind === "col" && x.name === ELEMENT ? ({ ...x, name } as Col) : x)) as Typed;

const orNull = (list: string, sql: string): string => `CASE WHEN ${list} IS NULL THEN NULL ELSE ${sql} END`;

/** A query of a list's items as rows in their order. */
function query(list: string, body: Typed, name: string, scope: Scope): string {
  const rows: Scope = { row: ROW, frame: "window", partition: "", where: null, sql: scope.sql };
  const group: Scope = { ...rows, frame: "group" };
  const stages = new Stages(`${name}s`);
  const lifted = stages.lift(renamed(body, name), null);
  const items = `SELECT unnest(${list}) AS ${identifier(name)}, generate_subscripts(${list}, 1) AS ${ROW}`;
  const from = stages.around(items, (e) => scope.sql(e, rows));
  if (body.shape === "scalar" && !body.elementwise) return `(SELECT ${scope.sql(lifted, group)} FROM (${from}))`;
  if (body.shape === "free") return `(SELECT ${listSql(lifted, group)} FROM (${from}))`;
  const made = `SELECT ${scope.sql(lifted, rows)} AS made, ${ROW} FROM (${from})`;
  return `(SELECT coalesce(list(made ORDER BY ${ROW}), []) FROM (${made}))`;
}

const LENGTHS =
  "error('POLAROID:SHAPE_MISMATCH:arr.eval gives as many items as there were; asList gives lists of any length')";

/** An expression of lists' items: a lambda where it can say it, else a query for each list. */
export function evalSql(e: TypedEval, scope: Scope): string {
  const list = scope.sql(e.input, scope);
  const { body } = e;
  const name = `${OWN}item${height(body)}`;
  const one = body.shape === "scalar";
  if (isPlain(body)) {
    const sql = scope.sql(renamed(body, name), scope);
    return e.as === "value" && one ? orNull(list, sql) : `list_transform(${list}, lambda ${identifier(name)}: ${sql})`;
  }
  const made = query(list, body, name, scope);
  if (e.as === "array" && body.shape === "free")
    return orNull(list, `CASE WHEN len(${made}) = len(${list}) THEN ${made} ELSE ${LENGTHS} END`);
  return orNull(list, one && e.as === "list" ? `[${made}]` : made);
}
