import { PolaroidError } from "../../core/error.ts";

/** A value of Thrift's compact protocol; a struct is an array by field id. */
export type Thrift = boolean | number | Uint8Array | readonly Thrift[] | Fields;
export interface Fields {
  readonly fields: readonly (Thrift | undefined)[];
}

const DEPTH = 64;
const MAX_ID = 4096;

export const corrupt = (what: string): PolaroidError =>
  new PolaroidError("CORRUPT", `the Parquet file is damaged: ${what}`);

/** Reads Thrift's compact protocol; every length is checked against what is there. */
export class ThriftReader {
  readonly bytes: Uint8Array;
  at: number;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #byte(): number {
    const b = this.bytes[this.at++];
    if (b === undefined) throw corrupt("its metadata ends too soon");
    return b;
  }

  #varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      const b = this.#byte();
      value += (b & 127) * scale;
      if (b < 128) return value;
      scale *= 128;
    }
    throw corrupt("a number in its metadata does not end");
  }

  #signed(): number {
    const v = this.#varint();
    // What a double does not hold exactly is no number at all.
    if (v > Number.MAX_SAFE_INTEGER) return Number.NaN;
    return v % 2 === 1 ? -(v + 1) / 2 : v / 2;
  }

  #count(): number {
    const n = this.#varint();
    if (n > this.bytes.length - this.at) throw corrupt("a list or text in its metadata is longer than the metadata");
    return n;
  }

  #list(depth: number): Thrift[] {
    const head = this.#byte();
    const n = head >> 4 === 15 ? this.#count() : head >> 4;
    const type = head & 15;
    const out: Thrift[] = [];
    for (let i = 0; i < n; i++) out.push(type === 1 || type === 2 ? this.#byte() === 1 : this.#value(type, depth));
    return out;
  }

  #value(type: number, depth: number): Thrift {
    if (depth > DEPTH) throw corrupt("its metadata is nested too deeply");
    switch (type) {
      case 1:
        return true;
      case 2:
        return false;
      case 3:
        return this.#byte();
      case 4:
      case 5:
      case 6:
        return this.#signed();
      case 7: {
        if (this.at + 8 > this.bytes.length) throw corrupt("its metadata ends too soon");
        const v = this.#view.getFloat64(this.at, true);
        this.at += 8;
        return v;
      }
      case 8: {
        const n = this.#count();
        const out = this.bytes.subarray(this.at, this.at + n);
        this.at += n;
        return out;
      }
      case 9:
      case 10:
        return this.#list(depth + 1);
      case 11:
        throw corrupt("its metadata holds a map, which no Parquet structure has");
      case 12:
        return this.struct(depth + 1);
      default:
        throw corrupt(`its metadata holds a value of unknown type ${type}`);
    }
  }

  struct(depth = 0): Fields {
    const fields: (Thrift | undefined)[] = [];
    let id = 0;
    for (;;) {
      const head = this.#byte();
      if (head === 0) return { fields };
      id = head >> 4 === 0 ? this.#signed() : id + (head >> 4);
      if (id < 0 || id > MAX_ID) throw corrupt(`its metadata names field ${id}`);
      fields[id] = this.#value(head & 15, depth);
    }
  }
}

const wrong = (what: string): PolaroidError => corrupt(`${what} is missing or of a wrong type`);

/** A whole number that a double holds exactly. */
export function int(s: Fields, id: number, what: string): number {
  const v = s.fields[id];
  if (typeof v !== "number" || !Number.isSafeInteger(v)) throw wrong(what);
  return v;
}
/** The same where it may be absent; what is no exact number counts as absent. */
export function intOr<T>(s: Fields, id: number, none: T): number | T {
  const v = s.fields[id];
  return typeof v === "number" && Number.isSafeInteger(v) ? v : none;
}
/** A number of things: not negative. */
export function count(s: Fields, id: number, what: string): number {
  const v = int(s, id, what);
  if (v < 0) throw corrupt(`${what} is ${v}`);
  return v;
}
export function bool(s: Fields, id: number, none: boolean): boolean {
  const v = s.fields[id];
  return typeof v === "boolean" ? v : none;
}
export function binary(s: Fields, id: number): Uint8Array | null {
  const v = s.fields[id];
  return v instanceof Uint8Array ? v : null;
}
export function list(s: Fields, id: number): readonly Thrift[] | null {
  const v = s.fields[id];
  return Array.isArray(v) ? v : null;
}
export function struct(s: Fields, id: number): Fields | null {
  const v = s.fields[id];
  return asStruct(v);
}
export const asStruct = (v: Thrift | undefined): Fields | null =>
  typeof v === "object" && v !== null && "fields" in v ? v : null;

/** A list whose members must all be structs. */
export function structs(s: Fields, id: number, what: string): Fields[] {
  return (list(s, id) ?? []).map((v) => {
    const one = asStruct(v);
    if (one === null) throw wrong(what);
    return one;
  });
}
