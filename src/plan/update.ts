import { names } from "../arrow/schema.ts";
import { alias, call, col, type Expr, lit } from "../expr/node.ts";
import { join, type Plan, select, withRowIndex } from "./node.ts";
import { schemaOf } from "./schema.ts";

export interface UpdateOptions {
  /** Keys of the left and of the right; null goes by the number of the row. */
  readonly leftOn: readonly string[] | null;
  readonly rightOn: readonly string[] | null;
  readonly how: "left" | "inner" | "full";
  readonly includeNulls: boolean;
}
/** The rows of a plan with values of another in their place. */
export function updated(left: Plan, right: Plan, { leftOn, rightOn, how, includeNulls }: UpdateOptions): Plan {
  const own = names(schemaOf(left));
  const theirs = names(schemaOf(right));
  const fresh = (name: string): string => (own.includes(name) || theirs.includes(name) ? fresh(`${name}'`) : name);
  const [ROW, THERE] = [fresh("row of update"), fresh("there in update")];
  const others = new Map(own.map((c) => [c, fresh(`${c} of update`)]));
  const other = (c: string): string => others.get(c) as string;
  const numbered = leftOn === null || rightOn === null;
  const [mine, yours] = numbered ? [[ROW], [ROW]] : [leftOn, rightOn];
  const shared = theirs.filter((c) => own.includes(c) && !yours.includes(c) && !mine.includes(c));
  const rows = (p: Plan): Plan => (numbered ? withRowIndex(p, ROW, 0) : p);
  const brought = select(rows(right), [
    ...yours.map((k, i) => alias(col(k), mine[i] as string)),
    ...shared.map((c) => alias(col(c), other(c))),
    alias(lit(true), THERE),
  ]);
  const joined = join(rows(left), brought, mine.map(col), mine.map(col), {
    how,
    suffix: "_right",
    coalesce: true,
    nullsEqual: false,
    validate: "m:m",
    maintainOrder: how === "full" ? "leftRight" : "left",
  });
  const value = (c: string): Expr =>
    includeNulls
      ? call("when", [call("fillNull", [col(THERE), lit(false)]), col(other(c)), col(c)])
      : call("coalesce", [col(other(c)), col(c)]);
  return select(
    joined,
    own.map((c) => (shared.includes(c) ? alias(value(c), c) : col(c))),
  );
}
