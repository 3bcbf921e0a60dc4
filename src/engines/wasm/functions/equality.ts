import { bitmapBytes, getBit } from "../../../arrow/bitmap.ts";
import { type Column, isValid, type Numbers } from "../../../arrow/column.ts";
import { columnIn, isScalar, type Value } from "../value.ts";

/** Whether row i of one column holds the same as row j of another; null equals null, NaN equals NaN. */
export type Same = (i: number, j: number) => boolean;

function values(a: Column, b: Column): Same {
  switch (a.layout) {
    case "null":
      return () => true;
    case "fixed": {
      const [p, q] = [a.values as Numbers, (b as typeof a).values as Numbers];
      if (a.type.id === "Decimal") return (i, j) => p[2 * i] === q[2 * j] && p[2 * i + 1] === q[2 * j + 1];
      return (i, j) => p[i] === q[j] || (p[i] !== p[i] && q[j] !== q[j]);
    }
    case "bool": {
      const other = b as typeof a;
      return (i, j) => getBit(a.bits, i) === getBit(other.bits, j);
    }
    case "bytes":
    case "dict": {
      const [p, q] = [span(a), span(b as typeof a)];
      return (i, j) => {
        const [s, t] = [p.start(i), q.start(j)];
        const size = p.end(i) - s;
        if (q.end(j) - t !== size) return false;
        for (let k = 0; k < size; k++) if (p.data[s + k] !== q.data[t + k]) return false;
        return true;
      };
    }
    case "list":
    case "fixedList": {
      const [p, q] = [range(a), range(b)];
      const inner = sameness(p.child, q.child);
      return (i, j) => {
        const [s, t] = [p.start(i), q.start(j)];
        const size = p.end(i) - s;
        if (q.end(j) - t !== size) return false;
        for (let k = 0; k < size; k++) if (!inner(s + k, t + k)) return false;
        return true;
      };
    }
    case "struct": {
      const fields = a.children.map((child, k) => sameness(child, (b as typeof a).children[k] as Column));
      return (i, j) => fields.every((same) => same(i, j));
    }
  }
}

function span(c: Extract<Column, { layout: "bytes" | "dict" }>): {
  data: Uint8Array;
  start: (i: number) => number;
  end: (i: number) => number;
} {
  if (c.layout === "bytes")
    return { data: c.data, start: (i) => c.offsets[i] as number, end: (i) => c.offsets[i + 1] as number };
  const { offsets, data } = c.dictionary;
  return {
    data,
    start: (i) => offsets[c.codes[i] as number] as number,
    end: (i) => offsets[(c.codes[i] as number) + 1] as number,
  };
}

/** The items of a list's rows, whatever its layout. */
export function range(c: Column): { child: Column; start: (i: number) => number; end: (i: number) => number } {
  if (c.layout === "fixedList") return { child: c.child, start: (i) => i * c.size, end: (i) => (i + 1) * c.size };
  const { offsets, child } = c as Extract<Column, { layout: "list" }>;
  return { child, start: (i) => offsets[i] as number, end: (i) => offsets[i + 1] as number };
}

/** How two columns of one type are the same at two rows. */
export function sameness(a: Column, b: Column): Same {
  const same = values(a, b);
  if (a.nulls === 0 && b.nulls === 0) return same;
  return (i, j) => {
    const valid = isValid(a, i);
    return valid === isValid(b, j) && (!valid || same(i, j));
  };
}

/** The rows where two nested values are equal. */
export function nestedBits(x: Value, y: Value, n: number): Uint8Array {
  const same = sameness(columnIn(x), columnIn(y));
  const [sa, sb] = [isScalar(x) ? 0 : 1, isScalar(y) ? 0 : 1];
  const out = new Uint8Array(bitmapBytes(n));
  for (let i = 0; i < n; i++) if (same(i * sa, i * sb)) out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  return out;
}
