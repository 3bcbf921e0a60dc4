import { type Column, isValid } from "../../../../arrow/column.ts";
import { columnsIn } from "../../../../expr/children.ts";
import type { Typed, TypedCall } from "../../../../expr/typed.ts";
import { sortKey } from "../../order/key.ts";
import { sortRows } from "../../order/sort-rows.ts";
import { doublesFrom, exactDoubles, isNumbers } from "../../time/doubles.ts";
import { isBefore } from "../asof/search.ts";

/** A predicate that compares something of the left with something of the right. */
export interface Inequality {
  readonly left: Typed;
  readonly right: Typed;
  /** What the right is of the left: less, at most, greater, at least. */
  readonly op: "lt" | "le" | "gt" | "ge";
}

const FLIPPED = { lt: "gt", le: "ge", gt: "lt", ge: "le" } as const;
const NUMBERS = /^(U?Int(8|16|32|64)|Float(32|64)|Date32|Time|Datetime|Duration)$/;

/** The first predicate by which the right's rows can be put in order, so that each left row looks at a stretch of them. */
export function inequality(
  predicates: readonly Typed[],
  sideOf: (column: string) => "left" | "right",
): { readonly found: Inequality; readonly rest: readonly Typed[] } | null {
  for (const p of predicates) {
    if (p.kind !== "call" || !(p.fn in FLIPPED)) continue;
    const op = p.fn as Inequality["op"];
    const [a, b] = (p as TypedCall).args as readonly [Typed, Typed];
    const [x, y] = [a, b].map((e) => new Set([...columnsIn(e)].map(sideOf))) as [Set<string>, Set<string>];
    if (x.size !== 1 || y.size !== 1 || !NUMBERS.test(a.type.id)) continue;
    const rest = predicates.filter((q) => q !== p);
    if (x.has("left") && y.has("right")) return { found: { left: a, right: b, op: FLIPPED[op] }, rest };
    if (x.has("right") && y.has("left")) return { found: { left: b, right: a, op }, rest };
  }
  return null;
}

/** The right's rows in the order of a key; rows without one match nothing. */
export interface Ordered {
  readonly rows: Int32Array;
  /** For each left row, the places [from, to) of the right rows that match it. */
  stretches(key: Column): { readonly from: Int32Array; readonly to: Int32Array };
}

/** Puts the right's rows in order; null where their keys are too far apart for doubles. */
export function ordered(key: Column, op: Inequality["op"]): Ordered | null {
  if (!isNumbers(key)) return null;
  const made = exactDoubles(key);
  if (made === null) return null;
  const sorted = sortRows([sortKey(key)], key.length);
  // Nulls come first.
  const rows = sorted.subarray(key.nulls);
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = made.values[rows[i] as number] as number;
  const below = (x: number, inclusive: boolean): number => {
    let low = 0;
    for (let high = values.length; low < high; ) {
      const middle = (low + high) >> 1;
      const v = values[middle] as number;
      if (inclusive ? !isBefore(x, v) : isBefore(v, x)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    rows,
    stretches(left) {
      if (!isNumbers(left)) throw new Error("keys of both sides have one type");
      const x = doublesFrom(left, made.base);
      const [from, to] = [new Int32Array(left.length), new Int32Array(left.length)];
      for (let i = 0; i < x.length; i++) {
        if (!isValid(left, i)) continue;
        const v = x[i] as number;
        if (op === "lt" || op === "le") to[i] = below(v, op === "le");
        else {
          from[i] = below(v, op === "gt");
          to[i] = rows.length;
        }
      }
      return { from, to };
    },
  };
}
