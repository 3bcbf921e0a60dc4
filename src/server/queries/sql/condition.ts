import { PolaroidError } from "../../../core/error.ts";
import { printPath } from "../../../sql/print/ident.ts";
import type { Delete, Update } from "../../../sql/syntax/change.ts";
import type { Expr } from "../../../sql/syntax/expr.ts";
import { knownAs } from "./columns.ts";
import { expr, joined, type Made, sql, table } from "./made.ts";
import { planOf, type Step, schemaOfMade } from "./step.ts";
import { askedItems } from "./types.ts";

/** The tables that a statement's conditions and values are made of. */
const readBy = (s: Update | Delete): Made =>
  joined(
    [
      sql`${printPath(s.table)} AS ${knownAs(s.table, s.alias)}`,
      ...(s.kind === "update" ? s.from : s.using).map(table),
    ],
    ", ",
  );

/** A query for values among what a statement reads. */
export const askedOf =
  (s: Update | Delete) =>
  (all: readonly Expr[]): Made =>
    sql`SELECT ${askedItems(all)} FROM ${readBy(s)}`;

/** Runs a statement; where its types do not fit, a condition that is none is told as such. */
export async function checkedCondition<T>(
  step: Step & { readonly statement: Update | Delete },
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { statement: s } = step;
    if (s.where === undefined || !(error instanceof PolaroidError && error.code === "TYPE_MISMATCH")) throw error;
    const made = sql`SELECT 1 FROM ${readBy(s)} WHERE ${expr(s.where)}`;
    await schemaOfMade(step, planOf(step, made, step.values, step.transaction.snapshot()), made);
    throw error;
  }
}
