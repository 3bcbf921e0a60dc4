import { floatText } from "../../arrow/float-text.ts";

/** A number with the digits that it was written in. */
export class JsonNumber {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
}
/** A JSON value; numbers keep their digits, objects their order. */
export type Json = null | boolean | string | JsonNumber | readonly Json[] | ReadonlyMap<string, Json>;

/** As serde_json has it: deeper text is no JSON. */
const DEEPEST = 127;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const COMMA = 44;
const HALF = /[\ud800-\udfff]/u;
const WORDS: readonly (readonly [string, Json])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

class Invalid extends Error {}

class Reader {
  readonly #text: string;
  #at = 0;
  constructor(text: string) {
    this.#text = text;
  }

  /** The code behind blanks; NaN at the end. */
  #next(): number {
    for (;;) {
      const c = this.#text.charCodeAt(this.#at);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return c;
      this.#at++;
    }
  }
  #is(c: number): boolean {
    if (this.#next() !== c) return false;
    this.#at++;
    return true;
  }
  #need(c: number): void {
    if (!this.#is(c)) throw new Invalid();
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at;
    if (text[start] !== '"') throw new Invalid();
    let end = start + 1;
    for (let c = text.charCodeAt(end); c !== 34; c = text.charCodeAt(++end)) {
      // Past the end a code is NaN.
      if (!(c >= 32)) throw new Invalid();
      if (c === 92) end++;
    }
    this.#at = end + 1;
    const quoted = text.slice(start, end + 1);
    if (!quoted.includes("\\")) return quoted.slice(1, -1);
    let out: string;
    try {
      out = JSON.parse(quoted) as string;
    } catch {
      throw new Invalid();
    }
    // Half of a surrogate pair is no character.
    if (HALF.test(out)) throw new Invalid();
    return out;
  }

  #number(): JsonNumber {
    NUMBER.lastIndex = this.#at;
    const digits = NUMBER.exec(this.#text)?.[0] ?? "";
    this.#at += digits.length;
    if (digits === "" || !Number.isFinite(Number(digits))) throw new Invalid();
    return new JsonNumber(digits);
  }

  #items(depth: number): Json {
    const out: Json[] = [];
    if (this.#is(93)) return out;
    do out.push(this.value(depth));
    while (this.#is(COMMA));
    this.#need(93);
    return out;
  }

  #fields(depth: number): Json {
    const out = new Map<string, Json>();
    if (this.#is(125)) return out;
    do {
      this.#next();
      const name = this.#string();
      this.#need(58);
      out.set(name, this.value(depth));
    } while (this.#is(COMMA));
    this.#need(125);
    return out;
  }

  value(depth: number): Json {
    const c = this.#next();
    if (c === 34) return this.#string();
    if (c === 91 || c === 123) {
      if (depth >= DEEPEST) throw new Invalid();
      this.#at++;
      return c === 91 ? this.#items(depth + 1) : this.#fields(depth + 1);
    }
    if (c < 97) return this.#number();
    for (const [word, value] of WORDS)
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    throw new Invalid();
  }

  whole(): Json {
    const out = this.value(0);
    if (!Number.isNaN(this.#next())) throw new Invalid();
    return out;
  }
}

/** The value of JSON text; undefined where it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return new Reader(text).whole();
  } catch (cause) {
    if (cause instanceof Invalid) return undefined;
    throw cause;
  }
}

const LEAST = -(2n ** 63n);
const MOST = 2n ** 64n - 1n;

/** Whole numbers of 64 bits as they are, others as floats. */
export function numberText(n: JsonNumber): string {
  const { digits } = n;
  if (/^-?\d+$/.test(digits) && digits !== "-0") {
    if (digits.length < 19) return digits;
    if (digits.length < 22 && BigInt(digits) >= LEAST && BigInt(digits) <= MOST) return digits;
  }
  const x = Number(digits);
  return Number.isInteger(x) && Math.abs(x) < 1e16 ? `${Object.is(x, -0) ? "-0" : x}.0` : floatText(x);
}

/** Compact JSON. */
export function jsonText(v: Json): string {
  if (v === null || typeof v === "boolean") return String(v);
  if (typeof v === "string") return JSON.stringify(v);
  if (v instanceof JsonNumber) return numberText(v);
  if (v instanceof Map)
    return `{${Array.from(v as ReadonlyMap<string, Json>, ([k, x]) => `${JSON.stringify(k)}:${jsonText(x)}`).join(",")}}`;
  return `[${(v as readonly Json[]).map(jsonText).join(",")}]`;
}
