import { bitmapBytes, copyBits, ones } from "../../arrow/bitmap.ts";
import type { Validity } from "../../arrow/column.ts";
import { lastingRoom } from "../../arrow/layout.ts";
import { kernels } from "../../kernels/memory.ts";

/** Memory of at least so many bytes, which may hold anything. */
export type Room = (bytes: number) => ArrayBufferLike;

/** Bytes that are appended from linear memory; grows by doubling. */
export class GrowingBytes {
  data: Uint8Array;
  length = 0;

  constructor(capacity: number, room: Room = lastingRoom) {
    this.data = new Uint8Array(room(capacity), 0, capacity);
  }

  reserve(more: number): void {
    const need = this.length + more;
    if (need <= this.data.length) return;
    const next = new Uint8Array(lastingRoom(Math.max(need, Math.min(this.data.length * 2, 0x7fffffff))));
    next.set(this.data.subarray(0, this.length));
    this.data = next;
  }

  append(ptr: number, bytes: number): void {
    this.reserve(bytes);
    this.data.set(kernels.u8.subarray(ptr, ptr + bytes), this.length);
    this.length += bytes;
  }

  /** The buffer, cut where much of it is unused. */
  take(): ArrayBufferLike {
    const { data, length } = this;
    if (length >= data.length - (data.length >> 3) - 64) return data.buffer;
    const cut = new Uint8Array(lastingRoom(length));
    cut.set(data.subarray(0, length));
    return cut.buffer;
  }
}

/** Bits that are appended from linear memory at any bit. */
export class GrowingBits {
  bits: Uint8Array;
  length = 0;

  constructor(capacity: number) {
    this.bits = new Uint8Array(lastingRoom(bitmapBytes(capacity) + 1));
  }

  #reserve(more: number): void {
    const need = bitmapBytes(this.length + more) + 1;
    if (need <= this.bits.length) return;
    const next = new Uint8Array(lastingRoom(Math.max(need, this.bits.length * 2)));
    next.set(this.bits);
    this.bits = next;
  }

  append(ptr: number, length: number): void {
    this.#reserve(length);
    copyBits(this.bits, this.length, kernels.u8.subarray(ptr, ptr + bitmapBytes(length)), length);
    this.length += length;
  }

  appendOnes(length: number): void {
    this.#reserve(length);
    copyBits(this.bits, this.length, ones(length), length);
    this.length += length;
  }
}

/** A validity bitmap that exists from the first null on. */
export class GrowingValidity {
  #bits: GrowingBits | null = null;
  readonly #capacity: number;
  #length = 0;
  nulls = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** `ptr` is 0 for rows without nulls. */
  append(ptr: number, length: number, nulls: number): void {
    if (nulls > 0 && this.#bits === null) {
      this.#bits = new GrowingBits(Math.max(this.#capacity, this.#length + length));
      this.#bits.appendOnes(this.#length);
    }
    if (this.#bits !== null) {
      if (nulls > 0) this.#bits.append(ptr, length);
      else this.#bits.appendOnes(length);
    }
    this.#length += length;
    this.nulls += nulls;
  }

  get validity(): Validity {
    return this.#bits?.bits.subarray(0, bitmapBytes(this.#length)) ?? null;
  }
}
