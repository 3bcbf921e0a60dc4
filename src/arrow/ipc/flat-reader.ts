import { PolaroidError } from "../../core/error.ts";
import { text } from "../../core/utf8.ts";

export const corrupt = (detail: string): PolaroidError => new PolaroidError("CORRUPT", `Arrow IPC: ${detail}`);

interface Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  visits: number;
}

/** A vector of fixed-size structs inside a flatbuffer. */
export interface StructVector {
  readonly view: DataView;
  readonly at: number;
  readonly length: number;
}

/** A 64-bit integer that a count or an offset may be: not negative, exact in a number. */
export function count64(view: DataView, at: number, what: string): number {
  const high = view.getInt32(at + 4, true);
  const value = high * 2 ** 32 + view.getUint32(at, true);
  if (high < 0 || high > 0x1fffff) throw corrupt(`${what} is out of bounds`);
  return value;
}

/** One table of a flatbuffer; every access is checked against the bytes (https://flatbuffers.dev/internals). */
export class FlatTable {
  readonly #source: Source;
  readonly #at: number;
  readonly #vtable: number;
  readonly #vtableSize: number;

  constructor(source: Source, at: number) {
    need(source, at, 4);
    // Tables may share children, which would make a small buffer a huge tree.
    if (++source.visits * 8 > source.bytes.length + 64) throw corrupt("the metadata refers to itself");
    const vtable = at - source.view.getInt32(at, true);
    need(source, vtable, 4);
    const size = source.view.getUint16(vtable, true);
    need(source, vtable, size);
    this.#source = source;
    this.#at = at;
    this.#vtable = vtable;
    this.#vtableSize = size;
  }

  /** Where the value of a slot lies; 0 where it is absent. */
  #slot(slot: number, size: number): number {
    const entry = 4 + 2 * slot;
    if (entry + 2 > this.#vtableSize) return 0;
    const offset = this.#source.view.getUint16(this.#vtable + entry, true);
    if (offset === 0) return 0;
    need(this.#source, this.#at + offset, size);
    return this.#at + offset;
  }

  u8(slot: number, absent = 0): number {
    const at = this.#slot(slot, 1);
    return at === 0 ? absent : (this.#source.bytes[at] as number);
  }

  i16(slot: number, absent = 0): number {
    const at = this.#slot(slot, 2);
    return at === 0 ? absent : this.#source.view.getInt16(at, true);
  }

  i32(slot: number, absent = 0): number {
    const at = this.#slot(slot, 4);
    return at === 0 ? absent : this.#source.view.getInt32(at, true);
  }

  /** A length or an offset. */
  count(slot: number, what: string): number {
    const at = this.#slot(slot, 8);
    return at === 0 ? 0 : count64(this.#source.view, at, what);
  }

  i64(slot: number): bigint {
    const at = this.#slot(slot, 8);
    return at === 0 ? 0n : this.#source.view.getBigInt64(at, true);
  }

  #target(slot: number): number {
    const at = this.#slot(slot, 4);
    if (at === 0) return 0;
    const to = at + this.#source.view.getUint32(at, true);
    need(this.#source, to, 4);
    return to;
  }

  text(slot: number): string | null {
    const at = this.#target(slot);
    if (at === 0) return null;
    const length = this.#source.view.getUint32(at, true);
    need(this.#source, at + 4, length);
    return text(this.#source.bytes, at + 4, at + 4 + length);
  }

  table(slot: number): FlatTable | null {
    const at = this.#target(slot);
    return at === 0 ? null : new FlatTable(this.#source, at);
  }

  tables(slot: number): FlatTable[] {
    const vector = this.structs(slot, 4);
    const out: FlatTable[] = [];
    for (let i = 0; i < vector.length; i++) {
      const at = vector.at + 4 * i;
      out.push(new FlatTable(this.#source, at + vector.view.getUint32(at, true)));
    }
    return out;
  }

  structs(slot: number, size: number): StructVector {
    const at = this.#target(slot);
    const { view } = this.#source;
    if (at === 0) return { view, at: 0, length: 0 };
    const length = view.getUint32(at, true);
    need(this.#source, at + 4, length * size);
    return { view, at: at + 4, length };
  }
}

function need(source: Source, at: number, size: number): void {
  if (at < 0 || at + size > source.bytes.length) throw corrupt("the metadata points out of its bounds");
}

/** The root table of a flatbuffer. */
export function flatRoot(bytes: Uint8Array): FlatTable {
  const source: Source = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), visits: 0 };
  need(source, 0, 4);
  return new FlatTable(source, source.view.getUint32(0, true));
}
