import { setBit } from "../../../../arrow/bitmap.ts";
import { type Column, type FixedColumn, fixedColumn, isValid, type Validity } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { isFloat, isNumeric, isTemporal } from "../../../../arrow/type-info.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { columnOfDoubles, doubles } from "../../aggregates/doubles.ts";
import type { Segmented } from "../windows/segmented.ts";
import { inOrder } from "./along.ts";

/** Calls `fill` for each stretch of nulls between two values: rows (a, b). */
function eachGap(c: Column, starts: Int32Array, fill: (a: number, b: number) => void): void {
  for (let s = 0; s + 1 < starts.length; s++) {
    let last = -1;
    for (let i = starts[s] as number; i < (starts[s + 1] as number); i++) {
      if (!isValid(c, i)) continue;
      if (last >= 0 && i > last + 1) fill(last, i);
      last = i;
    }
  }
}

/** Which rows hold something when the gaps are filled. */
function filled(c: Column, starts: Int32Array): { validity: Validity; nulls: number } {
  const bits = (c.validity as Uint8Array).slice();
  let nulls = c.nulls;
  eachGap(c, starts, (a, b) => {
    for (let i = a + 1; i < b; i++) setBit(bits, i);
    nulls -= b - a - 1;
  });
  return { validity: nulls === 0 ? null : bits, nulls };
}

// 128 bits in two words; 64 in one.
function longs(c: FixedColumn): {
  get: (i: number) => bigint;
  set: (i: number, v: bigint) => void;
  values: BigInt64Array;
} {
  const values = (c.values as BigInt64Array).slice();
  if (c.type.id !== "Decimal")
    return {
      values,
      get: (i) => values[i] as bigint,
      set: (i, v) => {
        values[i] = v;
      },
    };
  return {
    values,
    get: (i) => ((values[2 * i + 1] as bigint) << 64n) | BigInt.asUintN(64, values[2 * i] as bigint),
    set: (i, v) => {
      values[2 * i] = BigInt.asIntN(64, v);
      values[2 * i + 1] = v >> 64n;
    },
  };
}

// What counts in whole units takes steps of whole units, as in Polars.
function linear(c: FixedColumn, starts: Int32Array): Column {
  const { validity, nulls } = filled(c, starts);
  if (isFloat(c.type)) {
    const x = doubles(c).slice();
    eachGap(c, starts, (a, b) => {
      const low = x[a] as number;
      const slope = ((x[b] as number) - low) / (b - a);
      for (let i = a + 1; i < b; i++) x[i] = low + slope * (i - a);
    });
    return columnOfDoubles(c.type, x, validity, nulls);
  }
  if (c.values instanceof BigInt64Array) {
    const { get, set, values } = longs(c);
    eachGap(c, starts, (a, b) => {
      const low = get(a);
      const step = (get(b) - low) / BigInt(b - a);
      for (let i = a + 1; i < b; i++) set(i, low + step * BigInt(i - a));
    });
    return fixedColumn(c.type, c.length, values, validity, nulls);
  }
  const days = (c.values as Int32Array).slice();
  eachGap(c, starts, (a, b) => {
    const low = days[a] as number;
    const step = Math.trunc(((days[b] as number) - low) / (b - a));
    for (let i = a + 1; i < b; i++) days[i] = low + step * (i - a);
  });
  return fixedColumn(c.type, c.length, days, validity, nulls);
}

export const interpolate: Segmented = ([c], { options }, starts) => {
  const column = c as Column;
  const { type } = column;
  if (column.nulls === 0 || column.layout !== "fixed" || !(isNumeric(type) || isTemporal(type))) return column;
  if (options.method !== "nearest") return linear(column, starts);
  const rows = new Int32Array(column.length);
  for (let i = 0; i < rows.length; i++) rows[i] = isValid(column, i) ? i : -1;
  eachGap(column, starts, (a, b) => {
    // At equal distances the later one.
    for (let i = a + 1; i < b; i++) rows[i] = 2 * (i - a) >= b - a ? b : a;
  });
  return takeColumn(column, rows, true);
};

const along: Segmented = inOrder((column, by, starts, { type }) => {
  if (column.nulls === 0) return column;
  const { validity, nulls } = filled(column, starts);
  const x = doubles(column).slice();
  const at = doubles(by);
  // Times far from 1970 are told apart by their distances.
  const words =
    by.values instanceof BigInt64Array ? new Int32Array(by.values.buffer, by.values.byteOffset, 2 * by.length) : null;
  const low = words === null ? null : new Uint32Array(words.buffer, words.byteOffset, words.length);
  const distance = (a: number, b: number): number =>
    words === null || low === null
      ? (at[b] as number) - (at[a] as number)
      : ((words[2 * b + 1] as number) - (words[2 * a + 1] as number)) * 4294967296 +
        ((low[2 * b] as number) - (low[2 * a] as number));
  eachGap(column, starts, (a, b) => {
    const first = x[a] as number;
    const slope = ((x[b] as number) - first) / distance(a, b);
    for (let i = a + 1; i < b; i++) x[i] = first + slope * distance(a, i);
  });
  return columnOfDoubles(type, x, validity, nulls);
});

export const interpolateBy: Segmented = (args, info, starts) => {
  const by = args[1] as Column;
  if (by.nulls > 0)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      "interpolateBy: the column to go by holds nulls; fill or drop them before",
    );
  return along(args, info, starts);
};
