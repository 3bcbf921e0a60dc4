import { type Assertion, type Ast, alt, type CharSet, concat, EMPTY, type Node } from "./ast.ts";
import { escaped } from "./char-set.ts";
import { classOf, escapeOf } from "./parse-class.ts";
import { type Flags, Reader } from "./reader.ts";

const DEPTH = 120;
const COUNT = 1000_000;

interface State {
  readonly r: Reader;
  readonly names: Map<string, number>;
  groups: number;
}

const setNode = (source: string, ignoreCase: boolean, literal: number | null = null): Node => {
  const set: CharSet = { source, ignoreCase, literal };
  return { kind: "set", set };
};
function char(code: number, flags: Flags): Node {
  const c = String.fromCodePoint(code);
  // Without Unicode only ASCII has another case.
  if (flags.i && !flags.u)
    return /[a-z]/i.test(c) && code < 128
      ? setNode(`[${c.toLowerCase()}${c.toUpperCase()}]`, false)
      : setNode(escaped(code), false, code);
  return setNode(escaped(code), flags.i, code);
}
const assert = (at: Assertion, flags: Flags): Node => ({ kind: "assert", at, ascii: !flags.u });

const BOUNDARIES: Readonly<Record<string, Assertion>> = {
  "{start}": "wordStart",
  "{end}": "wordEnd",
  "{start-half}": "wordStartHalf",
  "{end-half}": "wordEndHalf",
};

function escaping(r: Reader): Node {
  const start = r.at - 1;
  const found = escapeOf(r);
  if (found !== undefined) return "code" in found ? char(found.code, r.flags) : setNode(found.source, r.flags.i);
  const c = r.next();
  switch (c) {
    case "A":
      return assert("start", r.flags);
    case "z":
      return assert("end", r.flags);
    case "B":
      return assert("notWord", r.flags);
    case "<":
      return assert("wordStart", r.flags);
    case ">":
      return assert("wordEnd", r.flags);
    case "b":
      for (const [form, at] of Object.entries(BOUNDARIES)) if (r.take(form)) return assert(at, r.flags);
      return assert("word", r.flags);
    case "k":
      return r.fail("back-references are not supported", start);
    default:
      return r.fail(`unknown escape \\${c}`, start);
  }
}

function dot(r: Reader): Node {
  const { s, u, R, i } = r.flags;
  if (!u) r.fail("without Unicode a dot could match half a character", r.at - 1);
  return setNode(s ? "[^]" : R ? "[^\\n\\r]" : "[^\\n]", i);
}

/** `(?i)`, `(?i-s:`: true where a group follows. */
function flags(r: Reader, start: number): boolean {
  const next: Record<string, boolean> = { ...r.flags };
  let value = true;
  let some = false;
  let last = "";
  for (;;) {
    if (r.done) r.fail("unclosed group", start);
    const at = r.at;
    const c = r.next();
    if (c === ":" || c === ")") {
      if (last === "-") r.fail("a minus without flags behind it", at - 1);
      if (c === ")" && !some) r.fail("repetition operator missing expression", start);
      r.flags = next as unknown as Flags;
      return c === ":";
    }
    if (c === "-") {
      if (!value) r.fail("a second minus among the flags", at);
      value = false;
    } else if ("imsUuxR".includes(c)) {
      next[c] = value;
      some = true;
    } else r.fail(`unknown flag "${c}"`, at);
    last = c;
  }
}

function name(state: State, start: number): void {
  const { r, names } = state;
  const end = r.text.indexOf(">", r.at);
  const text = end < 0 ? "" : r.text.slice(r.at, end);
  if (!/^[\p{Alphabetic}_][\p{Alphabetic}\p{M}\p{Nd}_.[\]]*$/u.test(text))
    r.fail("the name of a group is not valid", start);
  if (names.has(text)) r.fail(`two groups are named "${text}"`, start);
  names.set(text, state.groups + 1);
  r.at = end + 1;
}

function group(state: State, depth: number): Node {
  const { r } = state;
  const start = r.at - 1;
  if (depth > DEPTH) r.fail("groups are nested too deeply", start);
  const outer = r.flags;
  let index = 0;
  if (r.sees("?")) {
    if (/^\?(=|!|<=|<!)/.test(r.text.slice(r.at))) r.fail("look-around is not supported", start);
    r.next();
    if (r.take("P<") || r.take("<")) {
      name(state, start);
      index = ++state.groups;
    } else {
      if (r.sees("P=") || r.sees("P>") || r.sees("&")) r.fail("back-references are not supported", start);
      if (r.sees(">")) r.fail("atomic groups are not supported", start);
      if (r.sees("#") || r.sees("(") || r.sees("|")) r.fail("this kind of group is not supported", start);
      if (!flags(r, start)) return EMPTY;
    }
  } else index = ++state.groups;
  const body = options(state, depth + 1);
  if (!r.take(")")) r.fail("unclosed group", start);
  r.flags = outer;
  return index === 0 ? body : { kind: "group", index, body };
}

function counts(r: Reader): { min: number; max: number } | null {
  const start = r.at;
  if (r.take("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (r.take("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (r.take("?")) return { min: 0, max: 1 };
  if (!r.sees("{")) return null;
  const end = r.text.indexOf("}", r.at);
  if (end < 0) r.fail("unclosed counted repetition", start);
  const m = /^\s*(\d+)\s*(?:(,)\s*(\d*)\s*)?$/.exec(r.text.slice(r.at + 1, end));
  if (m === null) r.fail("a counted repetition needs decimal numbers: {2}, {2,} or {2,5}", start);
  r.at = end + 1;
  const min = Number(m[1]);
  const max = m[2] === undefined ? min : m[3] === "" ? Number.POSITIVE_INFINITY : Number(m[3]);
  if (min > max) r.fail("a counted repetition ends before it starts", start);
  if (min > COUNT || (max !== Number.POSITIVE_INFINITY && max > COUNT))
    r.fail("a counted repetition is too large", start);
  return { min, max };
}

function repeated(r: Reader, first: Node): Node {
  let node = first;
  for (let n = 0; ; n++) {
    r.skip();
    const count = counts(r);
    if (count === null) return node;
    if (n > DEPTH) r.fail("repetitions are nested too deeply");
    r.skip();
    const lazy = r.take("?") !== r.flags.U;
    node = { kind: "repeat", body: node, ...count, lazy };
  }
}

function sequence(state: State, depth: number): Node {
  const r: Reader = state.r;
  const parts: Node[] = [];
  for (;;) {
    r.skip();
    if (r.done || r.sees("|") || r.sees(")")) return concat(parts);
    const start = r.at;
    const c = r.next();
    let node: Node;
    if (c === "(") {
      const before = r.flags;
      node = group(state, depth);
      // Flags alone are no expression that could be repeated.
      if (node === EMPTY && r.flags !== before) {
        r.skip();
        if (/^[*+?{]/.test(r.text.slice(r.at))) r.fail("a repetition without an expression before it");
        continue;
      }
    } else if (c === "[") node = setNode(classOf(r), r.flags.i);
    else if (c === ".") node = dot(r);
    else if (c === "\\") node = escaping(r);
    else if (c === "^") node = assert(r.flags.m ? (r.flags.R ? "crlfStart" : "lineStart") : "start", r.flags);
    else if (c === "$") node = assert(r.flags.m ? (r.flags.R ? "crlfEnd" : "lineEnd") : "end", r.flags);
    else if (c === "*" || c === "+" || c === "?" || c === "{")
      r.fail("a repetition without an expression before it", start);
    else node = char(c.codePointAt(0) as number, r.flags);
    parts.push(repeated(r, node));
  }
}

function options(state: State, depth: number): Node {
  const out = [sequence(state, depth)];
  while (state.r.take("|")) out.push(sequence(state, depth));
  return alt(out);
}

/** Parses Rust's (RE2's) syntax; anything else is `INVALID_REGEX` with its position. */
export function parseRegex(pattern: string): Ast {
  const state: State = { r: new Reader(pattern), names: new Map(), groups: 0 };
  const root = options(state, 0);
  if (!state.r.done) state.r.fail("unopened group");
  return { root, groups: state.groups, names: state.names };
}
