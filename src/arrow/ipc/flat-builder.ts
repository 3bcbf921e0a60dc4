import { utf8 } from "../../core/utf8.ts";

/** Writes a flatbuffer from its end to its start; an "offset" is a distance from the end. Sizes come out as multiples of 8. */
export class FlatBuilder {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  #view: DataView = new DataView(this.#bytes.buffer);
  #used = 0;
  #slots: number[] = [];
  #start = 0;

  /** Pads so that after `after` more bytes the position is a multiple of `align`; makes room for those and 8 more. */
  #prepare(align: number, after: number): void {
    const pad = -(this.#used + after) & (align - 1);
    const total = this.#used + pad + after + 8;
    if (total > this.#bytes.length) {
      const more = new Uint8Array(Math.max(total, this.#bytes.length * 2));
      more.set(this.#bytes, more.length - this.#bytes.length);
      this.#bytes = more;
      this.#view = new DataView(more.buffer);
    }
    this.#used += pad;
  }

  #i32(value: number): void {
    this.#used += 4;
    this.#view.setInt32(this.#bytes.length - this.#used, value, true);
  }

  #i64(value: number | bigint): void {
    this.#used += 8;
    this.#view.setBigInt64(this.#bytes.length - this.#used, BigInt(value), true);
  }

  text(value: string): number {
    const bytes = utf8(value);
    this.#prepare(4, bytes.length + 5);
    this.#used += bytes.length + 1;
    this.#bytes.set(bytes, this.#bytes.length - this.#used);
    this.#bytes[this.#bytes.length - this.#used + bytes.length] = 0;
    this.#i32(bytes.length);
    return this.#used;
  }

  /** A vector of tables or texts written before. */
  offsets(items: readonly number[]): number {
    this.#prepare(4, 4 * items.length + 4);
    for (let i = items.length - 1; i >= 0; i--) this.#i32(this.#used + 4 - (items[i] as number));
    this.#i32(items.length);
    return this.#used;
  }

  /** A vector of structs that are made of 64-bit integers, `width` of them each. */
  longs(values: readonly (number | bigint)[], width: number): number {
    this.#prepare(8, 8 * values.length);
    for (let i = values.length - 1; i >= 0; i--) this.#i64(values[i] as number);
    this.#i32(values.length / width);
    return this.#used;
  }

  /** A vector of 32-bit integers. */
  ints(values: readonly number[]): number {
    this.#prepare(4, 4 * values.length + 4);
    for (let i = values.length - 1; i >= 0; i--) this.#i32(values[i] as number);
    this.#i32(values.length);
    return this.#used;
  }

  start(): this {
    this.#slots = [];
    this.#start = this.#used;
    return this;
  }

  u8(slot: number, value: number): this {
    this.#prepare(1, 1);
    this.#used += 1;
    this.#bytes[this.#bytes.length - this.#used] = value;
    this.#slots[slot] = this.#used;
    return this;
  }

  i16(slot: number, value: number): this {
    this.#prepare(2, 2);
    this.#used += 2;
    this.#view.setInt16(this.#bytes.length - this.#used, value, true);
    this.#slots[slot] = this.#used;
    return this;
  }

  i32(slot: number, value: number): this {
    this.#prepare(4, 4);
    this.#i32(value);
    this.#slots[slot] = this.#used;
    return this;
  }

  i64(slot: number, value: number | bigint): this {
    this.#prepare(8, 8);
    this.#i64(value);
    this.#slots[slot] = this.#used;
    return this;
  }

  /** A reference to something written before; 0 leaves the slot out. */
  ref(slot: number, offset: number): this {
    if (offset === 0) return this;
    this.#prepare(4, 4);
    this.#i32(this.#used + 4 - offset);
    this.#slots[slot] = this.#used;
    return this;
  }

  end(): number {
    this.#prepare(4, 4);
    this.#i32(0);
    const table = this.#used;
    const slots = this.#slots.length;
    this.#prepare(2, 2 * slots + 4);
    for (let i = slots - 1; i >= 0; i--)
      this.#u16(this.#slots[i] === undefined ? 0 : table - (this.#slots[i] as number));
    this.#u16(table - this.#start);
    this.#u16(4 + 2 * slots);
    this.#view.setInt32(this.#bytes.length - table, this.#used - table, true);
    return table;
  }

  #u16(value: number): void {
    this.#used += 2;
    this.#view.setUint16(this.#bytes.length - this.#used, value, true);
  }

  finish(root: number): Uint8Array<ArrayBuffer> {
    this.#prepare(8, 4);
    this.#i32(this.#used + 4 - root);
    return this.#bytes.slice(this.#bytes.length - this.#used);
  }

  /** A vector of `Block` structs: offset (i64), metadata length (i32, padded), body length (i64). */
  blocks(items: readonly Block[]): number {
    return this.longs(
      items.flatMap((b) => [b.offset, b.metadata, b.body]),
      3,
    );
  }
}

/** Where a message lies in a file. */
export interface Block {
  readonly offset: number;
  readonly metadata: number;
  readonly body: number;
}
