import { type Column, type FixedColumn, fixedColumn, isValid } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { isFloat, isNested, isNumeric } from "../../../arrow/type-info.ts";
import { type DataType, Int32 } from "../../../arrow/types.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { maxima, minima } from "../functions/rolling/extremes.ts";
import { type Frames, type Measure, validCounts } from "../functions/rolling/frames.ts";
import { deviations, variances } from "../functions/rolling/moments.ts";
import { means, sums } from "../functions/rolling/sums.ts";
import { compareValues } from "../order/compare.ts";
import { sortKey } from "../order/key.ts";
import { sortRows } from "../order/sort-rows.ts";

type Pieces = readonly Frames[];
const at = (a: Int32Array, i: number): number => a[i] as number;

function counts(pieces: Pieces, c: Column | null, type: DataType): Column {
  const out = new Uint32Array(pieces[0]?.from.length ?? 0);
  for (const p of pieces) {
    const own = c === null ? null : validCounts(p, c);
    for (let i = 0; i < out.length; i++)
      out[i] = at(out as never, i) + (own === null ? at(p.to, i) - at(p.from, i) : at(own, i));
  }
  return fixedColumn(type, out.length, out);
}

/** The row at a place of each frame, from its start (0) or its end (-1); -1 where it is shorter. */
function picked(pieces: Pieces, place: number): Int32Array {
  const n = pieces[0]?.from.length ?? 0;
  const out = new Int32Array(n).fill(-1);
  const order = place < 0 ? [...pieces].reverse() : pieces;
  for (let i = 0; i < n; i++) {
    let left = place < 0 ? -place - 1 : place;
    for (const { from, to } of order) {
      const size = at(to, i) - at(from, i);
      if (left < size) {
        out[i] = place < 0 ? at(to, i) - 1 - left : at(from, i) + left;
        break;
      }
      left -= size;
    }
  }
  return out;
}

/** Sums of Decimals, as differences of running sums in 128 bits. */
function decimalSums(c: FixedColumn, { from, to }: Frames, type: DataType): Column {
  const words = new Uint32Array(c.values.buffer, c.values.byteOffset, 4 * c.length);
  const before = new Uint32Array(4 * c.length + 4);
  for (let i = 0; i < c.length; i++) {
    let carry = 0;
    for (let w = 0; w < 4; w++) {
      const sum = (before[4 * i + w] as number) + (isValid(c, i) ? (words[4 * i + w] as number) : 0) + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      before[4 * i + 4 + w] = sum;
    }
  }
  const values = new BigInt64Array(2 * from.length);
  const out = new Uint32Array(values.buffer);
  for (let i = 0; i < from.length; i++) {
    let borrow = 0;
    for (let w = 0; w < 4; w++) {
      const d = (before[4 * at(to, i) + w] as number) - (before[4 * at(from, i) + w] as number) - borrow;
      borrow = d < 0 ? 1 : 0;
      out[4 * i + w] = d;
    }
  }
  return fixedColumn(type, from.length, values);
}

/** The least or greatest value of what has an order, by its rank. */
function extreme(c: Column, frames: Frames, measure: Measure): Column | null {
  const plain = c.layout === "fixed" && c.type.id !== "Decimal";
  if (plain && isFloat(c.type)) {
    const { values } = c;
    for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i] as number)) return null;
  }
  const info = { type: c.type, options: {} };
  if (plain || c.layout === "bool") return measure(c, frames, 1, info);
  if (c.layout === "null" || isNested(c.type)) return null;
  const order = sortRows([sortKey(c, false, true)], c.length);
  const compare = compareValues(c);
  const ranks = new Int32Array(c.length);
  const rows: number[] = [];
  for (const row of order) {
    if (!isValid(c, row)) break;
    const last = rows[rows.length - 1];
    if (last === undefined || compare(last, row) !== 0) rows.push(row);
    ranks[row] = rows.length - 1;
  }
  const best = measure(fixedColumn(Int32, c.length, ranks, c.validity, c.nulls), frames, 1, {
    type: Int32,
    options: {},
  });
  const found = (best as FixedColumn).values as Int32Array;
  return takeColumn(
    c,
    Int32Array.from(found, (rank, i) => (isValid(best, i) ? (rows[rank] as number) : -1)),
    true,
  );
}

/** Aggregates that need not look at every row of every frame; null for others. */
export function measured(e: TypedCall, [c]: readonly Column[], pieces: Pieces): Column | null {
  const { fn, type, options } = e;
  if (fn === "len") return counts(pieces, null, type);
  if (c === undefined) return null;
  if (fn === "count") return counts(pieces, c, type);
  if (fn === "first" || fn === "last") return takeColumn(c, picked(pieces, fn === "first" ? 0 : -1), true);
  if (fn === "get" && e.args.length === 1 && options["nullOnOob"] === true)
    return takeColumn(c, picked(pieces, Number(options["index"])), true);
  const [frames] = pieces;
  if (frames === undefined || pieces.length > 1) return null;
  const plain = c.layout === "fixed" && isNumeric(c.type) && c.type.id !== "Decimal";
  switch (fn) {
    case "sum":
      if (c.layout === "fixed" && c.type.id === "Decimal" && type.id === "Decimal" && type.scale === c.type.scale)
        return decimalSums(c, frames, type);
      return plain && c.type.id === type.id ? sums(c, frames, 0, { type, options }) : null;
    case "mean":
      return plain && type.id === "Float64" ? means(c, frames, 1, { type, options }) : null;
    case "min":
      return extreme(c, frames, minima);
    case "max":
      return extreme(c, frames, maxima);
    case "std":
      return plain ? deviations(c, frames, 1, { type, options }) : null;
    case "var":
      return plain ? variances(c, frames, 1, { type, options }) : null;
    default:
      return null;
  }
}
