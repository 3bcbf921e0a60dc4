import { bitmapBytes, clearBit, setBit } from "../../arrow/bitmap.ts";
import { boolColumn, type Column, fixedColumn, type Validity, type Values } from "../../arrow/column.ts";
import { allocate } from "../../arrow/layout.ts";
import { typeName } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { text } from "../../core/utf8.ts";
import { boundsOf, type ValueReader, valueReader } from "../value-reader.ts";
import type { Cursor } from "./cursor.ts";

/** Gathers the values of one column. */
export interface Builder {
  readonly length: number;
  /** Takes the value that begins at the cursor, which is at no blank. */
  read(c: Cursor, depth: number): void;
  /** Takes a null. */
  none(): void;
  finish(): Column;
}

const FIRST = 256;

/** Which rows have a value, growing. */
export class Rows {
  #bits: Uint8Array = new Uint8Array(FIRST >> 3);
  length = 0;
  nulls = 0;

  add(valid: boolean): number {
    const row = this.length++;
    if (row >> 3 >= this.#bits.length) {
      const more = new Uint8Array(this.#bits.length * 2);
      more.set(this.#bits);
      this.#bits = more;
    }
    if (valid) setBit(this.#bits, row);
    else this.nulls++;
    return row;
  }

  get validity(): Validity {
    return this.nulls === 0 ? null : this.#bits.slice(0, bitmapBytes(this.length));
  }
}

export abstract class Building implements Builder {
  readonly type: DataType;
  readonly rows: Rows = new Rows();
  readonly #lenient: boolean;

  constructor(type: DataType, lenient: boolean) {
    this.type = type;
    this.#lenient = lenient;
  }

  get length(): number {
    return this.rows.length;
  }

  abstract read(c: Cursor, depth: number): void;
  abstract finish(): Column;

  none(): void {
    this.rows.add(false);
  }

  /** The value here is of another type: an error, or a null. */
  mismatch(c: Cursor, start: number): void {
    c.at = start;
    c.skip();
    if (!this.#lenient)
      throw c.error(`${text(c.bytes, start, Math.min(c.at, start + 60))} is no ${typeName(this.type)}${c.advice}`);
    this.none();
  }
}

const isNumber = (b: number): boolean => b === 45 || (b >= 48 && b <= 57);

/** Numbers, dates, times and decimals. */
export class FixedBuilder extends Building {
  #values: Values;
  readonly #width: number;
  readonly #slow: ValueReader;
  readonly #integer: boolean;
  readonly #float: boolean;
  readonly #low: number;
  readonly #high: number;

  constructor(type: DataType, lenient: boolean) {
    super(type, lenient);
    this.#width = type.id === "Decimal" ? 2 : 1;
    this.#values = allocate(type, FIRST);
    this.#slow = valueReader(type, 46);
    const bounds = boundsOf(type);
    this.#integer = bounds !== undefined;
    this.#float = type.id === "Float64" || type.id === "Float32";
    this.#low = Number(bounds?.[0] ?? 0);
    this.#high = Number(bounds?.[1] ?? 0);
  }

  #grow(): void {
    const more = allocate(this.type, (this.#values.length / this.#width) * 2);
    (more as Float64Array).set(this.#values as Float64Array);
    this.#values = more;
  }

  #put(value: number | bigint): void {
    const row = this.rows.add(true);
    if (row * this.#width >= this.#values.length) this.#grow();
    if (this.#width === 2) {
      (this.#values as BigInt64Array)[2 * row] = BigInt.asIntN(64, value as bigint);
      (this.#values as BigInt64Array)[2 * row + 1] = (value as bigint) >> 64n;
    } else (this.#values as { [row: number]: unknown })[row] = value;
  }

  override none(): void {
    const row = this.rows.add(false);
    if (row * this.#width >= this.#values.length) this.#grow();
  }

  read(c: Cursor): void {
    const start = c.at;
    const b = c.bytes[start] as number;
    if (isNumber(b)) {
      const whole = c.number();
      if (this.#float) this.#put(fastFloat(c.bytes, start, c.at));
      else if (this.#integer && whole) this.#whole(c, start);
      else if (this.type.id === "Decimal" || (this.type.id === "Duration" && whole)) this.#text(c, start, start, c.at);
      else this.mismatch(c, start);
    } else if (b === 34 && !this.#integer && !this.#float && !c.string()) this.#text(c, start, start + 1, c.at - 1);
    else this.mismatch(c, start);
  }

  #whole(c: Cursor, start: number): void {
    if (c.at - start > 15) {
      this.#text(c, start, start, c.at);
      return;
    }
    const v = smallInt(c.bytes, start, c.at);
    if (v < this.#low || v > this.#high) this.mismatch(c, start);
    else this.#put(this.#values instanceof BigInt64Array || this.#values instanceof BigUint64Array ? BigInt(v) : v);
  }

  #text(c: Cursor, start: number, from: number, to: number): void {
    const value = this.#slow(c.bytes.subarray(from, to));
    if (value === undefined) this.mismatch(c, start);
    else this.#put(value as number | bigint);
  }

  finish(): Column {
    const { length, nulls, validity } = this.rows;
    return fixedColumn(this.type, length, this.#values.slice(0, length * this.#width), validity, nulls);
  }
}

function smallInt(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === 45;
  let v = 0;
  for (let i = negative ? start + 1 : start; i < end; i++) v = v * 10 + ((bytes[i] as number) - 48);
  return negative ? -v : v;
}

const TENS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** A number's text as Number() reads it; plain decimals of up to 15 digits without a string. */
function fastFloat(bytes: Uint8Array, start: number, end: number): number {
  if (end - start <= 17) {
    const negative = bytes[start] === 45;
    let v = 0;
    let digits = 0;
    let behind = -1;
    let i = negative ? start + 1 : start;
    for (; i < end; i++) {
      const b = bytes[i] as number;
      if (b === 46) behind = digits;
      else if (b < 48) break;
      else if (b > 57) break;
      else {
        v = v * 10 + (b - 48);
        digits++;
      }
    }
    if (i === end && digits <= 15) {
      if (behind >= 0) v /= TENS[digits - behind] as number;
      return negative ? -v : v;
    }
  }
  return Number(text(bytes, start, end));
}

export class BoolBuilder extends Building {
  #bits: Uint8Array = new Uint8Array(FIRST >> 3);

  #put(value: boolean, valid: boolean): void {
    const row = this.rows.add(valid);
    if (row >> 3 >= this.#bits.length) {
      const more = new Uint8Array(this.#bits.length * 2);
      more.set(this.#bits);
      this.#bits = more;
    }
    if (value) setBit(this.#bits, row);
    else clearBit(this.#bits, row);
  }

  override none(): void {
    this.#put(false, false);
  }

  read(c: Cursor): void {
    const start = c.at;
    const b = c.bytes[start];
    if (b === 116 || b === 102) this.#put(c.word() === "true", true);
    else this.mismatch(c, start);
  }

  finish(): Column {
    const { length, nulls, validity } = this.rows;
    return boolColumn(this.type, length, this.#bits.slice(0, bitmapBytes(length)), validity, nulls);
  }
}
