import { Int64 } from "../../arrow/types.ts";
import { call, cast, type Expr, over } from "../../expr/node.ts";
import type { Call } from "../syntax/expr.ts";
import type { Window } from "../syntax/window.ts";
import { aggregate, isAggregate, nameOf } from "./aggregates.ts";
import type { Env } from "./env.ts";
import { bind } from "./expression.ts";
import { orderKeys } from "./order.ts";

/** A function over the rows around each row. */
export function windowFunction(e: Call, env: Env): Expr {
  const { source } = env.binder;
  const window = e.over as Window;
  if (window.kind !== "window") throw source.error(e, "named windows are not supported yet", "NOT_SUPPORTED");
  if (window.frame !== undefined)
    throw source.error(window.frame, "window frames are not supported yet", "NOT_SUPPORTED");
  const partition = window.partitionBy.map((p) => bind(p, env));
  const keys = window.orderBy === undefined ? [] : orderKeys(window.orderBy, env);
  const name = nameOf(e);
  if (isAggregate(name) && keys.length === 0) return over(aggregate(e, env), partition);
  if (name === "row_number")
    return over(
      cast(call("cumCount", [call("coalesce", [...partition, ...keys.map((k) => k.expr)])], { reverse: false }), Int64),
      partition,
      keys,
    );
  throw source.error(e, `the window function ${name}() is not supported yet`, "NOT_SUPPORTED");
}
