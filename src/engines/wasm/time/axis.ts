import { type Column, type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import { sliceColumn } from "../../../arrow/slice.ts";
import { floorDiv, type Scale } from "../../../arrow/time/step.ts";
import { storeMoment } from "../../../arrow/time/store.ts";
import type { DataType } from "../../../arrow/types.ts";
import { doublesFrom, exactBase } from "./doubles.ts";

const WORD = 4294967296;
const EXACT = 2 ** 53;
const DAY = 86_400_000_000n;

/**
 * The values of an index as numbers whose sums and comparisons are exact. Where no double holds them they are bigints in
 * a BigInt64Array, which compare and add by the same operators: what works on an axis is written for both.
 */
export interface Axis {
  readonly values: Float64Array;
  /** Some of them, without making all. */
  readonly part: (from: number, to: number) => Float64Array;
  /** What its numbers count: this many units of the index's scale. */
  readonly unit: bigint;
  readonly wide: boolean;
  /** A count of the scale on the axis. */
  to(v: bigint): number;
  /** The count of the scale behind a number. */
  from(x: number): bigint;
  /** Numbers as a column of the index's type, or of times where that is dates. */
  column(x: ArrayLike<number>, type: DataType): Column;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** Counts of 64 bits a thousandth each; null where one is no multiple. */
function thousandths(c: FixedColumn): Float64Array | null {
  const words = new Uint32Array(c.values.buffer, c.values.byteOffset, 2 * c.length);
  const high = new Int32Array(c.values.buffer, c.values.byteOffset, 2 * c.length);
  const out = new Float64Array(c.length);
  for (let i = 0; i < out.length; i++) {
    const h = high[2 * i + 1] as number;
    const a = Math.floor(h / 1000);
    const rest = (h - a * 1000) * WORD + (words[2 * i] as number);
    if (rest % 1000 !== 0) return null;
    out[i] = a * WORD + rest / 1000;
  }
  return out;
}

const wideOf = (values: BigInt64Array): Axis => ({
  values: values as unknown as Float64Array,
  part: (from, to) => values.subarray(from, to) as unknown as Float64Array,
  unit: 1n,
  wide: true,
  to: (v) => v as unknown as number,
  from: (x) => x as unknown as bigint,
  column: (x, type) =>
    stored(
      Array.from(x, (v) => v as unknown as bigint),
      type,
    ),
});

function stored(counts: readonly bigint[], type: DataType): Column {
  if (type.id === "Date32")
    return fixedColumn(
      type,
      counts.length,
      Int32Array.from(counts, (v) => Number(floorDiv(v, DAY))),
    );
  if (type.id === "Int32" || type.id === "UInt32")
    return fixedColumn(type, counts.length, Int32Array.from(counts, Number));
  return fixedColumn(
    type,
    counts.length,
    BigInt64Array.from(counts, (v) => BigInt.asIntN(64, v)),
  );
}

function doublesOf(given: Float64Array | FixedColumn, base: bigint, unit: bigint): Axis {
  let made = given instanceof Float64Array ? given : null;
  const per = Number(unit);
  const perDay = Number(DAY / unit);
  const [top, low] = [Number(base >> 32n), Number(base & 0xffffffffn)];
  return {
    get values() {
      made ??= doublesFrom(given as FixedColumn, base);
      return made;
    },
    part: (from, to) =>
      made?.subarray(from, to) ?? doublesFrom(sliceColumn(given as FixedColumn, from, to - from) as FixedColumn, base),
    unit,
    wide: false,
    to: (v) => Number((v - base) / unit),
    from: (x) => BigInt(x) * unit + base,
    column(x, type) {
      const n = x.length;
      if (type.id === "Date32")
        return fixedColumn(
          type,
          n,
          Int32Array.from(x, (v) => Math.floor(v / perDay)),
        );
      if (type.id === "Int32") return fixedColumn(type, n, Int32Array.from(x));
      const out = new BigInt64Array(n);
      const words = new Int32Array(out.buffer);
      for (let i = 0; i < n; i++) {
        const v = x[i] as number;
        if (per !== 1) storeMoment(words, i, v, 0, per);
        else {
          const h = Math.floor(v / WORD);
          const l = v - h * WORD + low;
          words[2 * i] = l >= WORD ? l - WORD : l;
          words[2 * i + 1] = h + top + (l >= WORD ? 1 : 0);
        }
      }
      return fixedColumn(type, n, out);
    },
  };
}

/** An index (without nulls) on an axis where steps of these units are whole numbers too. */
export function axisOf(c: FixedColumn, scale: Scale, steps: readonly bigint[]): Axis {
  if (c.type.id === "Date32") {
    const days = c.values as Int32Array;
    let most = 0;
    for (let i = 0; i < c.length; i++) most = Math.max(most, Math.abs(days[i] as number));
    const unit = steps.reduce(gcd, DAY);
    const per = Number(DAY / unit);
    if (most * per < EXACT)
      return doublesOf(
        Float64Array.from(days.subarray(0, c.length), (d) => d * per),
        0n,
        unit,
      );
    return wideOf(BigInt64Array.from(days.subarray(0, c.length), (d) => BigInt(d) * DAY));
  }
  const base = exactBase(c);
  if (base !== null) return doublesOf(c, base, 1n);
  if (scale.per === 1_000_000_000n && steps.every((s) => s % 1000n === 0n)) {
    const values = thousandths(c);
    if (values !== null) return doublesOf(values, 0n, 1000n);
  }
  return wideOf(BigInt64Array.from(c.values.subarray(0, c.length) as BigInt64Array));
}
