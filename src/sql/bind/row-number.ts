import { Int64 } from "../../arrow/types.ts";
import { call, cast, type Expr, type OrderKey, over } from "../../expr/node.ts";

/** A row's number from 1 on, in the order of its partition. */
export const rowNumberOver = (partition: readonly Expr[], keys: readonly OrderKey[] = []): Expr =>
  over(cast(call("len", []), Int64), partition, keys, {
    unit: "rows",
    from: { side: "preceding", offset: null },
    to: { side: "current", offset: null },
    exclude: "none",
  });
