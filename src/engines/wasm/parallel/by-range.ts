import type { Column } from "../../../arrow/column.ts";
import { toJsArray } from "../../../arrow/to-js.ts";
import { isFloat, isInteger, isTemporal } from "../../../arrow/type-info.ts";
import { Int64 } from "../../../arrow/types.ts";
import { alias, call, cast, type Expr, type LiteralValue, lit } from "../../../expr/node.ts";
import { resolve } from "../../../expr/resolve.ts";
import type { Typed } from "../../../expr/typed.ts";
import { filter, type Plan, type Sort, select } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { type Chain, rowsOf } from "./chain.ts";
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
function sample(chain: Chain, key: Expr): readonly LiteralValue[] {
  const { rows } = chain.frame;
  const found: LiteralValue[] = [];
  for (let i = 0; i < SLICES; i++) {
    const from = Math.floor((rows * i) / SLICES);
    const input = chain.over(rowsOf(chain.frame, from, Math.min(rows, from + ROWS)));
    const plan = select(input, resolve([alias(key, "key")], schemaOf(input)));
    for (const b of runNow(plan))
      found.push(...(toJsArray(b.columns[0] as Column, "key", { int64: "bigint" }) as LiteralValue[]));
  }
  const values = found.filter((v) => v !== null && !Number.isNaN(v));
  return values.sort((a, b) => ((a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0));
}

/** Conditions for n stretches of the values of a key, from the least; null where they cannot be cut evenly. */
function cuts(chain: Chain, key: Typed, n: number, texts: boolean): readonly Expr[] | null {
  const of = comparable(key, texts);
  if (of === null) return null;
  const values = sample(chain, of);
  if (values.length < worth.now.sample * n) return null;
  const at: LiteralValue[] = [];
  for (let i = 1; i < n; i++) at.push(values[Math.floor((values.length * i) / n)] as LiteralValue);
  const inPart = (i: number): number =>
    values.filter(
      (v) => (i === 0 || (v as number) >= (at[i - 1] as number)) && (i === n - 1 || (v as number) < (at[i] as number)),
    ).length;
  const fair = (values.length / n) * worth.now.skew;
  for (let i = 0; i < n; i++) if (inPart(i) > fair) return null;
  const from = (i: number): Expr => call("ge", [of, lit(at[i - 1] as LiteralValue)]);
  const until = (i: number): Expr => call("lt", [of, lit(at[i] as LiteralValue)]);
  return Array.from({ length: n }, (_, i) =>
    i === 0 ? until(0) : i === n - 1 ? from(i) : call("and", [from(i), until(i)]),
  );
}

/** The rows of a chain in parts that differ in the values of a key; those without one are in the part `nulls`. */
export function rangesOf(
  chain: Chain,
  key: Typed,
  n: number,
  nulls: number,
  texts: boolean,
): readonly ((leaf: Plan) => Plan)[] | null {
  const parts = cuts(chain, key, n, texts);
  if (parts === null) return null;
  return parts.map((own, i) => (leaf) => {
    const input = chain.over(leaf);
    const condition = i === nulls && key.nullable ? call("or", [call("isNull", [key]), own]) : own;
    const [made] = resolve([condition], schemaOf(input));
    return filter(input, made?.input as Expr);
  });
}

/** Sorts of parts that follow each other. */
export function sortParts(p: Sort, chain: Chain, leaf: Plan, n: number): Split | null {
  const [first] = p.by;
  if (first === undefined || p.limit !== null) return null;
  const last = first.nullsLast === !first.descending ? n - 1 : 0;
  const parts = rangesOf(chain, first.expr as Typed, n, last, false);
  if (parts === null) return null;
  const sorts = parts.map((part): Plan => ({ ...p, input: part(leaf) }));
  return { parts: first.descending ? sorts.reverse() : sorts, whole: (rows) => rows };
}
