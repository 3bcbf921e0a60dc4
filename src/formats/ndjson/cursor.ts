import { PolaroidError } from "../../core/error.ts";
import { text, utf8 } from "../../core/utf8.ts";

export const DEEPEST: number = 100;
const ADVICE: string =
  "; give the column another type with { schemaOverrides }, look at more rows with { inferSchemaLength }, " +
  "or let it be null with { ignoreErrors: true }";
const QUOTE = 34;
const BACKSLASH = 92;

const ESCAPES: Readonly<Record<number, number>> = { 34: 34, 92: 92, 47: 47, 98: 8, 102: 12, 110: 10, 114: 13, 116: 9 };

const hex = (b: number): number => {
  if (b >= 48 && b <= 57) return b - 48;
  const lower = b | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
};

/** A place in JSON text. */
export class Cursor {
  readonly bytes: Uint8Array;
  at: number;
  /** No byte from here on is looked at. */
  end: number;
  line: number;
  /** What is told of a value of another type than is wanted. */
  advice: string = ADVICE;
  readonly #name: string;

  constructor(bytes: Uint8Array, name: string, line: number) {
    this.bytes = bytes;
    this.at = 0;
    this.end = bytes.length;
    this.line = line;
    this.#name = name;
  }

  /** An error that names the line. */
  error(what: string): PolaroidError {
    return new PolaroidError("CORRUPT", `${this.#name}: line ${this.line}: ${what}`);
  }

  unexpected(wanted: string): PolaroidError {
    if (this.at >= this.end || this.bytes[this.at] === 10)
      return this.error(`the line ends where ${wanted} is expected`);
    return this.error(
      `${JSON.stringify(text(this.bytes, this.at, Math.min(this.end, this.at + 12)))} where ${wanted} is expected`,
    );
  }

  /** Skips blanks within a line; gives the next byte, -1 at the end. */
  next(): number {
    const { bytes, end } = this;
    let at = this.at;
    while (at < end) {
      const b = bytes[at] as number;
      if (b !== 32 && b !== 9 && b !== 13) {
        this.at = at;
        return b;
      }
      at++;
    }
    this.at = at;
    return -1;
  }

  /** `next` that also passes line ends and counts them. */
  nextOver(): number {
    if (this.at < this.end) {
      const here = this.bytes[this.at] as number;
      if (here > 32) return here;
    }
    let b = this.next();
    while (b === 10) {
      this.at++;
      this.line++;
      b = this.next();
    }
    return b;
  }

  /** At an opening quote: goes behind the closing one; tells whether there are escapes between. */
  string(): boolean {
    const { bytes, end } = this;
    let escapes = false;
    for (let at = this.at + 1; at < end; at++) {
      const b = bytes[at] as number;
      if (b === QUOTE) {
        this.at = at + 1;
        return escapes;
      }
      if (b === BACKSLASH) {
        escapes = true;
        at++;
      } else if (b < 32) {
        this.at = at;
        throw this.unexpected("the end of a string");
      }
    }
    this.at = end;
    throw this.unexpected("the end of a string");
  }

  /** At a number: goes behind it; tells whether it is whole. */
  number(): boolean {
    const { bytes, end } = this;
    let at = this.at;
    let whole = true;
    if (bytes[at] === 45) at++;
    const first = at;
    while (at < end && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at++;
    if (at === first || (bytes[first] === 48 && at > first + 1)) throw this.unexpected("a number");
    if (at < end && bytes[at] === 46) {
      whole = false;
      const point = ++at;
      while (at < end && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at++;
      if (at === point) throw this.unexpected("a number");
    }
    if (at < end && ((bytes[at] as number) | 32) === 101) {
      whole = false;
      at++;
      if (at < end && (bytes[at] === 43 || bytes[at] === 45)) at++;
      const digits = at;
      while (at < end && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at++;
      if (at === digits) throw this.unexpected("a number");
    }
    this.at = at;
    return whole;
  }

  /** At a letter: goes behind `true`, `false` or `null`. */
  word(): "true" | "false" | "null" {
    for (const word of ["null", "true", "false"] as const) {
      let i = 0;
      while (i < word.length && this.bytes[this.at + i] === word.charCodeAt(i)) i++;
      if (i === word.length && this.at + i <= this.end) {
        this.at += i;
        return word;
      }
    }
    throw this.unexpected("a value");
  }

  /** Goes behind any value, on one line or, within an array file, over several. */
  skip(depth = 0): void {
    if (depth > DEEPEST)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${this.#name}: line ${this.line}: more than ${DEEPEST} levels of lists and objects`,
      );
    const b = this.nextOver();
    if (b === QUOTE) this.string();
    else if (b === 45 || (b >= 48 && b <= 57)) this.number();
    else if (b === 91) {
      for (let more = this.opens(93); more; more = this.goesOn(93)) this.skip(depth + 1);
    } else if (b === 123) {
      for (let more = this.opens(125); more; more = this.goesOn(125)) {
        this.name();
        this.colon();
        this.skip(depth + 1);
      }
    } else this.word();
  }

  /** At a name in quotes: goes behind it; tells whether there are escapes in it. */
  name(): boolean {
    if (this.nextOver() !== QUOTE) throw this.unexpected("a name in quotes");
    return this.string();
  }

  colon(): void {
    if (this.nextOver() !== 58) throw this.unexpected('":"');
    this.at++;
  }

  /** At an opening bracket: goes behind it; false, and behind the closing one, where nothing is between. */
  opens(close: number): boolean {
    this.at++;
    if (this.nextOver() !== close) return true;
    this.at++;
    return false;
  }

  /** Behind an item: goes behind the comma; false, and behind the closing bracket, where it was the last. */
  goesOn(close: number): boolean {
    const b = this.nextOver();
    if (b === 44) {
      this.at++;
      return true;
    }
    if (b !== close) throw this.unexpected(`"," or "${String.fromCharCode(close)}"`);
    this.at++;
    return false;
  }
}

/** Writes the text of a string with escapes, its quotes left out; gives the bytes written, never more than were read. */
export function unescaped(c: Cursor, start: number, end: number, out: Uint8Array, to: number): number {
  const { bytes } = c;
  let at = to;
  for (let i = start; i < end; i++) {
    const b = bytes[i] as number;
    if (b !== BACKSLASH) {
      out[at++] = b;
      continue;
    }
    const e = bytes[++i] as number;
    const plain = ESCAPES[e];
    if (plain !== undefined) out[at++] = plain;
    else if (e === 117) {
      let point = unit(c, i + 1, end);
      i += 4;
      if (point >= 0xd800 && point < 0xdc00 && bytes[i + 1] === BACKSLASH && bytes[i + 2] === 117) {
        const low = unit(c, i + 3, end);
        if (low >= 0xdc00 && low < 0xe000) {
          point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
          i += 6;
        }
      }
      // Half of a pair is no character.
      const encoded = utf8(point >= 0xd800 && point < 0xe000 ? "\ufffd" : String.fromCodePoint(point));
      out.set(encoded, at);
      at += encoded.length;
    } else throw c.error(`"\\${String.fromCharCode(e)}" is no escape`);
  }
  return at - to;
}

function unit(c: Cursor, at: number, end: number): number {
  let value = 0;
  for (let i = 0; i < 4; i++) {
    const h = at + i < end ? hex(c.bytes[at + i] as number) : -1;
    if (h < 0) throw c.error('"\\u" needs four hexadecimal digits');
    value = value * 16 + h;
  }
  return value;
}

/** The name between two quotes. */
export function nameAt(c: Cursor, start: number, end: number, escapes: boolean): string {
  if (!escapes) return text(c.bytes, start, end);
  const out = new Uint8Array(end - start);
  return text(out, 0, unescaped(c, start, end, out, 0));
}
