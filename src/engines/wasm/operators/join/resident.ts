import { type BytesColumn, type Column, dictColumn, type Validity } from "../../../../arrow/column.ts";
import { room } from "../../../../arrow/layout.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { kernels } from "../../../../kernels/memory.ts";
import { newRows } from "../../keys/new-rows.ts";
import { TextIds } from "../../keys/text-ids.ts";
import type { Lookup } from "./lookup.ts";
import { type Source, source, sourceOf, valuesIn } from "./source.ts";

const { k } = kernels;
// Before the value of row 0 lies a zero, for row -1.
const ZERO = 8;

interface Held extends Source {
  readonly block: number;
}

function texts(c: BytesColumn): Source {
  const ids = new TextIds();
  try {
    const codes = ids.add(c);
    const dictionary = takeColumn(c, newRows(codes, 0, ids.count)) as BytesColumn;
    return source(codes, (v, valid, nulls) => dictColumn(c.type, v.length, v as Int32Array, dictionary, valid, nulls));
  } finally {
    ids.free();
  }
}

function hold(c: Column): Held | null {
  const plain = c.layout === "bytes" && c.type.id === "Utf8" && c.validity === null && c.length > 0;
  const found = plain ? texts(c) : sourceOf(c);
  if (found === null) return null;
  const block = kernels.alloc(ZERO + found.values.byteLength);
  kernels.u8.fill(0, block, block + ZERO);
  kernels.write(block + ZERO, found.values);
  return { ...found, block };
}

/** Columns that the cache holds, each by itself; text becomes codes. */
export class Resident implements Lookup {
  readonly #held: Map<Column, Held | null> = new Map();
  bytes = 0;

  take(c: Column, rows: number, length: number, validity: Validity, nulls: number): Column | null {
    let h = this.#held.get(c);
    if (h === undefined) {
      h = hold(c);
      this.#held.set(c, h);
      if (h !== null) this.bytes += ZERO + c.length * h.width;
    }
    if (h === null) return null;
    const mark = kernels.mark();
    try {
      const out = kernels.push(length * h.width);
      (h.width === 4 ? k.gather32 : k.gather64)(h.block + ZERO, rows, length, out);
      const values = valuesIn(h, room(length * h.width));
      kernels.read(out, values);
      return h.make(values, validity, nulls);
    } finally {
      kernels.reset(mark);
    }
  }

  next(): void {}

  free(): void {
    for (const h of this.#held.values()) if (h !== null) kernels.free(h.block);
    this.#held.clear();
    this.bytes = 0;
  }
}
