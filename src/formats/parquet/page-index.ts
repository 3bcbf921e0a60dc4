import type { Test } from "./predicate.ts";
import { type Evidence, mayPassColumn } from "./prune.ts";
import { intersect, type RowRanges, unite } from "./row-ranges.ts";
import type { Leaf } from "./schema.ts";
import { asStruct, corrupt, int, list, ThriftReader } from "./thrift.ts";
import { compare, fromPlain } from "./value.ts";

export interface PagePlace {
  readonly offset: number;
  readonly size: number;
  readonly firstRow: number;
}

/** Where the pages of a chunk lie and which row each begins with. */
export function parseOffsetIndex(bytes: Uint8Array, rows: number): PagePlace[] {
  const pages = (list(new ThriftReader(bytes).struct(), 1) ?? []).map((v) => {
    const s = asStruct(v);
    if (s === null) throw corrupt("an offset index is broken");
    return {
      offset: int(s, 1, "a page's offset"),
      size: int(s, 2, "a page's size"),
      firstRow: int(s, 3, "a page's first row"),
    };
  });
  let last: PagePlace | undefined;
  for (const p of pages) {
    const from = last === undefined ? 4 : last.offset + last.size;
    if (
      p.size < 0 ||
      p.offset < from ||
      p.firstRow > rows ||
      (last === undefined ? p.firstRow !== 0 : p.firstRow < last.firstRow)
    )
      throw corrupt("an offset index has pages out of order");
    last = p;
  }
  return pages;
}

/** What is known of each page of a chunk; null where the index does not fit the pages. */
export function parseColumnIndex(
  bytes: Uint8Array,
  leaf: Leaf,
  pages: readonly PagePlace[],
  rows: number,
): Evidence[] | null {
  const s = new ThriftReader(bytes).struct();
  const empty = list(s, 1);
  const mins = list(s, 2);
  const maxs = list(s, 3);
  const nulls = list(s, 5);
  if (empty?.length !== pages.length || mins?.length !== pages.length || maxs?.length !== pages.length) return null;
  return pages.map((p, i) => {
    const count = (pages[i + 1]?.firstRow ?? rows) - p.firstRow;
    const [lo, hi, n] = [mins[i], maxs[i], nulls?.[i]];
    const known = typeof n === "number" && n >= 0 ? n : null;
    if (empty[i] === true) return { rows: count, nulls: count, min: null, max: null, holds: null };
    const min = lo instanceof Uint8Array ? fromPlain(leaf, lo) : null;
    const max = hi instanceof Uint8Array ? fromPlain(leaf, hi) : null;
    const wrong = min !== null && max !== null && compare(min, max) > 0;
    return { rows: count, nulls: known, min: wrong ? null : min, max: wrong ? null : max, holds: null };
  });
}

export interface IndexedColumn {
  readonly pages: readonly PagePlace[];
  readonly evidence: readonly Evidence[];
}

/** The rows of a row group that may pass. */
export function mayPassRows(test: Test, column: (name: string) => IndexedColumn | null, rows: number): RowRanges {
  const all: RowRanges = rows === 0 ? [] : [[0, rows]];
  switch (test.kind) {
    case "any":
      return all;
    case "and":
      return test.parts.reduce((out, t) => intersect(out, mayPassRows(t, column, rows)), all);
    case "or":
      return test.parts.reduce((out: RowRanges, t) => unite(out, mayPassRows(t, column, rows)), []);
    default: {
      const indexed = column(test.column);
      if (indexed === null) return all;
      const out: [number, number][] = [];
      indexed.evidence.forEach((e, i) => {
        const start = indexed.pages[i]?.firstRow ?? 0;
        if (e.rows > 0 && mayPassColumn(test, e)) out.push([start, start + e.rows]);
      });
      return unite(out, []);
    }
  }
}
