/** Rows [start, end), ascending and apart. */
export type RowRanges = readonly (readonly [number, number])[];

export function intersect(a: RowRanges, b: RowRanges): RowRanges {
  const out: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [s, e] = a[i] as readonly [number, number];
    const [t, f] = b[j] as readonly [number, number];
    if (Math.max(s, t) < Math.min(e, f)) out.push([Math.max(s, t), Math.min(e, f)]);
    if (e < f) i++;
    else j++;
  }
  return out;
}

export function unite(a: RowRanges, b: RowRanges): RowRanges {
  const all = [...a, ...b].sort((x, y) => x[0] - y[0]);
  const out: [number, number][] = [];
  for (const [s, e] of all) {
    const last = out[out.length - 1];
    if (last !== undefined && s <= last[1]) last[1] = Math.max(last[1], e);
    else out.push([s, e]);
  }
  return out;
}

export const rowCount = (ranges: RowRanges): number => ranges.reduce((n, [s, e]) => n + e - s, 0);
