import { bitmapBytes, countBits } from "../../../arrow/bitmap.ts";
import type { Column, Validity, Values } from "../../../arrow/column.ts";
import { allNull } from "../../../arrow/take.ts";
import type { DataType } from "../../../arrow/types.ts";
import { kernels } from "../../../kernels/memory.ts";
import { columnIn, isScalar, scalar, type Value } from "../value.ts";

export interface Nulls {
  readonly validity: Validity;
  readonly nulls: number;
}
export const NO_NULLS: Nulls = { validity: null, nulls: 0 };

const allScalar = (args: readonly Value[]): boolean => {
  for (let i = 0; i < args.length; i++) if (!isScalar(args[i] as Value)) return false;
  return true;
};

/** How many rows are computed: one where every argument is a scalar. */
export const rowsOf = (args: readonly Value[], length: number): number => (allScalar(args) ? 1 : length);

/** The result as a value: a scalar where every argument is one. */
export const resultOf = (args: readonly Value[], column: Column): Value => (allScalar(args) ? scalar(column) : column);

/** Nulls of a type, as long as the arguments are. */
export const nullsOf = (args: readonly Value[], type: DataType, length: number): Value =>
  resultOf(args, allNull(type, rowsOf(args, length)));

/** The rows where no argument is null; undefined where a scalar is null, so that every row is. */
export function jointNulls(args: readonly Value[], length: number): Nulls | undefined {
  let validity: Uint8Array | null = null;
  let nulls = 0;
  let own = false;
  for (let k = 0; k < args.length; k++) {
    const v = args[k] as Value;
    const c = columnIn(v);
    if (c.nulls === 0) continue;
    if (isScalar(v) || c.validity === null) return undefined;
    if (validity === null) {
      validity = c.validity;
      nulls = c.nulls;
    } else if (validity !== c.validity) {
      const [a, b]: [Uint8Array, Uint8Array] = [validity, c.validity];
      const out: Uint8Array = own ? a : new Uint8Array(bitmapBytes(length));
      for (let i = 0; i < out.length; i++) out[i] = (a[i] as number) & (b[i] as number);
      validity = out;
      own = true;
    }
  }
  if (own && validity !== null) nulls = length - countBits(validity, length);
  return nulls === 0 ? NO_NULLS : { validity, nulls };
}

/** The rows that are valid in both. */
export function andNulls(a: Nulls, bits: Uint8Array | null, length: number): Nulls {
  if (bits === null) return a;
  if (a.validity === null) return nullsFrom(bits, length);
  const out = new Uint8Array(bitmapBytes(length));
  for (let i = 0; i < out.length; i++) out[i] = (a.validity[i] as number) & (bits[i] as number);
  return nullsFrom(out, length);
}

export function nullsFrom(bits: Uint8Array, length: number): Nulls {
  const nulls = length - countBits(bits, length);
  return nulls === 0 ? NO_NULLS : { validity: bits, nulls };
}

/** How far an operand advances a row: nothing for a scalar. */
export const stepOf = (v: Value, width: number): number => (isScalar(v) ? 0 : width);

/** Rows that go through kernel memory at once: what stays in the cache, a multiple of 8. */
export const CHUNK: number = 1 << 16;

/** Rows [at, at + size) of an operand; all of a scalar. */
export const rowsAt = <T extends Values>(v: Value, values: T, at: number, size: number): T =>
  at === 0 && size >= values.length ? values : isScalar(v) ? values : (values.subarray(at, at + size) as T);

/** Clears what lies behind the last row. */
export function trim(bits: Uint8Array, rows: number): Uint8Array {
  if (rows & 7) bits[rows >> 3] = (bits[rows >> 3] as number) & ((1 << (rows & 7)) - 1);
  return bits;
}

/** A bitmap out of kernel memory. */
export function bitsAt(ptr: number, rows: number): Uint8Array {
  const out = new Uint8Array(bitmapBytes(rows));
  kernels.read(ptr, out);
  return trim(out, rows);
}
