import { setBit } from "../../../arrow/bitmap.ts";
import { type BytesColumn, boolColumn, fixedColumn, isValid } from "../../../arrow/column.ts";
import { reinterpret } from "../../../arrow/reinterpret.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { BinaryName } from "../../../expr/functions/binaries.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { decode, encode } from "./binaries/coding.ts";
import { indexOf } from "./strings/bytes.ts";
import { argInts, cutOut, Marks } from "./strings/rows.ts";
import { type OfText, textual } from "./strings/texts.ts";

type Test = (data: Uint8Array, from: number, end: number, needle: Uint8Array) => boolean;

const tests =
  (test: Test): OfText =>
  (c, [other], { type }) => {
    const v = other as Value;
    const d = columnIn(v) as BytesColumn;
    const bits = new Uint8Array((c.length + 7) >> 3);
    for (let i = 0; i < c.length; i++) {
      if (!isValid(c, i)) continue;
      const row = isScalar(v) ? 0 : i;
      const needle = d.data.subarray(d.offsets[row] as number, d.offsets[row + 1] as number);
      if (test(c.data, c.offsets[i] as number, c.offsets[i + 1] as number, needle)) setBit(bits, i);
    }
    return boolColumn(type, c.length, bits, c.validity, c.nulls);
  };
const contains: Test = (data, from, end, needle) => needle.length === 0 || indexOf(data, from, end, needle) >= 0;
const starts: Test = (data, from, end, needle) =>
  end - from >= needle.length && needle.every((b, k) => data[from + k] === b);
const ends: Test = (data, from, end, needle) => starts(data, Math.max(from, end - needle.length), end, needle);

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40 };
const size: OfText = (c, _, { type, options }) => {
  const unit = UNITS[String(options.unit ?? "b")] as number;
  const out = unit === 1 ? new Uint32Array(c.length) : new Float64Array(c.length);
  for (let i = 0; i < out.length; i++) out[i] = ((c.offsets[i + 1] as number) - (c.offsets[i] as number)) / unit;
  return fixedColumn(type, c.length, out, c.validity, c.nulls);
};

const get: OfText = (c, [index], { type, options }) => {
  const at = argInts(index as Value);
  const marks = new Marks(c);
  const out = new Uint8Array(c.length);
  for (let i = 0; i < out.length; i++) {
    if (!isValid(c, i)) continue;
    const from = c.offsets[i] as number;
    const n = (c.offsets[i + 1] as number) - from;
    const k = at(i) < 0 ? at(i) + n : at(i);
    if (k >= 0 && k < n) out[i] = c.data[from + k] as number;
    else if (options.nullOnOob === true) marks.clear(i);
    else
      throw new PolaroidError(
        "OUT_OF_RANGE",
        `index ${at(i)} lies outside of ${n} bytes; with { nullOnOob: true } it gives null`,
      );
  }
  return fixedColumn(type, c.length, out, marks.nulls === 0 ? null : marks.bits, marks.nulls);
};

/** Bytes [first, last) of each row, counted from its start. */
function cut(
  c: BytesColumn,
  first: (i: number, n: number) => number,
  last: (i: number, n: number) => number,
): BytesColumn {
  const [from, to] = [new Int32Array(c.length), new Int32Array(c.length)];
  for (let i = 0; i < c.length; i++) {
    const start = c.offsets[i] as number;
    if (!isValid(c, i)) continue;
    const n = (c.offsets[i + 1] as number) - start;
    const a = Math.min(n, Math.max(0, first(i, n)));
    from[i] = start + a;
    to[i] = start + Math.max(a, Math.min(n, last(i, n)));
  }
  return { ...cutOut(c, from, to), type: c.type };
}

const slice: OfText = (c, [offset, length]) => {
  const o = argInts(offset as Value);
  const l = length as Value | undefined;
  const all = l === undefined || (isScalar(l) && l.column.nulls === 1);
  const count = all ? null : argInts(l);
  const begin = (i: number, n: number): number => (o(i) < 0 ? o(i) + n : o(i));
  const end = (i: number, n: number): number => {
    if (count === null || (l !== undefined && !isScalar(l) && !isValid(l, i))) return n;
    if (count(i) < 0) throw new PolaroidError("OUT_OF_RANGE", `bin.slice takes a length from 0 on, got ${count(i)}`);
    return begin(i, n) + count(i);
  };
  return cut(c, begin, end);
};
const head: OfText = (c, [n]) => {
  const k = argInts(n as Value);
  return cut(
    c,
    () => 0,
    (i, size) => (k(i) < 0 ? size + k(i) : k(i)),
  );
};
const tail: OfText = (c, [n]) => {
  const k = argInts(n as Value);
  return cut(
    c,
    (i, size) => (k(i) < 0 ? -k(i) : size - k(i)),
    (_, size) => size,
  );
};

/** Bytes. */
export const BINARIES: Rules<BinaryName, Elementwise> = {
  "bin.contains": textual(tests(contains)),
  "bin.startsWith": textual(tests(starts)),
  "bin.endsWith": textual(tests(ends)),
  "bin.size": textual(size),
  "bin.encode": textual(encode),
  "bin.decode": textual(decode),
  "bin.get": textual(get),
  "bin.head": textual(head),
  "bin.tail": textual(tail),
  "bin.slice": textual(slice, { optional: [2] }),
  "bin.reinterpret": textual((c, _, { type, options }) => reinterpret(c, type, options.endianness === "big")),
};
