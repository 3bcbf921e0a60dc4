import type { OrderKey } from "../../expr/node.ts";
import type { Typed } from "../../expr/typed.ts";
import { enumRank } from "./categories.ts";
import type { Scope } from "./scope.ts";

/** A key of an order as SQL. */
export function keySql(e: Typed, { descending, nullsLast }: Omit<OrderKey, "expr">, scope: Scope): string {
  const x = scope.sql(e, scope);
  const value = e.type.id === "Enum" ? enumRank(x, e.type) : x;
  return `${value} ${descending ? "DESC" : "ASC"} NULLS ${nullsLast ? "LAST" : "FIRST"}`;
}
