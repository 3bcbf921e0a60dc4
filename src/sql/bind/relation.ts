import type { Schema } from "../../arrow/schema.ts";
import { columnsIn } from "../../expr/children.ts";
import { alias, col, type Expr } from "../../expr/node.ts";
import { type Plan, select, withColumns } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { schemaOf } from "../../plan/schema.ts";

/** A column that a query can name: its words, and what the plan calls it, which nothing else in the query is called. */
export interface Column {
  readonly name: string;
  /** The table's name or alias; null where it has none. */
  readonly table: string | null;
  readonly id: string;
  /** Found by name, and not part of `*`: columns of an outer query, or those that `using` joined. */
  readonly hidden?: boolean;
}

/** Rows on their way through a query. The plan is resolved, and grows. */
export interface Relation {
  readonly plan: Plan;
  readonly columns: readonly Column[];
}

export const relation = (plan: Plan, columns: readonly Column[]): Relation => Object.freeze({ plan, columns });
export const schemaIn = (r: Relation): Schema => schemaOf(r.plan);

/** The relation after one more node. */
export const onto = (r: Relation, make: (plan: Plan) => Plan): Relation =>
  relation(resolveNode(make(r.plan)), r.columns);

/** Only the columns that these expressions make, one row for each that came in. */
export function project(r: Relation, outputs: readonly { readonly id: string; readonly expr: Expr }[]): Plan {
  const made = outputs.map(({ id, expr }) => (expr.kind === "col" && expr.name === id ? expr : alias(expr, id)));
  if (made.some((e) => columnsIn(e).size > 0)) return resolveNode(select(r.plan, made));
  // A select of constants alone has one row, whatever came in; beside columns they have as many.
  return resolveNode(
    select(
      resolveNode(withColumns(r.plan, made)),
      outputs.map(({ id }) => col(id)),
    ),
  );
}
