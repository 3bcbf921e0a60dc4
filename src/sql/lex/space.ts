import { sqlError } from "../syntax-error.ts";

const isSpace = (c: number): boolean =>
  c === 32 ||
  (c >= 9 && c <= 13) ||
  (c >= 160 &&
    (c === 160 || c === 0x3000 || c === 0xfeff || (c >= 0x2000 && c <= 0x200d) || c === 0x202f || c === 0x205f));

const blockEnd = (text: string, start: number): number => {
  let depth = 0;
  let at = start;
  for (;;) {
    const close = text.indexOf("*/", at);
    if (close < 0) throw sqlError(text, start, "this comment has no closing */");
    const open = text.indexOf("/*", at);
    if (open >= 0 && open < close) {
      depth++;
      at = open + 2;
    } else {
      depth--;
      at = close + 2;
      if (depth === 0) return at;
    }
  }
};

/** The offset of the next token: space, `-- ...` and nested block comments are left out. */
export const skipSpace = (text: string, start: number): number => {
  let at = start;
  for (;;) {
    const c = text.charCodeAt(at);
    if (isSpace(c)) at++;
    else if (c === 45 && text.charCodeAt(at + 1) === 45) {
      at += 2;
      while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
    } else if (c === 47 && text.charCodeAt(at + 1) === 42) at = blockEnd(text, at);
    else return at;
  }
};
