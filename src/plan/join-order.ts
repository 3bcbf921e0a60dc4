import { names } from "../arrow/schema.ts";
import { alias, col, type Expr, orderKey } from "../expr/node.ts";
import { resolve } from "../expr/resolve.ts";
import { type Join, join, type Plan, select, sort, withRowIndex } from "./node.ts";
import { schemaOf } from "./schema.ts";

/** A resolved join in the order of its right side: as any join, then sorted by the right row's number. */
export function inRightOrder(p: Join): Plan {
  const { how, suffix, maintainOrder } = p.options;
  const order = maintainOrder === "rightLeft" ? "left" : "none";
  const options = { ...p.options, maintainOrder: order } as const;
  const plain = join(p.left, p.right, p.leftOn, p.rightOn, options);
  // These give rows of the left alone.
  if (how === "semi" || how === "anti") return plain;
  const columns = names(schemaOf(plain));
  let row = "right row";
  while (columns.some((c) => c === row || c === row + suffix)) row += "_";
  const numbered = join(p.left, withRowIndex(p.right, row, 0), p.leftOn, p.rightOn, options);
  const s = schemaOf(numbered);
  const at = resolve([col(row)], s).map((o) => orderKey(o.input, false, true));
  return select(
    sort(numbered, at),
    resolve(
      columns.map((c): Expr => alias(col(c), c)),
      s,
    ),
  );
}
