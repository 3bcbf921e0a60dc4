import { bitmapBytes } from "../../../arrow/bitmap.ts";
import { Bool } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { CompareName } from "../../../expr/functions/compare.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, type Value } from "../value.ts";
import { boolOf, invert, validOf } from "./bits.ts";
import { isIn } from "./is-in.ts";
import { and } from "./logic.ts";
import { jointNulls, NO_NULLS, nullsOf, resultOf, rowsOf } from "./operands.ts";
import { type Relation, relate } from "./relation.ts";

/** A comparison; null where a side is. */
export function compareValues(relation: Relation, x: Value, y: Value, length: number): Value {
  const args = [x, y];
  const nulls = jointNulls(args, length);
  if (nulls === undefined || columnIn(x).layout === "null") return nullsOf(args, Bool, length);
  return resultOf(args, boolOf(relate(relation, x, y, length), nulls, rowsOf(args, length)));
}

const compare =
  (relation: Relation): Elementwise =>
  (args, { length }) =>
    compareValues(relation, args[0] as Value, args[1] as Value, length);

/** Equality where null is a value like any other. */
function equalMissing(x: Value, y: Value, length: number): Uint8Array {
  const n = rowsOf([x, y], length);
  const [va, vb] = [validOf(x, n), validOf(y, n)];
  const bits = columnIn(x).layout === "null" ? new Uint8Array(bitmapBytes(n)) : relate("eq", x, y, length);
  if (va === null && vb === null) return bits;
  const out = new Uint8Array(bits.length);
  for (let i = 0; i < out.length; i++) {
    const p = va === null ? 255 : (va[i] as number);
    const q = vb === null ? 255 : (vb[i] as number);
    out[i] = ((bits[i] as number) & p & q) | (~p & ~q);
  }
  return out;
}

const missing =
  (equal: boolean): Elementwise =>
  (args, { length }) => {
    const n = rowsOf(args, length);
    const bits = equalMissing(args[0] as Value, args[1] as Value, length);
    return resultOf(args, boolOf(equal ? bits : invert(bits, n), NO_NULLS, n));
  };

const BOUNDS: Readonly<Record<string, readonly [Relation, Relation]>> = {
  both: ["ge", "le"],
  left: ["ge", "lt"],
  right: ["gt", "le"],
  none: ["gt", "lt"],
};

const nullness =
  (valid: boolean): Elementwise =>
  (args, { length }) => {
    const n = rowsOf(args, length);
    const bits = validOf(args[0] as Value, n) ?? new Uint8Array(bitmapBytes(n)).fill(255);
    return resultOf(args, boolOf(valid ? bits.slice() : invert(bits, n), NO_NULLS, n));
  };

/** How this engine compares: SIMD over numbers, dictionary entries over text. */
export const COMPARE: Rules<CompareName, Elementwise> = {
  eq: compare("eq"),
  ne: compare("ne"),
  lt: compare("lt"),
  le: compare("le"),
  gt: compare("gt"),
  ge: compare("ge"),
  eqMissing: missing(true),
  neMissing: missing(false),
  isIn,
  isBetween: (args, { length, options }) => {
    const [x, low, high] = args as readonly [Value, Value, Value];
    const [from, to] = BOUNDS[String(options.closed ?? "both")] ?? (["ge", "le"] as const);
    return and(compareValues(from, x, low, length), compareValues(to, x, high, length), length);
  },
  isNull: nullness(false),
  isNotNull: nullness(true),
};
