import { bitsToRows } from "../../arrow/bitmap.ts";
import { type Column, isValid } from "../../arrow/column.ts";
import { takeColumn } from "../../arrow/take.ts";
import { PolaroidError } from "../../core/error.ts";
import type { WriteLeaf, WriteNode } from "./write-schema.ts";

/** A leaf of a column as it is written: its values without nulls, and the levels of its entries. */
export interface Shredded {
  readonly leaf: WriteLeaf;
  readonly values: Column;
  readonly entries: number;
  readonly nulls: number;
  /** A flat column's validity, in place of levels; null where all is valid. */
  readonly validity: Uint8Array | null;
  /** Levels of a nested column's leaf. */
  readonly def: Uint8Array | null;
  readonly rep: Uint8Array | null;
}

/** Entries of one node: row -1 where a level above has ended it. */
interface Entries {
  readonly rows: Int32Array;
  readonly def: Uint8Array;
  readonly rep: Uint8Array;
}

const MOST = 0x3fffffff;

function descend(c: Column & { layout: "list" | "fixedList" }, e: Entries, def: number, rep: number): Entries {
  const start = (i: number): number => (c.layout === "list" ? (c.offsets[i] as number) : i * c.size);
  const end = (i: number): number => (c.layout === "list" ? (c.offsets[i + 1] as number) : (i + 1) * c.size);
  let total = 0;
  for (const i of e.rows) total += i < 0 || !isValid(c, i) ? 1 : Math.max(1, end(i) - start(i));
  if (total > MOST)
    throw new PolaroidError(
      "LIMIT_EXCEEDED",
      "a column of lists has too many items for one row group; give a smaller rowGroupSize",
    );
  const out = { rows: new Int32Array(total), def: new Uint8Array(total), rep: new Uint8Array(total) };
  let n = 0;
  for (let k = 0; k < e.rows.length; k++) {
    const i = e.rows[k] as number;
    const valid = i >= 0 && isValid(c, i);
    const from = valid ? start(i) : 0;
    const to = valid ? end(i) : 0;
    out.rep[n] = e.rep[k] as number;
    if (from === to) {
      out.rows[n] = -1;
      out.def[n++] = valid ? def : (e.def[k] as number);
      continue;
    }
    for (let j = from; j < to; j++) {
      if (j > from) out.rep[n] = rep + 1;
      out.rows[n] = j;
      out.def[n++] = def + 1;
    }
  }
  return out;
}

/** Rows that are null end here; the others reach the level. */
function reach(c: Column, e: Entries, level: number): Entries {
  const rows = e.rows.slice();
  const def = e.def.slice();
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k] as number;
    if (i < 0) continue;
    if (isValid(c, i)) def[k] = level;
    else rows[k] = -1;
  }
  return { rows, def, rep: e.rep };
}

function walk(node: WriteNode, c: Column, e: Entries, out: Shredded[]): void {
  switch (node.kind) {
    case "leaf": {
      const { rows, def, rep } = reach(c, e, node.def);
      const present = rows.filter((i) => i >= 0);
      const values = takeColumn(c, present);
      out.push({
        leaf: node,
        values,
        entries: rows.length,
        nulls: rows.length - present.length,
        validity: null,
        def,
        rep,
      });
      return;
    }
    case "struct": {
      if (c.layout !== "struct") break;
      const inner = reach(c, e, node.def);
      node.children.forEach((child, k) => {
        walk(child, c.children[k] as Column, inner, out);
      });
      return;
    }
    case "list":
      if (c.layout !== "list" && c.layout !== "fixedList") break;
      walk(node.child, c.child, descend(c, e, node.def, node.rep), out);
      return;
  }
  throw new PolaroidError("SCHEMA_MISMATCH", `a column has the layout ${c.layout} where a ${node.kind} is written`);
}

/** Takes a column apart into the leaves that are written. */
export function shred(node: WriteNode, c: Column): Shredded[] {
  if (node.kind === "leaf") {
    const flat = { leaf: node, entries: c.length, nulls: c.nulls, validity: c.validity, def: null, rep: null };
    return [{ ...flat, values: c.validity === null ? c : takeColumn(c, bitsToRows(c.validity, c.length)) }];
  }
  const rows = new Int32Array(c.length).map((_, i) => i);
  const out: Shredded[] = [];
  walk(node, c, { rows, def: new Uint8Array(c.length), rep: new Uint8Array(c.length) }, out);
  return out;
}
