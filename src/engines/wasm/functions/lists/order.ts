import { bothValid } from "../../../../arrow/bitmap.ts";
import { type Column, isValid, type ListColumn } from "../../../../arrow/column.ts";
import { type Stored, valueAt } from "../../../../arrow/value.ts";
import type { CallInfo } from "../../function.ts";
import { columnIn, isScalar, type Value } from "../../value.ts";
import { ints, type OfLists, regather } from "./rows.ts";

/** Lists made of their own items in another order or number: `pick` gives the rows of one list's items. */
function repick(
  c: ListColumn,
  info: CallInfo,
  pick: (start: number, end: number, out: number[], row: number) => void,
): Column {
  const offsets = new Int32Array(c.length + 1);
  const rows: number[] = [];
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) pick(c.offsets[i] as number, c.offsets[i + 1] as number, rows, i);
    offsets[i + 1] = rows.length;
  }
  return regather(c, info, Int32Array.from(rows), offsets);
}

export const reverse: OfLists = (c, _, info) =>
  repick(c, info, (start, end, out) => {
    for (let k = end - 1; k >= start; k--) out.push(k);
  });

/** Text by code point; NaN behind all numbers. */
function compare(a: Stored, b: Stored): number {
  if (typeof a === "number" && typeof b === "number") {
    if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
    return Number.isNaN(b) ? -1 : a - b || 0;
  }
  if (typeof a === "string" && typeof b === "string") return byCodePoint(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    for (let i = 0; i < Math.min(a.length, b.length); i++)
      if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
    return a.length - b.length;
  }
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
}

function byCodePoint(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    // Surrogates stand for what lies above all other units.
    const [sx, sy] = [x >= 0xd800 && x <= 0xdfff, y >= 0xd800 && y <= 0xdfff];
    return sx === sy ? x - y : sx ? 1 : -1;
  }
  return a.length - b.length;
}

/** An Enum's order is that of its categories. */
function keyOf(c: Column): (row: number) => Stored {
  if (c.type.id === "Enum" && c.layout === "dict") return (row) => c.codes[row] as number;
  return (row) => valueAt(c, row);
}

export const sort: OfLists = (c, _, info) => {
  const { child } = c;
  const sign = info.options.descending === true ? -1 : 1;
  const nullsLast = info.options.nullsLast === true;
  const key = keyOf(child);
  return repick(c, info, (start, end, out) => {
    const some: { readonly row: number; readonly value: Stored }[] = [];
    const none: number[] = [];
    for (let k = start; k < end; k++) {
      if (isValid(child, k)) some.push({ row: k, value: key(k) });
      else none.push(k);
    }
    some.sort((a, b) => sign * compare(a.value, b.value));
    if (!nullsLast) out.push(...none);
    for (const { row } of some) out.push(row);
    if (nullsLast) out.push(...none);
  });
};

/** What tells items apart: -0 is 0, NaN is NaN. */
export function identity(v: Stored): unknown {
  if (v === null || typeof v !== "object") return v;
  return JSON.stringify(v instanceof Uint8Array ? [...v] : v, (_, x: unknown) =>
    typeof x === "bigint" ? `${x}n` : typeof x === "number" && !Number.isFinite(x) ? String(x) : x,
  );
}

export const unique: OfLists = (c, _, info) =>
  repick(c, info, (start, end, out) => {
    const seen = new Set<unknown>();
    for (let k = start; k < end; k++) {
      const id = identity(valueAt(c.child, k));
      if (seen.has(id)) continue;
      seen.add(id);
      out.push(k);
    }
  });

const valid = (v: Value, i: number): boolean => (isScalar(v) ? v.column.nulls === 0 : isValid(v, i));

/** Null where an argument that is needed is. */
export function nulled(out: Column, v: Value): Column {
  const { validity } = columnIn(v);
  if (isScalar(v) || validity === null) return out;
  const both = bothValid(out.validity, validity, out.length);
  return { ...out, ...both } as Column;
}

function stretch(
  c: ListColumn,
  info: CallInfo,
  offset: (i: number, n: number) => number,
  length: (i: number, n: number) => number,
): Column {
  return repick(c, info, (start, end, out, i) => {
    const n = end - start;
    let from = offset(i, n);
    let to = from + length(i, n);
    from = Math.max(0, from);
    to = Math.min(n, to);
    for (let k = from; k < to; k++) out.push(start + k);
  });
}

export const slice: OfLists = (c, [offset, length], info) => {
  const o = ints(offset as Value);
  const l = length as Value | undefined;
  const count = l === undefined || columnIn(l).layout === "null" ? null : ints(l);
  const from = (i: number, n: number): number => (o(i) < 0 ? o(i) + n : o(i));
  return nulled(
    stretch(c, info, from, (i, n) => (count !== null && valid(l as Value, i) ? count(i) : n + Math.abs(o(i)))),
    offset as Value,
  );
};
export const head: OfLists = (c, [n], info) => {
  const count = ints(n as Value);
  return nulled(
    stretch(
      c,
      info,
      () => 0,
      (i, size) => (count(i) < 0 ? size : count(i)),
    ),
    n as Value,
  );
};
export const tail: OfLists = (c, [n], info) => {
  const count = ints(n as Value);
  return nulled(
    stretch(
      c,
      info,
      (i, size) => (count(i) < 0 ? Math.min(size, -count(i)) : Math.max(0, size - count(i))),
      (_, size) => size,
    ),
    n as Value,
  );
};
