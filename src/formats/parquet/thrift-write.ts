import { utf8 } from "../../core/utf8.ts";

const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/** Writes one struct in Thrift's compact protocol; fields come in ascending order. */
export class ThriftWriter {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(64);
  #at = 0;
  #last = 0;

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const next = new Uint8Array(Math.max(this.#at + more, this.#bytes.length * 2));
    next.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = next;
  }

  #byte(b: number): void {
    this.#room(1);
    this.#bytes[this.#at++] = b;
  }

  #varint(v: number): void {
    let rest = v;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#byte((rest % 128) | 128);
    this.#byte(rest);
  }

  #signed(v: number): void {
    this.#varint(v >= 0 ? v * 2 : -v * 2 - 1);
  }

  #raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #field(id: number, type: number): void {
    const step = id - this.#last;
    if (step > 0 && step < 16) this.#byte((step << 4) | type);
    else {
      this.#byte(type);
      this.#signed(id);
    }
    this.#last = id;
  }

  #list(id: number, type: number, length: number): void {
    this.#field(id, LIST);
    if (length < 15) this.#byte((length << 4) | type);
    else {
      this.#byte(0xf0 | type);
      this.#varint(length);
    }
  }

  bool(id: number, v: boolean): this {
    this.#field(id, v ? 1 : 2);
    return this;
  }
  i8(id: number, v: number): this {
    this.#field(id, 3);
    this.#byte(v);
    return this;
  }
  i32(id: number, v: number): this {
    this.#field(id, I32);
    this.#signed(v);
    return this;
  }
  i64(id: number, v: number): this {
    this.#field(id, I64);
    this.#signed(v);
    return this;
  }
  binary(id: number, v: Uint8Array | string): this {
    const bytes = typeof v === "string" ? utf8(v) : v;
    this.#field(id, BINARY);
    this.#varint(bytes.length);
    this.#raw(bytes);
    return this;
  }
  struct(id: number, v: ThriftWriter): this {
    this.#field(id, STRUCT);
    this.#raw(v.bytes());
    return this;
  }
  structs(id: number, members: readonly ThriftWriter[]): this {
    this.#list(id, STRUCT, members.length);
    for (const m of members) this.#raw(m.bytes());
    return this;
  }
  i32s(id: number, members: readonly number[]): this {
    this.#list(id, I32, members.length);
    for (const m of members) this.#signed(m);
    return this;
  }
  strings(id: number, members: readonly string[]): this {
    this.#list(id, BINARY, members.length);
    for (const m of members) {
      const bytes = utf8(m);
      this.#varint(bytes.length);
      this.#raw(bytes);
    }
    return this;
  }

  /** The struct with its end. */
  bytes(): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(this.#at + 1);
    out.set(this.#bytes.subarray(0, this.#at));
    return out;
  }
}

export const thrift = (): ThriftWriter => new ThriftWriter();
