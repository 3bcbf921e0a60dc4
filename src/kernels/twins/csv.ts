import { isUtf8 } from "../../core/utf8.ts";

/** The bytes that structure a CSV file; a quote of -1 means none. */
export interface Dialect {
  readonly separator: number;
  readonly quote: number;
  /** 10 (a carriage return before it is left out) or 13. */
  readonly eol: number;
  readonly comment: Uint8Array;
}

/** Set in a field's end where the field is null or missing. */
export const NULL_FIELD: number = -0x80000000;
export const PLACE: number = 0x7fffffff;

/** Whether a comment begins here. */
export function isComment(bytes: Uint8Array, at: number, end: number, comment: Uint8Array): boolean {
  if (comment.length === 0 || end - at < comment.length) return false;
  for (let i = 0; i < comment.length; i++) if (bytes[at + i] !== comment[i]) return false;
  return true;
}

/**
 * Reads one record that begins at `at` and puts the starts and ends of its fields into `fields`. Gives where the next
 * one begins; -1 where the bytes end before the record does, -2 where they end within quotes.
 */
export function readRecord(bytes: Uint8Array, at: number, end: number, dialect: Dialect, fields: number[]): number {
  const { separator, quote, eol } = dialect;
  fields.length = 0;
  let start = at;
  let quoted = false;
  let closed = -2;
  for (let p = at; p < end; p++) {
    const c = bytes[p] as number;
    if (quoted) {
      if (c === quote) {
        quoted = false;
        closed = p;
      }
    } else if (c === eol) {
      fields.push(start, eol === 10 && p > start && bytes[p - 1] === 13 ? p - 1 : p);
      return p + 1;
    } else if (c === quote) {
      if (p === start || closed === p - 1) quoted = true;
    } else if (c === separator) {
      fields.push(start, p);
      start = p + 1;
    }
  }
  return quoted ? -2 : -1;
}

/** Where the line that begins at `at` ends, whatever is in it; -1 where it does not. */
export function lineEnd(bytes: Uint8Array, at: number, end: number, eol: number): number {
  const p = bytes.indexOf(eol, at);
  return p < 0 || p >= end ? -1 : p + 1;
}

export interface Scanned {
  readonly starts: number[];
  readonly ends: number[];
  readonly consumed: number;
  readonly extra: number;
  readonly quoted: boolean;
}

/** What `csvScan` does. */
export function scanTwin(bytes: Uint8Array, columns: number, dialect: Dialect, maxRows: number): Scanned {
  const starts: number[] = [];
  const ends: number[] = [];
  const fields: number[] = [];
  let extra = -1;
  let at = 0;
  let quoted = false;
  while (starts.length < maxRows && at < bytes.length) {
    if (isComment(bytes, at, bytes.length, dialect.comment)) {
      const next = lineEnd(bytes, at, bytes.length, dialect.eol);
      if (next < 0) break;
      at = next;
      continue;
    }
    const next = readRecord(bytes, at, bytes.length, dialect, fields);
    if (next < 0) {
      quoted = next === -2;
      break;
    }
    const found = fields.length / 2;
    if (found > columns && extra < 0) extra = starts.length;
    for (let c = 0; c < columns; c++)
      ends.push(c < found ? (fields[2 * c + 1] as number) : (fields[2 * found - 1] as number) | NULL_FIELD);
    starts.push(at);
    at = next;
  }
  return { starts, ends, consumed: at, extra, quoted };
}

/** A quoted field's text without its quotes, two for one; null where the quoting is broken; others as they are. */
export function unquoteTwin(field: Uint8Array, quote: number): Uint8Array | null {
  if (field.length === 0 || field[0] !== quote) return field;
  const out: number[] = [];
  for (let p = 1; p < field.length; p++) {
    if (field[p] === quote) {
      p++;
      if (p === field.length) return Uint8Array.from(out);
      if (field[p] !== quote) return null;
    }
    out.push(field[p] as number);
  }
  return null;
}

/** What `csvInt64` reads from one field; null where it is for a slower reader. */
export function int64Twin(text: string): bigint | null {
  if (!/^[+-]?\d{1,19}$/.test(text)) return null;
  const v = BigInt(text.replace("+", ""));
  return BigInt.asIntN(64, v) === v ? v : null;
}

/** What `csvFloat64` reads from one field; null where it is for a slower reader. */
export function float64Twin(text: string): number | null {
  const found = /^[+-]?(\d*)(?:\.(\d*))?(?:[eE][+-]?\d+)?$/.exec(text);
  if (found === null) return null;
  const digits = `${found[1] ?? ""}${found[2] ?? ""}`;
  return digits === "" || digits.replace(/^0+/, "").length > 19 ? null : Number(text);
}

/** What `csvUtf8` tells, but for the place. */
export const utf8Twin = (bytes: Uint8Array): boolean => isUtf8(bytes);

/** The powers of five from -342 to 308 in 128 bits, high word first, then those of ten to 22: what `csvFloat64` needs. */
export function powersOfFive(): Uint8Array {
  const bytes = new Uint8Array(651 * 16 + 23 * 8);
  const words = new BigUint64Array(bytes.buffer, 0, 651 * 2);
  const set = (q: number, c: bigint): void => {
    words[2 * (q + 342)] = c >> 64n;
    words[2 * (q + 342) + 1] = c & 0xffffffffffffffffn;
  };
  let power = 1n;
  for (let n = 0; n <= 342; n++, power *= 5n) {
    // The bits of 5^n; it is no power of two, so the product is never near a whole number.
    const bits = Math.floor(n * Math.log2(5)) + 1;
    if (n <= 308) set(n, bits < 128 ? power << BigInt(128 - bits) : power >> BigInt(bits - 128));
    if (n > 0) {
      const b = n <= 27 ? bits + 127 : 2 * bits + 128;
      const c = (1n << BigInt(b)) / power + 1n;
      set(-n, c >> BigInt(Math.max(0, b - bits - 127)));
    }
  }
  const tens = new Float64Array(bytes.buffer, 651 * 16, 23);
  for (let i = 0; i < 23; i++) tens[i] = Number(`1e${i}`);
  return bytes;
}
