import { sqlError } from "../syntax-error.ts";

/** The text of a quoted token and the offset after it. */
export interface Quoted {
  readonly value: string;
  readonly end: number;
}

/** Reads `'...'` or `"..."` whose opening quote is at `start`; a doubled quote stands for one. */
export const readQuoted = (text: string, start: number, quote: string, what: string): Quoted => {
  let value = "";
  let from = start + 1;
  for (;;) {
    const close = text.indexOf(quote, from);
    if (close < 0) throw sqlError(text, start, `this ${what} has no closing ${quote}`);
    value += text.slice(from, close);
    if (text[close + 1] !== quote) return { value, end: close + 1 };
    value += quote;
    from = close + 2;
  }
};

const CONTINUED = /[ \t\f]*[\r\n]\s*'/y;

/** `'a'` and, on a later line, `'b'` are the string `ab`. */
export const readString = (text: string, start: number): Quoted => {
  let { value, end } = readQuoted(text, start, "'", "string");
  for (;;) {
    CONTINUED.lastIndex = end;
    if (!CONTINUED.test(text)) return { value, end };
    const next = readQuoted(text, CONTINUED.lastIndex - 1, "'", "string");
    value += next.value;
    end = next.end;
  }
};

const PLAIN: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const CODE = /\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3}))/y;

/** Reads `e'...'` with its backslash escapes; the quote is at `start`. */
export const readEscaped = (text: string, start: number): Quoted => {
  let value = "";
  let at = start + 1;
  for (;;) {
    const c = text[at];
    if (c === undefined) throw sqlError(text, start, "this string has no closing '");
    if (c === "'") {
      if (text[at + 1] !== "'") return { value, end: at + 1 };
      value += "'";
      at += 2;
    } else if (c === "\\") {
      CODE.lastIndex = at;
      const found = CODE.exec(text);
      const next = text[at + 1];
      if (found !== null) {
        const code = found[1] === undefined ? Number.parseInt(found[2] ?? "", 8) : Number.parseInt(found[1], 16);
        if (code === 0 || code > 127) throw sqlError(text, at, "only ASCII has escapes: write the character itself");
        value += String.fromCharCode(code);
        at = CODE.lastIndex;
      } else if (next === "u" || next === "U") {
        throw sqlError(text, at, "Unicode has no escapes: write the character itself");
      } else {
        if (next === undefined) throw sqlError(text, start, "this string has no closing '");
        value += PLAIN[next] ?? next;
        at += 2;
      }
    } else {
      value += c;
      at++;
    }
  }
};

const TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z_0-9\u0080-\uffff]*)?\$/y;

/** Reads `$$...$$` or `$tag$...$tag$`; undefined when the `$` at `start` begins something else. */
export const readDollarQuoted = (text: string, start: number): Quoted | undefined => {
  TAG.lastIndex = start;
  const tag = TAG.exec(text)?.[0];
  if (tag === undefined) return undefined;
  const close = text.indexOf(tag, start + tag.length);
  if (close < 0) throw sqlError(text, start, `this string has no closing ${tag}`);
  return { value: text.slice(start + tag.length, close), end: close + tag.length };
};
