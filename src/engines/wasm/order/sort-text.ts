import { bitsToRows } from "../../../arrow/bitmap.ts";
import type { BytesColumn } from "../../../arrow/column.ts";
import { kernels } from "../../../kernels/memory.ts";
import { type Compare, compareValues } from "./compare.ts";
import type { SortKey } from "./key.ts";
import { identity, mergeSort } from "./merge-sort.ts";

/** Bytes of text that one round of sorting looks at. */
const STEP = 11;
const LONGER = 12;
const SMALL = 64;
const MOST_BYTES = 2 ** 30;

/** How many bytes from `skip` on all the rows share; -1 where all of them are equal. */
function shared(c: BytesColumn, rows: Int32Array, skip: number): number {
  const { offsets, data } = c;
  const first = (offsets[rows[0] as number] as number) + skip;
  const length = (offsets[(rows[0] as number) + 1] as number) - first;
  let common = length;
  let equal = true;
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i] as number;
    const start = (offsets[row] as number) + skip;
    const size = (offsets[row + 1] as number) - start;
    if (size !== length) equal = false;
    if (size < common) common = size;
    let j = 0;
    while (j < common && data[start + j] === data[first + j]) j++;
    if (j < common) {
      common = j;
      equal = false;
    }
    if (common === 0 && !equal) return 0;
  }
  return equal ? -1 : common;
}

/** One round over rows whose first `skip` bytes are equal; gives the stretches that are not decided yet. */
function round(rows: Int32Array, skip: number, descending: boolean, offsets: number, data: number): [number, number][] {
  const { k } = kernels;
  const n = rows.length;
  const mark = kernels.mark();
  try {
    const at = kernels.put(rows);
    const entries = kernels.push(n * 16);
    const spare = kernels.push(n * 16);
    const scratch = kernels.push(1 << 18);
    k.sortEncodeText(offsets, data, at, n, skip, descending ? -1 : 0, entries);
    const sorted = k.sortEntries(entries, spare, n, scratch) === 1 ? spare : entries;
    const out = sorted === spare ? entries : spare;
    k.sortRowsOf(sorted, n, at, out);
    kernels.read(out, rows);
    return ties(kernels.views.u32, sorted >>> 2, n, descending ? -1 : 0);
  } finally {
    kernels.reset(mark);
  }
}

function ties(words: Uint32Array, at: number, n: number, flip: number): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < n; ) {
    const p = at + 4 * i;
    const low = words[p + 3] as number;
    let end = i + 1;
    if (((low ^ flip) & 255) === LONGER) {
      while (
        end < n &&
        words[at + 4 * end + 3] === low &&
        words[at + 4 * end] === words[p] &&
        words[at + 4 * end + 1] === words[p + 1]
      )
        end++;
      if (end - i > 1) out.push([i, end]);
    }
    i = end;
  }
  return out;
}

/** Sorts rows that are not null by their bytes, stably, in place. */
function sortBytes(c: BytesColumn, rows: Int32Array, descending: boolean): void {
  const ascending = compareValues(c);
  const compare: Compare = descending ? (a, b) => ascending(b, a) : ascending;
  const bytes = (c.offsets[c.length] as number) - (c.offsets[0] as number);
  if (rows.length < SMALL || bytes > MOST_BYTES) {
    mergeSort(rows, compare);
    return;
  }
  const mark = kernels.mark();
  try {
    const base = c.offsets[0] as number;
    const data = kernels.put(c.data.subarray(base, base + bytes));
    const offsets = kernels.put(c.offsets.subarray(0, c.length + 1));
    const open: [number, number, number][] = [[0, rows.length, 0]];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const [from, to, skip] = next;
      const part = rows.subarray(from, to);
      if (part.length < SMALL) {
        mergeSort(part, compare);
        continue;
      }
      const common = shared(c, part, skip);
      if (common < 0) continue;
      const begin = skip + common;
      for (const [a, b] of round(part, begin, descending, offsets, data - base))
        open.push([from + a, from + b, begin + STEP]);
    }
  } finally {
    kernels.reset(mark);
  }
}

/** The rows of text in order, nulls where the key wants them. */
export function sortText(
  c: BytesColumn,
  { descending, nullsLast }: Pick<SortKey, "descending" | "nullsLast">,
): Int32Array {
  if (c.validity === null) {
    const rows = identity(c.length);
    sortBytes(c, rows, descending);
    return rows;
  }
  const out = new Int32Array(c.length);
  const rows = bitsToRows(c.validity, c.length);
  sortBytes(c, rows, descending);
  out.set(rows, nullsLast ? 0 : c.nulls);
  let at = nullsLast ? rows.length : 0;
  for (let i = 0; i < c.length; i++) if (((c.validity[i >> 3] as number) & (1 << (i & 7))) === 0) out[at++] = i;
  return out;
}

/** A number for each row that orders as its text does; 0 for nulls. */
export function textRanks(c: BytesColumn): Int32Array {
  const rows = sortText(c, { descending: false, nullsLast: false });
  const compare = compareValues(c);
  const out = new Int32Array(c.length);
  let rank = 0;
  for (let i = c.nulls + 1; i < rows.length; i++) {
    if (compare(rows[i - 1] as number, rows[i] as number) !== 0) rank++;
    out[rows[i] as number] = rank;
  }
  return out;
}
