import type { Column } from "../../../arrow/column.ts";
import { toJsArray } from "../../../arrow/to-js.ts";
import { isFloat, isInteger, isTemporal } from "../../../arrow/type-info.ts";
import { Int64 } from "../../../arrow/types.ts";
import { keptJoins } from "../../../engine/kept.ts";
import { alias, call, cast, type Expr, type LiteralValue, lit } from "../../../expr/node.ts";
import { resolve } from "../../../expr/resolve.ts";
import type { Typed } from "../../../expr/typed.ts";
import { filter, type Plan, type Sort, select } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { type FrameChain, rowsOf } from "./chain.ts";
import { runNow } from "./run-now.ts";
import type { Split } from "./split.ts";
import { worth } from "./worth.ts";

const SLICES = 16;
const ROWS = 64;

/** A key as something that has an order of numbers, or of texts. */
function comparable(key: Typed, texts: boolean): Expr | null {
  const { type } = key;
  if (isInteger(type) || isFloat(type)) return key;
  if (isTemporal(type)) return cast(key, Int64);
  return texts && type.id === "Utf8" ? key : null;
}

/** Values of an expression over a chain, from stretches all over the frame; not null, not NaN, in order. */
function sample(chain: FrameChain, key: Expr): readonly LiteralValue[] {
  const { rows } = chain.leaf.frame;
  const found: LiteralValue[] = [];
  for (let i = 0; i < SLICES; i++) {
    const from = Math.floor((rows * i) / SLICES);
    const input = chain.over(rowsOf(chain.leaf.frame, from, Math.min(rows, from + ROWS)));
    const plan = select(input, resolve([alias(key, "key")], schemaOf(input)));
    for (const b of runNow(plan, null, keptJoins(plan, true, null)))
      found.push(...(toJsArray(b.columns[0] as Column, "key", { int64: "bigint" }) as LiteralValue[]));
  }
  const values = found.filter((v) => v !== null && !Number.isNaN(v));
  return values.sort((a, b) => ((a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0));
}

/** Where n stretches of the values of a key begin but for the first; null where they cannot be cut evenly. */
export function cuts(chain: FrameChain, key: Typed, n: number, texts: boolean): readonly LiteralValue[] | null {
  const of = comparable(key, texts);
  if (of === null) return null;
  const values = sample(chain, of);
  if (values.length < worth.now.sample * n) return null;
  const at = Array.from({ length: n - 1 }, (_, i) => values[Math.floor((values.length * (i + 1)) / n)] as LiteralValue);
  const parts = Array.from({ length: n }, () => 0);
  for (const v of values) {
    const part = at.filter((start) => (v as number) >= (start as number)).length;
    parts[part] = (parts[part] as number) + 1;
  }
  return Math.max(...parts) > (values.length / n) * worth.now.skew ? null : at;
}

/** The rows whose key is in stretch `i`, those without one where `nulls` says so. */
export function stretch(input: Plan, key: Typed, at: readonly LiteralValue[], i: number, nulls: boolean): Plan {
  const of = comparable(key, true) as Expr;
  const from = i === 0 ? null : call("ge", [of, lit(at[i - 1] as LiteralValue)]);
  const until = i === at.length ? null : call("lt", [of, lit(at[i] as LiteralValue)]);
  const own = (from === null || until === null ? (from ?? until) : call("and", [from, until])) as Expr;
  const condition = nulls && key.nullable ? call("or", [call("isNull", [key]), own]) : own;
  const [made] = resolve([condition], schemaOf(input));
  return filter(input, made?.input as Expr);
}

/** Sorts of parts that follow each other. */
export function sortParts(p: Sort, chain: FrameChain, n: number): Split | null {
  const [first] = p.by;
  if (first === undefined || p.limit !== null) return null;
  const last = first.nullsLast === !first.descending ? n - 1 : 0;
  const key = first.expr as Typed;
  const at = cuts(chain, key, n, false);
  if (at === null) return null;
  const input = chain.over(chain.leaf);
  const sorts = Array.from({ length: n }, (_, i): Plan => ({ ...p, input: stretch(input, key, at, i, i === last) }));
  return { parts: first.descending ? sorts.reverse() : sorts, whole: (rows) => rows };
}
