import {
  type BytesColumn,
  type Column,
  dictColumn,
  fixedColumn,
  type Validity,
  type Values,
} from "../../../../arrow/column.ts";
import { room } from "../../../../arrow/layout.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { kernels } from "../../../../kernels/memory.ts";
import { newRows } from "../../keys/new-rows.ts";
import { TextIds } from "../../keys/text-ids.ts";

const { k } = kernels;

interface Held {
  /** Where the value of row 0 lies; before it lies a zero, for row -1. */
  readonly at: number;
  readonly block: number;
  readonly width: number;
  readonly make: new (buffer: ArrayBuffer) => Values;
  readonly column: (values: Values, validity: Validity, nulls: number) => Column;
}

const ZERO = 8;

function held(values: Values, column: (values: Values, validity: Validity, nulls: number) => Column): Held {
  const block = kernels.alloc(ZERO + values.byteLength);
  kernels.u8.fill(0, block, block + ZERO);
  kernels.write(block + ZERO, values);
  const make = values.constructor as Held["make"];
  return { at: block + ZERO, block, width: values.BYTES_PER_ELEMENT, make, column };
}

function texts(c: BytesColumn): Held {
  const ids = new TextIds();
  try {
    const codes = ids.add(c);
    const dictionary = takeColumn(c, newRows(codes, 0, ids.count)) as BytesColumn;
    return held(codes, (v, valid, nulls) => dictColumn(c.type, v.length, v as Int32Array, dictionary, valid, nulls));
  } finally {
    ids.free();
  }
}

function hold(c: Column): Held | null {
  if (c.validity !== null || c.length === 0) return null;
  if (c.layout === "dict")
    return held(c.codes, (v, valid, nulls) =>
      dictColumn(c.type, v.length, v as Int32Array, c.dictionary, valid, nulls),
    );
  if (c.layout === "bytes") return c.type.id === "Utf8" ? texts(c) : null;
  if (c.layout !== "fixed" || c.type.id === "Decimal" || c.values.BYTES_PER_ELEMENT < 4) return null;
  return held(c.values, (v, valid, nulls) => fixedColumn(c.type, v.length, v, valid, nulls));
}

/** Columns whose rows are looked up again and again, kept in the kernels' memory; text becomes codes. */
export class Resident {
  readonly #held: Map<Column, Held | null> = new Map();
  bytes = 0;

  /** Rows of a column, row -1 being none: their numbers lie at `rows`. Null where the column is not kept. */
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
      (h.width === 4 ? k.gather32 : k.gather64)(h.at, rows, length, out);
      const values = new h.make(room(length * h.width));
      kernels.read(out, values);
      return h.column(values, validity, nulls);
    } finally {
      kernels.reset(mark);
    }
  }

  free(): void {
    for (const h of this.#held.values()) if (h !== null) kernels.free(h.block);
    this.#held.clear();
    this.bytes = 0;
  }
}
