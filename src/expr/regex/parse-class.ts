import { escaped, POSIX, perlClass, property } from "./char-set.ts";
import type { Reader } from "./reader.ts";

const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** One escape, the backslash passed: a code point, or the source of a class, or undefined for what is neither. */
export function escapeOf(r: Reader): { readonly code: number } | { readonly source: string } | undefined {
  const start = r.at - 1;
  if (r.done) r.fail("a backslash ends the pattern", start);
  const c = r.next();
  if (/[0-9]/.test(c)) r.fail("back-references are not supported", start);
  if (c in CONTROL) return { code: CONTROL[c] as number };
  if (/[dDsSwW]/.test(c)) {
    if (!r.flags.u && c < "a") r.fail("without Unicode this could match half a character", start);
    return { source: perlClass(c, !r.flags.u) };
  }
  if (c === "x" || c === "u" || c === "U") return { code: hex(r, c, start) };
  if (c === "p" || c === "P") {
    let name = r.next();
    if (name === "{") {
      const end = r.text.indexOf("}", r.at);
      if (end < 0) r.fail("the name of a Unicode property is not closed", start);
      name = r.text.slice(r.at, end);
      r.at = end + 1;
    }
    const source = property(name, c === "P");
    if (source === undefined) r.fail(`there is no Unicode property "${name}"`, start);
    return { source };
  }
  // Any ASCII character that is neither letter nor digit may be escaped.
  if (/[\x20-\x7e\t\n\v\f\r]/.test(c) && !/[A-Za-z0-9<>]/.test(c)) return { code: c.codePointAt(0) as number };
  r.at = start + 1;
  return undefined;
}

function hex(r: Reader, kind: string, start: number): number {
  let digits: string;
  if (r.take("{")) {
    const end = r.text.indexOf("}", r.at);
    if (end < 0) r.fail("a hexadecimal escape is not closed", start);
    digits = r.text.slice(r.at, end);
    r.at = end + 1;
  } else {
    const count = kind === "x" ? 2 : kind === "u" ? 4 : 8;
    digits = r.text.slice(r.at, r.at + count);
    if (digits.length < count) r.fail("a hexadecimal escape ends too early", start);
    r.at += count;
  }
  if (!/^[0-9a-fA-F]{1,8}$/.test(digits)) r.fail("a hexadecimal escape holds something else than digits", start);
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    r.fail("a hexadecimal escape is no Unicode scalar value", start);
  return code;
}

function item(r: Reader): { readonly code: number } | { readonly source: string } {
  const start = r.at;
  if (r.done) r.fail("a class is not closed");
  const c = r.next();
  if (c !== "\\") return { code: c.codePointAt(0) as number };
  return escapeOf(r) ?? r.fail(`unknown escape \\${r.peek()} in a class`, start);
}

function posix(r: Reader): string | undefined {
  const m = /^\[:(\^?)([a-z]+):\]/.exec(r.text.slice(r.at, r.at + 16));
  const set = m === null ? undefined : POSIX[m[2] as string];
  if (m === null || set === undefined) return undefined;
  r.at += m[0].length;
  return `[${m[1]}${set}]`;
}

const DEPTH = 50;

/** A class in brackets, the first one passed, as a JavaScript class under the flag `v`. */
export function classOf(r: Reader, depth = 0): string {
  const start = r.at - 1;
  if (depth > DEPTH) r.fail("classes are nested too deeply", start);
  const negated = r.take("^") ? "^" : "";
  if (negated && !r.flags.u) r.fail("without Unicode this could match half a character", start);
  let left: string | null = null;
  let op = "";
  let parts: string[] = [];
  r.skip();
  // A hyphen or bracket that comes first stands for itself.
  while (r.take("-")) parts.push(escaped(45));
  if (parts.length === 0 && r.take("]")) parts.push(escaped(93));
  const close = (): string => {
    const right = `[${parts.join("")}]`;
    if (left === null) return right;
    return op === "&&"
      ? `[${left}&&${right}]`
      : op === "--"
        ? `[${left}--${right}]`
        : `[[${left}--${right}][${right}--${left}]]`;
  };
  for (;;) {
    r.skip();
    if (r.done) r.fail("a class is not closed", start);
    if (r.take("]")) break;
    const two = r.text.slice(r.at, r.at + 2);
    if (two === "&&" || two === "--" || two === "~~") {
      left = close();
      op = two;
      parts = [];
      r.at += 2;
      continue;
    }
    if (r.peek() === "[") {
      const named = posix(r);
      if (named !== undefined) parts.push(named);
      else {
        r.next();
        parts.push(classOf(r, depth + 1));
      }
      continue;
    }
    parts.push(range(r));
  }
  return negated === "" && left === null && parts.length === 1 && (parts[0] as string).startsWith("[")
    ? (parts[0] as string)
    : `[${negated}${close()}]`;
}

function range(r: Reader): string {
  const start = r.at;
  const low = item(r);
  r.skip();
  const dash = r.sees("-") && !r.sees("-]") && !r.sees("--");
  if (!dash) return "code" in low ? escaped(low.code) : low.source;
  const back = r.at;
  r.next();
  r.skip();
  if (r.sees("]")) {
    r.at = back;
    return "code" in low ? escaped(low.code) : low.source;
  }
  const high = item(r);
  if (!("code" in low) || !("code" in high)) r.fail("a range needs single characters at both ends", start);
  if (low.code > high.code) r.fail("a range ends before it starts", start);
  return `${escaped(low.code)}-${escaped(high.code)}`;
}
