import { PolaroidError } from "../../core/error.ts";

export const corrupt = (what: string): PolaroidError =>
  new PolaroidError("CORRUPT", `the Avro file is damaged: ${what}`);

/** Reads values of one block. */
export class Cursor {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  get left(): number {
    return this.bytes.length - this.at;
  }
  /** The place of the next `n` bytes, which are passed. */
  skip(n: number): number {
    if (!(n >= 0 && n <= this.left)) throw corrupt(`a value of ${n} bytes where ${this.left} are left`);
    const at = this.at;
    this.at += n;
    return at;
  }
  byte(): number {
    return this.bytes[this.skip(1)] as number;
  }
  /** A zigzag integer of up to 64 bits. */
  long(): bigint {
    let [low, high, shift] = [0, 0, 0];
    for (;;) {
      const b = this.byte();
      if (shift < 28) low += (b & 127) * 2 ** shift;
      else high += (b & 127) * 2 ** (shift - 28);
      if (b < 128) break;
      shift += 7;
      if (shift > 63) throw corrupt("an integer of more than 64 bits");
    }
    const all = BigInt.asUintN(64, (BigInt(high) << 28n) | BigInt(low));
    return (all >> 1n) ^ -(all & 1n);
  }
  /** A zigzag integer that is a number. */
  int(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const b = this.byte();
      value += (b & 127) * 2 ** shift;
      if (b < 128) break;
      if (shift >= 49) throw corrupt("a number that is too large");
    }
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }
  float(): number {
    return this.#view.getFloat32(this.skip(4), true);
  }
  double(): number {
    return this.#view.getFloat64(this.skip(8), true);
  }
  slice(n: number): Uint8Array {
    const at = this.skip(n);
    return this.bytes.slice(at, at + n);
  }
}
