import { type OrderKey, orderKey } from "../../expr/node.ts";
import type { Expr as Ast } from "../syntax/expr.ts";
import type { OrderBy, OrderItem } from "../syntax/window.ts";
import { collated } from "./collate.ts";
import type { Env } from "./env.ts";
import { bind } from "./expression.ts";

/** Nulls come last, whatever the direction, unless the text says first. */
export const keyOf = (expr: OrderKey["expr"], item: Pick<OrderItem, "descending" | "nulls">): OrderKey =>
  orderKey(expr, item.descending === true, item.nulls !== "first");

export const orderKeys = (by: OrderBy, env: Env): OrderKey[] =>
  by.items.map((i) => keyOf(ordered(i.value as Ast, env), i));

/** What a key is ordered as: as its collation says, where it has one. */
export function ordered(e: Ast, env: Env): OrderKey["expr"] {
  const form = collated([e], env);
  return form === null ? bind(e, env) : form(bind(e, env));
}
