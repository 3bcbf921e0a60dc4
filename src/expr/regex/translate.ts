import type { Assertion, CharSet, Node } from "./ast.ts";
import { ASCII_WORD, membersOf, UNICODE_WORD } from "./char-set.ts";

/** Whether another case of it exists. */
function hasCase(set: CharSet): boolean {
  if (set.literal === null) return true;
  const text = String.fromCodePoint(set.literal);
  return text.toLowerCase() !== text.toUpperCase();
}

/** Whether all sets that case matters to agree on it: then one flag says it. Null where they do not. */
export function caseFlag(n: Node): boolean | null {
  let seen: boolean | null = null;
  let mixed = false;
  const walk = (x: Node): void => {
    switch (x.kind) {
      case "set":
        if (!hasCase(x.set)) return;
        if (seen === null) seen = x.set.ignoreCase;
        else if (seen !== x.set.ignoreCase) mixed = true;
        return;
      case "group":
      case "repeat":
        walk(x.body);
        break;
      case "concat":
        x.parts.forEach(walk);
        break;
      case "alt":
        x.options.forEach(walk);
    }
  };
  walk(n);
  return mixed ? null : (seen ?? false);
}

// The assertions look at whole words whatever the flags of the rest: no sets of letters whose case matters.
function assertion(at: Assertion, ascii: boolean): string {
  const w = (ascii ? ASCII_WORD : UNICODE_WORD).source;
  switch (at) {
    case "start":
      return "^";
    case "end":
      return "$";
    case "lineStart":
      return "(?<![^\\n])";
    case "lineEnd":
      return "(?![^\\n])";
    case "crlfStart":
      return "(?:(?<=\\n)|(?<=\\r)(?!\\n)|^)";
    case "crlfEnd":
      return "(?:(?=\\r)|(?<!\\r)(?=\\n)|$)";
    case "word":
      return `(?:(?<=${w})(?!${w})|(?<!${w})(?=${w}))`;
    case "notWord":
      return `(?:(?<=${w})(?=${w})|(?<!${w})(?!${w}))`;
    case "wordStart":
      return `(?<!${w})(?=${w})`;
    case "wordEnd":
      return `(?<=${w})(?!${w})`;
    case "wordStartHalf":
      return `(?<!${w})`;
    case "wordEndHalf":
      return `(?!${w})`;
  }
}

/** A node as the source of a JavaScript RegExp with the flag `v`; group numbers stay as they are. */
export function toSource(n: Node, capture: boolean): string {
  switch (n.kind) {
    case "empty":
      return "";
    case "set":
      return n.set.source;
    case "assert":
      return assertion(n.at, n.ascii);
    case "group":
      return capture ? `(${toSource(n.body, capture)})` : `(?:${toSource(n.body, capture)})`;
    case "repeat": {
      const one = n.body.kind === "set" ? toSource(n.body, capture) : `(?:${toSource(n.body, capture)})`;
      const { min, max } = n;
      const count =
        max === Number.POSITIVE_INFINITY
          ? min === 0
            ? "*"
            : min === 1
              ? "+"
              : `{${min},}`
          : min === 0 && max === 1
            ? "?"
            : `{${min},${max}}`;
      return one + count + (n.lazy ? "?" : "");
    }
    case "concat":
      return n.parts.map((p) => (p.kind === "alt" ? `(?:${toSource(p, capture)})` : toSource(p, capture))).join("");
    case "alt":
      return n.options.map((o) => toSource(o, capture)).join("|");
  }
}

/** Whether a code point belongs to a word. */
export const isWord = (code: number, ascii: boolean): boolean =>
  code >= 0 && membersOf(ascii ? ASCII_WORD : UNICODE_WORD).has(code);
