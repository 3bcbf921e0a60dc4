import type { CharSet } from "./ast.ts";

const WORD = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}";

/** A code point as it stands in a JavaScript class. */
export const escaped = (code: number): string =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
    ? String.fromCharCode(code)
    : `\\u{${code.toString(16)}}`;

/** What `\d`, `\s`, `\w` and their opposites hold, in Unicode or ASCII. */
export function perlClass(letter: string, ascii: boolean): string {
  const not = letter < "a" ? "^" : "";
  switch (letter.toLowerCase()) {
    case "d":
      return ascii ? `[${not}0-9]` : `[${not}\\p{Nd}]`;
    case "s":
      return ascii ? `[${not}\\t\\n\\v\\f\\r\\u{20}]` : `[${not}\\p{White_Space}]`;
    default:
      return ascii ? `[${not}0-9A-Za-z_]` : `[${not}${WORD}]`;
  }
}

/** The classes `[:alpha:]` and the like, which are ASCII. */
export const POSIX: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\u{0}-\\u{7f}",
  blank: "\\t\\u{20}",
  cntrl: "\\u{0}-\\u{1f}\\u{7f}",
  digit: "0-9",
  graph: "\\u{21}-\\u{7e}",
  lower: "a-z",
  print: "\\u{20}-\\u{7e}",
  punct: "\\u{21}-\\u{2f}\\u{3a}-\\u{40}\\u{5b}-\\u{60}\\u{7b}-\\u{7e}",
  space: "\\t\\n\\v\\f\\r\\u{20}",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

const works = (source: string): boolean => {
  try {
    new RegExp(source, "v");
    return true;
  } catch {
    return false;
  }
};

const KEYS: Readonly<Record<string, string>> = {
  gc: "gc",
  generalcategory: "gc",
  sc: "sc",
  script: "sc",
  scx: "scx",
  scriptextensions: "scx",
};

/** The JavaScript form of a Unicode property by its (loosely written) name; undefined where there is none. */
export function property(text: string, negated: boolean): string | undefined {
  const [, key = "", op = "", rest = ""] = /^([^=:!]*)(!=|=|:)?(.*)$/s.exec(text) ?? [];
  const not = negated !== (op === "!=");
  const wanted = (op === "" ? key : rest).replace(/[\s_-]+/g, "_").replace(/^_|_$/g, "");
  if (wanted === "") return undefined;
  const kind = op === "" ? null : KEYS[key.toLowerCase().replace(/[\s_-]/g, "")];
  if (kind === undefined) return undefined;
  for (const word of [wanted, wanted.replace(/^is_?/i, "")]) {
    const title = word.toLowerCase().replace(/(^|_)[a-z]/g, (c) => c.toUpperCase());
    if (kind === null && ["Any", "Ascii", "Assigned"].includes(title))
      return `\\${not ? "P" : "p"}{${title === "Ascii" ? "ASCII" : title}}`;
    for (const name of new Set([word, title, word.toLowerCase(), word.toUpperCase()])) {
      for (const form of kind === null ? [name, `sc=${name}`] : [`${kind}=${name}`])
        if (works(`\\p{${form}}`)) return `\\${not ? "P" : "p"}{${form}}`;
    }
  }
  return undefined;
}

/** Which code points a set holds, by table for ASCII and by memory for the rest. */
export class Members {
  readonly #regex: RegExp;
  readonly #ascii: Uint8Array = new Uint8Array(128);
  readonly #known: Map<number, boolean> = new Map();
  /** Whether code points above ASCII may be in it. */
  readonly wide: boolean;

  constructor(set: CharSet) {
    this.#regex = new RegExp(`^${set.source}$`, set.ignoreCase ? "iv" : "v");
    for (let i = 0; i < 128; i++) this.#ascii[i] = this.#regex.test(String.fromCharCode(i)) ? 1 : 0;
    // The long s and the Kelvin sign fold to ASCII.
    this.wide =
      set.literal === null || set.literal > 127 || (set.ignoreCase && /[ks]/i.test(String.fromCharCode(set.literal)));
  }

  has(code: number): boolean {
    if (code < 128) return this.#ascii[code] === 1;
    let found = this.#known.get(code);
    if (found === undefined) {
      found = this.#regex.test(String.fromCodePoint(code));
      if (this.#known.size > 4096) this.#known.clear();
      this.#known.set(code, found);
    }
    return found;
  }

  /** Whether some code point may be in both. */
  meets(other: Members): boolean {
    if (this.wide && other.wide) return true;
    for (let i = 0; i < 128; i++) if (this.#ascii[i] === 1 && other.#ascii[i] === 1) return true;
    return false;
  }
}

const MEMBERS = new Map<string, Members>();

/** The members of a set, made once. */
export function membersOf(set: CharSet): Members {
  const key = (set.ignoreCase ? "i" : "") + set.source;
  let found = MEMBERS.get(key);
  if (found === undefined) {
    found = new Members(set);
    if (MEMBERS.size > 500) MEMBERS.clear();
    MEMBERS.set(key, found);
  }
  return found;
}

export const ASCII_WORD: CharSet = { source: perlClass("w", true), ignoreCase: false, literal: null };
export const UNICODE_WORD: CharSet = { source: perlClass("w", false), ignoreCase: false, literal: null };
