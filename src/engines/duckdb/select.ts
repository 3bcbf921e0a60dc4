import { names } from "../../arrow/schema.ts";
import { type Output, outputs, type Typed } from "../../expr/typed.ts";
import type { Plan, Select } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { expressionSql } from "./expression.ts";
import { identifier } from "./quote.ts";
import type { Relation } from "./relation.ts";
import { listSql } from "./reshape.ts";
import { ROW } from "./row.ts";
import type { Scope } from "./scope.ts";
import { Stages } from "./stage.ts";

export const SCOPE: Scope = { row: ROW, frame: "window", partition: "", where: null, sql: expressionSql };
export const rowSql = (e: Typed): string => expressionSql(e, SCOPE);
/** An expression of aggregates, inside of GROUP BY. */
export const aggregated = (e: Typed, scope: Scope): string => expressionSql(e, { ...scope, frame: "group" });
export const list = (items: readonly string[], row: boolean): string => [...items, ...(row ? [ROW] : [])].join(", ");
export const all = (p: Plan, row: boolean): string => list(names(schemaOf(p)).map(identifier), row);

/** Whether SQL reads the rows' order. */
export const readsOrder = (sql: string): boolean => sql.includes(ROW);

/** Values with a length of their own: lists in an inner query, their items in the outer one. */
function unnested(exprs: readonly Output[], row: boolean, relation: Relation, input: Plan): string {
  const stages = new Stages();
  const group: Scope = { ...SCOPE, frame: "group" };
  const lifted = exprs.map((o) => stages.lift(o.input, null));
  const inner = lifted.map(
    (e, i) => `${exprs[i]?.input.shape === "free" ? listSql(e, group) : aggregated(e, SCOPE)} AS __l${i}`,
  );
  const outer = exprs.map(
    (o, i) => `${o.input.shape === "free" ? `unnest(__l${i})` : `__l${i}`} AS ${identifier(o.name)}`,
  );
  const first = exprs.findIndex((o) => o.input.shape === "free");
  // A count makes it one row, whatever the lists are made of.
  const from = `SELECT ${[...inner, "count(*) AS __n"].join(", ")} FROM (${stages.around(relation(input, true), rowSql)})`;
  return `SELECT ${outer.join(", ")}${row ? `, generate_subscripts(__l${first}, 1) AS ${ROW}` : ""} FROM (${from})`;
}

/** A select: one row where all is aggregated, as many as a list has items, or one for each. */
export function selectSql(p: Select, row: boolean, relation: Relation): string {
  const exprs = outputs(p.exprs);
  if (exprs.some((o) => o.input.shape === "free")) return unnested(exprs, row, relation, p.input);
  const stages = new Stages();
  const lifted = exprs.map((o) => stages.lift(o.input, null));
  if (exprs.every((o) => o.input.shape === "scalar")) {
    const columns = lifted.map((e, i) => `${aggregated(e, SCOPE)} AS ${identifier(exprs[i]?.name ?? "")}`).join(", ");
    const from = exprs.every((o) => o.input.elementwise)
      ? "SELECT 1"
      : stages.around(relation(p.input, stages.any || readsOrder(columns)), rowSql);
    return `SELECT ${columns}${row ? `, 0 AS ${ROW}` : ""} FROM (${from})`;
  }
  const columns = lifted.map((e, i) => `${rowSql(e)} AS ${identifier(exprs[i]?.name ?? "")}`);
  const from = relation(p.input, row || exprs.some((o) => !o.input.elementwise));
  return `SELECT ${list(columns, row)} FROM (${stages.around(from, rowSql)})`;
}
