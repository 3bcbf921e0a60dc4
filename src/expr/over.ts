import type { Schema } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import { expand } from "./expand.ts";
import { checkFrame } from "./frame.ts";
import { nameOf } from "./name.ts";
import { alias, call, type Expr, type Over } from "./node.ts";
import type { Typed, TypedKey } from "./typed.ts";

const freeze = <T>(x: T): T => Object.freeze(x);

/** The values of a group as a list in each of its rows, or taken apart again, the groups in order of their first rows. */
function mapped({ mapping, ...plain }: Over, schema: Schema, node: (e: Expr, schema: Schema) => Typed): Typed {
  const single = node(plain.input, schema).shape === "scalar";
  const lists: Expr = single ? freeze(plain) : freeze({ ...plain, input: call("implode", [plain.input]) });
  if (mapping !== "explode") return node(lists, schema);
  const names = freeze(plain.partitionBy.map((_, i) => String(i)));
  const keys = call(
    "struct",
    plain.partitionBy.map((p, i) => alias(p, String(i))),
    freeze({ names }),
  );
  const groups = call("filter", [lists, call("isFirstDistinct", [keys])]);
  return node(single ? groups : call("explode", [groups]), schema);
}

/** An expression over partitions, resolved. */
export function resolveOver(e: Over, schema: Schema, node: (e: Expr, schema: Schema) => Typed): Typed {
  if (e.mapping !== undefined) return mapped(e, schema, node);
  const input = node(e.input, schema);
  if (input.shape === "free")
    throw new PolaroidError(
      "SHAPE_MISMATCH",
      `over() needs one value a group or a row; "${nameOf(e)}" has a length of its own`,
    );
  const partitionBy = freeze(e.partitionBy.flatMap((p) => expand(p, schema)).map((p) => node(p, schema)));
  const orderBy = freeze(e.orderBy.map((k): TypedKey => freeze({ ...k, expr: node(k.expr, schema) })));
  const { frame } = e;
  if (frame !== undefined) {
    checkFrame(frame, orderBy.length === 1 ? (orderBy[0] as TypedKey).expr.type : null);
    if (input.shape !== "scalar")
      throw new PolaroidError(
        "SHAPE_MISMATCH",
        `a window with a frame takes aggregates; "${nameOf(e)}" has a value a row`,
      );
  }
  return freeze({
    kind: "over",
    input,
    partitionBy,
    orderBy,
    ...(frame && { frame }),
    type: input.type,
    nullable: frame === undefined ? input.nullable : !COUNTS.has(e.input.kind === "call" ? e.input.fn : ""),
    shape: "rows",
    elementwise: false,
  });
}
// What has a value also where there are no rows.
const COUNTS: ReadonlySet<string> = new Set(["count", "len", "nullCount", "nUnique"]);
