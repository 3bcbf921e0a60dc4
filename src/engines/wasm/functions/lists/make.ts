import { bothValid } from "../../../../arrow/bitmap.ts";
import { listColumn, structColumn, type Validity } from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import { allNull, takeColumn } from "../../../../arrow/take.ts";
import type { Elementwise } from "../../function.ts";
import { isScalar, scalar, spread } from "../../value.ts";
import { asList } from "./rows.ts";

/** Columns as the items of one list a row; lists are joined, and a null list makes the row null. */
export const concatList: Elementwise = (args, { type, length }) => {
  const all = args.every(isScalar);
  const n = all ? 1 : length;
  const inner = type.id === "List" ? type.inner : type;
  const columns = args.map((a) => spread(a, n));
  const parts = columns.map((c) => (c.layout === "list" || c.layout === "fixedList" ? asList(c) : c));
  const children = parts.map((p) => (p.layout === "list" ? p.child : p));
  const items = concatColumns(
    inner,
    children.map((c) => (c.layout === "null" ? allNull(inner, c.length) : c)),
  );
  const bases: number[] = [];
  let total = 0;
  for (const c of children) {
    bases.push(total);
    total += c.length;
  }
  let validity: Validity = null;
  let nulls = 0;
  for (const p of parts) if (p.layout === "list") ({ validity, nulls } = bothValid(validity, p.validity, n));
  const rows: number[] = [];
  const offsets = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) {
    if (validity === null || ((validity[i >> 3] as number) >> (i & 7)) & 1)
      parts.forEach((p, k) => {
        const base = bases[k] as number;
        if (p.layout !== "list") rows.push(base + i);
        else for (let j = p.offsets[i] as number; j < (p.offsets[i + 1] as number); j++) rows.push(base + j);
      });
    offsets[i + 1] = rows.length;
  }
  const out = listColumn(type, n, offsets, takeColumn(items, Int32Array.from(rows)), validity, nulls);
  return all ? scalar(out) : out;
};

/** Columns as the fields of one struct. */
export const struct: Elementwise = (args, { type, length }) => {
  const all = args.every(isScalar);
  const n = all ? 1 : length;
  const out = structColumn(
    type,
    n,
    args.map((a) => spread(a, n)),
  );
  return all ? scalar(out) : out;
};
