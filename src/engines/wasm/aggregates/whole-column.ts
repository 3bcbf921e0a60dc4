import type { FixedColumn } from "../../../arrow/column.ts";
import { kernels } from "../../../kernels/memory.ts";
import { foldedDoubles } from "./folded-doubles.ts";

const { k } = kernels;
const PIECE = 1 << 16;
const FEW = 256;

/** How the kernels take a column, where they do. */
export type Fold = "f64" | 32 | 64;

/** Which kernels fold a column of one group; null for short columns and other types. */
export function foldOf(c: FixedColumn): Fold | null {
  if (c.length < FEW || c.layout !== "fixed" || c.type.id === "Decimal") return null;
  const { values } = c;
  if (values instanceof Float64Array) return "f64";
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return 64;
  return values instanceof Float32Array ? null : 32;
}

const signedOf = (c: FixedColumn): number =>
  (c.values instanceof Uint32Array || c.values instanceof BigUint64Array ? 1 : 0) ^ 1;

/** Calls `fold` with a piece of the column after the other in the kernels' memory. */
function pieces(c: FixedColumn, fold: (values: number, valid: number, n: number, out: number) => void): void {
  const { validity, length } = c;
  const values = c.values.BYTES_PER_ELEMENT < 4 ? new Int32Array(c.values as Int8Array) : c.values;
  const mark = kernels.mark();
  try {
    for (let at = 0; at < length; at += PIECE) {
      const n = Math.min(PIECE, length - at);
      const out = kernels.push(16);
      const ptr = kernels.put(values.subarray(at, at + n));
      const valid = validity === null ? 0 : kernels.put(validity.subarray(at >> 3, (at + n + 7) >> 3));
      fold(ptr, valid, n, out);
      kernels.reset(mark);
    }
  } finally {
    kernels.reset(mark);
  }
}

/** Sums of pieces of a column of doubles. */
export function sumDoubles(c: FixedColumn, add: (sum: number) => void): void {
  for (const sum of foldedDoubles(c).sums) add(sum);
}

/** The exact sum of a column of integers. */
export function sumIntegers(c: FixedColumn): bigint {
  const signed = signedOf(c);
  let sum = 0n;
  if (foldOf(c) === 32) pieces(c, (values, valid, n) => (sum += k.foldSum32(values, valid, n, signed)));
  else
    pieces(c, (values, valid, n, out) => {
      k.foldSum64(values, valid, n, signed, out);
      const { i64 } = kernels.views;
      sum += ((i64[(out >>> 3) + 1] as bigint) << 32n) + BigInt.asUintN(64, i64[out >>> 3] as bigint);
    });
  return sum;
}

/** The least (`sign` 1) or greatest (-1) of a column of doubles: NaN where nothing else is, undefined of nothing. */
export function extremeDouble(c: FixedColumn, sign: 1 | -1): number | undefined {
  const { least, greatest } = foldedDoubles(c);
  if (least <= greatest) return sign === 1 ? least : greatest;
  return c.nulls < c.length ? Number.NaN : undefined;
}

/** The least (`sign` 1) or greatest (-1) of a column of integers; undefined of nothing. */
export function extremeInteger(c: FixedColumn, sign: 1 | -1): bigint | undefined {
  if (c.nulls === c.length) return undefined;
  const signed = signedOf(c);
  const unsigned = c.values instanceof BigUint64Array;
  const fold = foldOf(c) === 32 ? k.foldExtremes32 : k.foldExtremes64;
  let best: bigint | undefined;
  pieces(c, (values, valid, n, out) => {
    fold(values, valid, n, signed, out);
    const { i64 } = kernels.views;
    const read = (at: number): bigint => (unsigned ? BigInt.asUintN(64, i64[at] as bigint) : (i64[at] as bigint));
    const [low, high] = [read(out >>> 3), read((out >>> 3) + 1)];
    if (high < low) return;
    const found = sign === 1 ? low : high;
    if (best === undefined || (sign === 1 ? found < best : found > best)) best = found;
  });
  return best;
}
