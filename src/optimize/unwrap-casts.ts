import { decimalText } from "../arrow/decimal.ts";
import { isInteger } from "../arrow/type-info.ts";
import type { Decimal } from "../arrow/types.ts";
import { rewrite } from "../expr/children.ts";
import { literalAs } from "../expr/literal.ts";
import type { Expr, LiteralValue } from "../expr/node.ts";
import type { Typed, TypedCall, TypedCast, TypedLit } from "../expr/typed.ts";
import { exprsOf, rewritePlan, withExprs } from "../plan/children.ts";
import type { Rule } from "./rule.ts";

const DAY: Readonly<Record<string, bigint>> = { ms: 86_400_000n, us: 86_400_000_000n };
const SWAPPED: Readonly<Record<string, string>> = { lt: "gt", le: "ge", gt: "lt", ge: "le", eq: "eq", ne: "ne" };

const floor = (a: bigint, b: bigint): bigint => (a >= 0n || a % b === 0n ? a / b : a / b - 1n);

/** The day that a moment is compared with in place of it; undefined where days cannot tell. */
function dayOf(fn: string, value: bigint, day: bigint): number | undefined {
  const whole = value % day === 0n;
  if ((fn === "eq" || fn === "ne") && !whole) return undefined;
  const down = floor(value, day);
  // d < x means d < the next day, d >= x likewise, where x is within a day.
  const at = whole || fn === "le" || fn === "gt" ? down : down + 1n;
  return at >= -(2n ** 31n) && at < 2n ** 31n ? Number(at) : undefined;
}

/** Digits that a float holds exactly. */
const EXACT = 15;

/** The decimal that is compared in place of it as a float; undefined where no decimal can tell. */
function decimalOf(fn: string, value: number, { precision, scale }: Decimal): string | undefined {
  const unit = 10 ** scale;
  const near = Math.round(value * unit);
  if (precision > EXACT || !(Math.abs(near) < 10 ** EXACT)) return undefined;
  const around = [near - 1, near, near + 1];
  const up = around.find((n) => n / unit >= value);
  const at = fn === "le" || fn === "gt" ? around.findLast((n) => n / unit <= value) : up;
  if (at === undefined || Math.abs(at) >= 10 ** precision) return undefined;
  if ((fn === "eq" || fn === "ne") && at / unit !== value) return undefined;
  return decimalText(BigInt(at), scale);
}

function valueFor(fn: string, c: TypedCast, e: TypedLit): LiteralValue | undefined {
  const { type } = c.input;
  if (e.value === null) return undefined;
  if (type.id === "Date32" && c.to.id === "Datetime" && e.type.id === "Datetime" && c.to.zone === null) {
    const day = DAY[c.to.unit];
    return day === undefined || typeof e.value !== "bigint" || e.type.unit !== c.to.unit
      ? undefined
      : dayOf(fn, e.value, day);
  }
  if (type.id === "Decimal" && c.to.id === "Float64")
    return typeof e.value === "number" && e.type.id === "Float64" ? decimalOf(fn, e.value, type) : undefined;
  return isInteger(type) && isInteger(c.to) && isInteger(e.type) && widens(type.id, c.to.id)
    ? literalAs(e, type)
    : undefined;
}

const bits = (id: string): number => Number(id.replace(/\D/g, ""));
const widens = (from: string, to: string): boolean =>
  from.startsWith("U") === to.startsWith("U") ? bits(to) >= bits(from) : from.startsWith("U") && bits(to) > bits(from);

/** The same comparison of the column as it is; null where it would not be the same. */
function unwrap(e: TypedCall): Typed | null {
  const [a, b] = e.args as readonly [Typed, Typed];
  if (a.kind === "lit" && b.kind === "cast")
    return unwrap(Object.freeze({ ...e, fn: SWAPPED[e.fn] as string, args: Object.freeze([b, a]) }));
  if (a.kind !== "cast" || b.kind !== "lit") return null;
  const value = valueFor(e.fn, a, b);
  if (value === undefined) return null;
  const other: TypedLit = Object.freeze({ ...b, value, type: a.input.type });
  return Object.freeze({ ...e, args: Object.freeze([a.input, other]) });
}

/** The same of a range: each bound as a comparison by itself would have it. */
function unwrapRange(e: TypedCall): Typed | null {
  const [a, ...bounds] = e.args as readonly [Typed, Typed, Typed];
  if (a.kind !== "cast") return null;
  const { closed } = e.options;
  const fns = [
    closed === "both" || closed === "left" ? "ge" : "gt",
    closed === "both" || closed === "right" ? "le" : "lt",
  ];
  const made: TypedLit[] = [];
  for (const [i, b] of bounds.entries()) {
    const value = b.kind === "lit" ? valueFor(fns[i] as string, a, b) : undefined;
    if (b.kind !== "lit" || value === undefined) return null;
    made.push(Object.freeze({ ...b, value, type: a.input.type }));
  }
  return Object.freeze({ ...e, args: Object.freeze([a.input, ...made]) });
}

function change(e: Expr): Expr {
  if (e.kind !== "call") return e;
  if (e.fn === "isBetween") return unwrapRange(e as TypedCall) ?? e;
  return Object.hasOwn(SWAPPED, e.fn) ? (unwrap(e as TypedCall) ?? e) : e;
}

/** Compares a column as it is with a constant, in place of the column as another type: pages are pruned by it, and no column is made. */
export const unwrapCasts: Rule = {
  name: "unwrapCasts",
  apply: (plan) =>
    rewritePlan(plan, (p) =>
      withExprs(
        p,
        exprsOf(p).map((e) => rewrite(e, change)),
      ),
    ),
};
