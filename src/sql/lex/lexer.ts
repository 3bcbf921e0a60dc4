import { sqlError } from "../syntax-error.ts";
import { type Category, categoryOf } from "./keywords.ts";
import { type Quoted, readDollarQuoted, readEscaped, readQuoted, readString } from "./quoted.ts";
import { skipSpace } from "./space.ts";

/** `junk` is a number with letters right behind it, which only QuestDB's `1h` may have. */
export type TokenKind = "word" | "quoted" | "number" | "string" | "bits" | "hex" | "param" | "op" | "junk" | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** A word in lower case or an operator, so that one comparison finds it; empty for all others. */
  readonly key: string;
  /** A word as written; what a string, a quoted name, a number or a parameter stands for. */
  readonly text: string;
  readonly category: Category | undefined;
}

const OPERATORS =
  "->> -> - || | && & @> @ <-> <=> <@ << <= <> < >> >= > == => = !~~* !~~ !~ != ! ~~~ ~~* ~~ ~ ^@ ^ ** * // / + % :: := : ( ) [ ] { } , ; . #";
const BY_FIRST: ReadonlyMap<number, readonly string[]> = Map.groupBy(OPERATORS.split(" "), (op) => op.charCodeAt(0));

const START = 1;
const PART = 2;
const CLASS = new Uint8Array(128);
for (let c = 48; c < 58; c++) CLASS[c] = PART;
for (let c = 65; c < 91; c++) CLASS[c] = CLASS[c + 32] = START | PART;
CLASS[95] = START | PART;
CLASS[36] = PART;

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const startsWord = (c: number): boolean => c > 127 || ((CLASS[c] ?? 0) & START) !== 0;
const continuesWord = (c: number): boolean => c > 127 || ((CLASS[c] ?? 0) & PART) !== 0;

const NUMBER = /(?:\d(?:_?\d)*(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?/y;
const LONGEST_KEYWORD = 15;

const wordEnd = (text: string, start: number): number => {
  let at = start;
  while (at < text.length && continuesWord(text.charCodeAt(at))) at++;
  return at;
};

const token = (kind: TokenKind, start: number, end: number, text: string): Token => ({
  kind,
  start,
  end,
  key: "",
  text,
  category: undefined,
});

const quoted = (kind: TokenKind, start: number, { value, end }: Quoted): Token => token(kind, start, end, value);

const word = (source: string, start: number): Token => {
  const end = wordEnd(source, start);
  const text = source.slice(start, end);
  const key = text.toLowerCase();
  const short = key.length <= LONGEST_KEYWORD && key.length === text.length;
  return { kind: "word", start, end, key, text, category: short ? categoryOf(key) : undefined };
};

const number = (source: string, start: number): Token => {
  NUMBER.lastIndex = start;
  const [digits = ""] = NUMBER.exec(source) ?? [];
  const end = start + digits.length;
  const after = wordEnd(source, end);
  return after > end
    ? token("junk", start, after, source.slice(start, after))
    : token("number", start, end, digits.includes("_") ? digits.replaceAll("_", "") : digits);
};

const param = (source: string, start: number): Token => {
  const c = source.charCodeAt(start + 1);
  if (source[start] === "?") {
    let end = start + 1;
    while (isDigit(source.charCodeAt(end))) end++;
    return token("param", start, end, source.slice(start + 1, end));
  }
  if (c === 34) {
    const { value, end } = readQuoted(source, start + 1, '"', "name");
    return token("param", start, end, value);
  }
  const end = wordEnd(source, start + 1);
  if (end === start + 1) throw sqlError(source, start, "expected a number or a name after $");
  return token("param", start, end, source.slice(start + 1, end));
};

const operator = (source: string, start: number): Token => {
  const found = BY_FIRST.get(source.charCodeAt(start))?.find((op) => source.startsWith(op, start));
  if (found !== undefined)
    return { kind: "op", start, end: start + found.length, key: found, text: found, category: undefined };
  const c = String.fromCodePoint(source.codePointAt(start) ?? 0);
  throw sqlError(source, start, `${JSON.stringify(c)} has no meaning here`);
};

/** The token at or after an offset. */
export const tokenAt = (source: string, offset: number): Token => {
  const start = skipSpace(source, offset);
  const c = source.charCodeAt(start);
  const next = source.charCodeAt(start + 1);
  if (start >= source.length) return token("end", source.length, source.length, "");
  if (next === 39) {
    if (c === 69 || c === 101) return quoted("string", start, readEscaped(source, start + 1));
    if (c === 88 || c === 120) return quoted("hex", start, readString(source, start + 1));
    if (c === 66 || c === 98) return quoted("bits", start, readString(source, start + 1));
    if (c === 78 || c === 110) return quoted("string", start, readString(source, start + 1));
  }
  if (next === 38 && (c === 85 || c === 117) && /['"]/.test(source[start + 2] ?? ""))
    throw sqlError(source, start, "Unicode has no escapes: write the character itself");
  if (startsWord(c)) return word(source, start);
  if (c === 39) return quoted("string", start, readString(source, start));
  if (c === 34) {
    const name = readQuoted(source, start, '"', "name");
    if (name.value === "") throw sqlError(source, start, "a name may not be empty");
    return quoted("quoted", start, name);
  }
  if (isDigit(c) || (c === 46 && isDigit(next))) return number(source, start);
  if (c === 63) return param(source, start);
  if (c === 36) {
    const dollar = readDollarQuoted(source, start);
    return dollar === undefined ? param(source, start) : quoted("string", start, dollar);
  }
  return operator(source, start);
};
