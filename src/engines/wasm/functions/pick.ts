import { getBit } from "../../../arrow/bitmap.ts";
import {
  type BytesColumn,
  boolColumn,
  type Column,
  type DictColumn,
  dictColumn,
  type FixedColumn,
  fixedColumn,
} from "../../../arrow/column.ts";
import { concatColumns, plainText } from "../../../arrow/concat.ts";
import { unifyDictionaries } from "../../../arrow/dictionary.ts";
import { allocate, widthOf } from "../../../arrow/layout.ts";
import { emptyDictionary, takeColumn } from "../../../arrow/take.ts";
import type { DataType } from "../../../arrow/types.ts";
import { kernels } from "../../../kernels/memory.ts";
import { columnIn, isScalar, spread, type Value } from "../value.ts";
import { bitsOf, mixBits, nullsOfBits, validOf } from "./bits.ts";
import { CHUNK, type Nulls, rowsAt } from "./operands.ts";

const k = kernels.k;
type Kernel = (mask: number, a: number, sa: number, b: number, sb: number, n: number, out: number) => void;
const KERNELS: Readonly<Record<number, Kernel>> = {
  1: k.ewPick8,
  2: k.ewPick16,
  4: k.ewPick32,
  8: k.ewPick64,
  16: k.ewPick128,
};

function fixed(mask: Uint8Array, x: Value, y: Value, type: DataType, n: number, nulls: Nulls): Column {
  const width = type.id === "Decimal" ? 16 : widthOf(type);
  const out = allocate(type, n);
  const [p, q] = [(columnIn(x) as FixedColumn).values, (columnIn(y) as FixedColumn).values];
  const step = type.id === "Decimal" ? 2 : 1;
  for (let at = 0; at < n; at += CHUNK) {
    const size = Math.min(CHUNK, n - at);
    const mark = kernels.mark();
    try {
      const m = kernels.put(size === n ? mask : mask.subarray(at >> 3, (at + size + 7) >> 3));
      const a = kernels.put(rowsAt(x, p, at * step, size * step));
      const b = kernels.put(rowsAt(y, q, at * step, size * step));
      const to = kernels.push(size * width);
      (KERNELS[width] as Kernel)(m, a, isScalar(x) ? 0 : width, b, isScalar(y) ? 0 : width, size, to);
      kernels.read(to, size === n ? out : out.subarray(at * step, (at + size) * step));
    } finally {
      kernels.reset(mark);
    }
  }
  return fixedColumn(type, n, out, nulls.validity, nulls.nulls);
}

/** One text as a dictionary of one entry. */
function coded(v: Value): DictColumn {
  const c = columnIn(v) as BytesColumn | DictColumn;
  if (c.layout === "dict") return c;
  if (c.nulls > 0) return dictColumn(c.type, 1, new Int32Array(1), emptyDictionary(), c.validity, 1);
  return dictColumn(c.type, 1, new Int32Array(1), plainText(c));
}

function texts(mask: Uint8Array, x: Value, y: Value, type: DataType, n: number, nulls: Nulls): Column | undefined {
  const codeable = (v: Value): boolean => isScalar(v) || columnIn(v).layout === "dict";
  if (!codeable(x) || !codeable(y)) return undefined;
  const { dictionary, codes } = unifyDictionaries([coded(x), coded(y)]);
  // Two nulls leave nothing to point at.
  if (dictionary.length === 0) return undefined;
  const [p, q] = codes as [Int32Array, Int32Array];
  const [sp, sq] = [isScalar(x) ? 0 : 1, isScalar(y) ? 0 : 1];
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) out[i] = getBit(mask, i) === 1 ? (p[i * sp] as number) : (q[i * sq] as number);
  return dictColumn(type, n, out, dictionary, nulls.validity, nulls.nulls);
}

/** Any layout: both behind each other, then the rows of each. */
function gathered(mask: Uint8Array, x: Value, y: Value, type: DataType, n: number): Column {
  const [a, b] = [columnIn(x), columnIn(y)];
  const both = concatColumns(type, [a, b]);
  const rows = new Int32Array(n);
  for (let i = 0; i < n; i++)
    rows[i] = getBit(mask, i) === 1 ? (isScalar(x) ? 0 : i) : a.length + (isScalar(y) ? 0 : i);
  return takeColumn(both, rows);
}

/** Row by row x where the mask is set, else y; both have `type`. */
export function pick(mask: Uint8Array, x: Value, y: Value, type: DataType, n: number): Column {
  const layout = columnIn(x).layout;
  if (n === 0) return spread(y, 0);
  const [va, vb] = [validOf(x, n), validOf(y, n)];
  const nulls = nullsOfBits(va === null && vb === null ? null : mixBits(mask, va, vb, n), n);
  switch (layout) {
    case "null":
      return spread(x, n);
    case "fixed":
      return fixed(mask, x, y, type, n, nulls);
    case "bool":
      return boolColumn(type, n, mixBits(mask, bitsOf(x, n).bits, bitsOf(y, n).bits, n), nulls.validity, nulls.nulls);
    case "bytes":
    case "dict":
      return (type.id === "Binary" ? undefined : texts(mask, x, y, type, n, nulls)) ?? gathered(mask, x, y, type, n);
    default:
      return gathered(mask, x, y, type, n);
  }
}
