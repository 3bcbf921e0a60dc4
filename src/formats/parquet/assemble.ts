import { bitmapBytes, setBit } from "../../arrow/bitmap.ts";
import { type Column, listColumn, structColumn, type Validity } from "../../arrow/column.ts";
import { sliceColumn } from "../../arrow/slice.ts";
import type { LeafData } from "./decode-chunk.ts";
import { type ListNode, leavesOf, type Node } from "./schema.ts";
import { corrupt } from "./thrift.ts";

/** Levels of a leaf without any, of `entries` zeros or ones. */
const levelsOf = (levels: Uint8Array | null, entries: number): Uint8Array => levels ?? new Uint8Array(entries);

/** The entries that belong to the first `rows` rows. */
function entriesOf(data: LeafData, rows: number): number {
  if (data.rep === null) return Math.min(rows, data.entries);
  let seen = 0;
  for (let i = 0; i < data.entries; i++) if (data.rep[i] === 0 && seen++ === rows) return i;
  return data.entries;
}

interface Shape {
  readonly slots: number;
  readonly validity: Validity;
  readonly nulls: number;
}

class Assembler {
  readonly #data: ReadonlyMap<number, LeafData>;
  readonly #entries: Map<number, number> = new Map();

  constructor(data: readonly LeafData[], rows: number) {
    this.#data = new Map(data.map((d) => [d.leaf.index, d]));
    for (const d of data) this.#entries.set(d.leaf.index, entriesOf(d, rows));
  }

  #guide(node: Node): { def: Uint8Array; rep: Uint8Array; entries: number } {
    const first = leavesOf(node)[0];
    const data = this.#data.get(first?.index ?? -1) as LeafData;
    const entries = this.#entries.get(data.leaf.index) as number;
    return { def: levelsOf(data.def, entries), rep: levelsOf(data.rep, entries), entries };
  }

  column(node: Node): Column {
    switch (node.kind) {
      case "leaf": {
        const data = this.#data.get(node.leaf.index) as LeafData;
        const { def, entries } = this.#guide(node);
        let slots = 0;
        if (node.slotDef === 0) slots = entries;
        else for (let i = 0; i < entries; i++) if ((def[i] as number) >= node.slotDef) slots++;
        return sliceColumn(data.column, 0, slots);
      }
      case "struct": {
        const { slots, validity, nulls } = this.#shape(node);
        const children = node.children.map((c) => this.column(c));
        for (const c of children)
          if (c.length !== slots) throw corrupt(`the members of column "${node.name}" have different lengths`);
        return structColumn(node.type, slots, children, validity, nulls);
      }
      case "list":
        return this.#list(node);
    }
  }

  #shape(node: Node): Shape {
    const { def, rep, entries } = this.#guide(node);
    const { slotDef, rep: depth, def: valid } = node;
    const bits = new Uint8Array(bitmapBytes(entries));
    let slots = 0;
    let nulls = 0;
    for (let i = 0; i < entries; i++) {
      if ((rep[i] as number) > depth || (def[i] as number) < slotDef) continue;
      if ((def[i] as number) >= valid) setBit(bits, slots);
      else nulls++;
      slots++;
    }
    return { slots, nulls, validity: nulls === 0 ? null : bits.subarray(0, bitmapBytes(slots)) };
  }

  #list(node: ListNode): Column {
    const { def, rep, entries } = this.#guide(node);
    const { slotDef, rep: depth, elementDef } = node;
    const { slots, validity, nulls } = this.#shape(node);
    const offsets = new Int32Array(slots + 1);
    let slot = 0;
    let items = 0;
    for (let i = 0; i < entries; i++) {
      const d = def[i] as number;
      const r = rep[i] as number;
      if (d < slotDef) continue;
      if (r <= depth) offsets[slot++] = items;
      if (r <= depth + 1 && d >= elementDef) items++;
    }
    offsets[slots] = items;
    const child = this.column(node.child);
    if (child.length !== items) throw corrupt(`the lists of column "${node.name}" have different lengths`);
    return listColumn(node.type, slots, offsets, child, validity, nulls);
  }
}

/** The first `rows` rows of a column from its decoded leaves. */
export function assemble(node: Node, data: readonly LeafData[], rows: number): Column {
  const one = data[0];
  if (node.kind === "leaf" && one !== undefined) return sliceColumn(one.column, 0, Math.min(rows, one.entries));
  const column = new Assembler(data, rows).column(node);
  if (column.length !== rows)
    throw corrupt(`column "${node.name}" has ${column.length} rows where ${rows} are expected`);
  return column;
}
