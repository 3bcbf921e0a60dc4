import { bitsToRows, countBits } from "../../arrow/bitmap.ts";
import {
  type BoolColumn,
  type Column,
  type DictColumn,
  dictColumn,
  type FixedColumn,
  fixedColumn,
  type Values,
} from "../../arrow/column.ts";
import { room } from "../../arrow/layout.ts";
import { takeColumn, takeValidity } from "../../arrow/take.ts";
import { kernels } from "../../kernels/memory.ts";
import { resultValues } from "./fleeting.ts";

/** Below this a call into the kernels costs more than it saves. */
const SMALL = 512;
const MOST = 1 << 20;
/** Copying all values into the kernels' memory must cost less than picking those that stay. */
const SHARE = 12;

/** Which rows of a morsel stay. */
export class Selection {
  readonly count: number;
  readonly bits: Uint8Array;
  readonly length: number;
  #rows: Int32Array | null = null;

  constructor(bits: Uint8Array, length: number) {
    this.bits = bits;
    this.length = length;
    this.count = countBits(bits, length);
  }

  /** Their numbers, found when they are asked for. */
  get rows(): Int32Array {
    this.#rows ??= rowsOf(this.bits, this.length, this.count);
    return this.#rows;
  }
}

/** Bits that are true and not null. */
export function truths(mask: BoolColumn): Uint8Array {
  if (mask.validity === null) return mask.bits;
  const out = new Uint8Array((mask.length + 7) >> 3);
  for (let i = 0; i < out.length; i++) out[i] = (mask.bits[i] as number) & (mask.validity[i] as number);
  return out;
}

function rowsOf(bits: Uint8Array, length: number, count: number): Int32Array {
  if (length < SMALL || length > MOST) return bitsToRows(bits, length);
  const mark = kernels.mark();
  try {
    const at = kernels.put(bits);
    const out = kernels.push(4 * length);
    kernels.k.bitsToRows(at, length, out);
    const rows = new Int32Array(room(4 * count), 0, count);
    kernels.read(out, rows);
    return rows;
  } finally {
    kernels.reset(mark);
  }
}

export const selection: {
  readonly none: Selection;
  of(mask: BoolColumn): Selection;
  ofBits(bits: Uint8Array, length: number): Selection;
} = {
  ofBits: (bits, length) => new Selection(bits, length),
  none: new Selection(new Uint8Array(0), 0),
  of: (mask) => new Selection(truths(mask), mask.length),
};

type Kernel = (values: number, bits: number, n: number, out: number) => void;
const { k } = kernels;
const KERNELS: Readonly<Record<number, Kernel>> = { 4: k.compact32, 8: k.compact64, 16: k.compact128 };
type Sized<T> = { readonly BYTES_PER_ELEMENT: number; new (length: number): T };

function compactValues<T extends Values>(values: T, per: number, kernel: Kernel, s: Selection): T {
  const { BYTES_PER_ELEMENT: bytes } = values;
  const mark = kernels.mark();
  try {
    const bits = kernels.put(s.bits);
    const from = kernels.put(values);
    const out = kernels.push(s.length * per * bytes);
    kernel(from, bits, s.length, out);
    const kept = s.count * per;
    const result = resultValues(values.constructor as Sized<T>, kept);
    kernels.read(out, result);
    return result;
  } finally {
    kernels.reset(mark);
  }
}

function compactFixed(c: FixedColumn, s: Selection): Column | null {
  const per = c.type.id === "Decimal" ? 2 : 1;
  const kernel = KERNELS[c.values.BYTES_PER_ELEMENT * per];
  if (kernel === undefined) return null;
  const values = compactValues(c.values, per, kernel, s);
  if (c.validity === null) return fixedColumn(c.type, s.count, values);
  const { validity, nulls } = takeValidity(c, s.rows, false);
  return fixedColumn(c.type, s.count, values, validity, nulls);
}

function compactCodes(c: DictColumn, s: Selection): Column {
  const codes = compactValues(c.codes, 1, k.compact32, s);
  if (c.validity === null) return dictColumn(c.type, s.count, codes, c.dictionary);
  const { validity, nulls } = takeValidity(c, s.rows, false);
  return dictColumn(c.type, s.count, codes, c.dictionary, validity, nulls);
}

/** The selected rows of a column. */
export function compact(c: Column, s: Selection): Column {
  if (s.count === c.length) return c;
  if (c.length >= SMALL && c.length <= MOST && s.count * SHARE >= c.length) {
    if (c.layout === "dict") return compactCodes(c, s);
    if (c.layout === "fixed") return compactFixed(c, s) ?? takeColumn(c, s.rows);
  }
  return takeColumn(c, s.rows);
}
