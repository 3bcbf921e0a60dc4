import { PolaroidError } from "../../core/error.ts";
import { safeLength } from "./ambiguity.ts";
import type { Node } from "./ast.ts";
import { type Plain, plainOf, requiredOf } from "./literals.ts";
import { Matcher } from "./match.ts";
import { parseRegex } from "./parse.ts";
import { checkSize, compileProgram } from "./program.ts";
import { caseFlag, toSource } from "./translate.ts";

/** A match: where it begins, and the text of each group (0 is the whole match). */
export interface Found {
  readonly index: number;
  readonly [group: number]: string | undefined;
}

/** Steps that a backtracking search may take in the worst case before the linear matcher is used. */
const BUDGET = 1e6;

const SURROGATE = /[\ud800-\udfff]/;

/** Whether an assertion other than the start or the end is in it. */
function looksAround(n: Node): boolean {
  switch (n.kind) {
    case "assert":
      return n.at !== "start" && n.at !== "end";
    case "group":
    case "repeat":
      return looksAround(n.body);
    case "concat":
      return n.parts.some(looksAround);
    case "alt":
      return n.options.some(looksAround);
    default:
      return false;
  }
}

function groupInLoop(n: Node, looped = false): boolean {
  switch (n.kind) {
    case "group":
      return looped || groupInLoop(n.body, looped);
    case "repeat":
      return groupInLoop(n.body, looped || n.max > 1);
    case "concat":
      return n.parts.some((p) => groupInLoop(p, looped));
    case "alt":
      return n.options.some((o) => groupInLoop(o, looped));
    default:
      return false;
  }
}

/** A compiled regular expression of Rust's syntax. Its matching time is linear in the text, up to a fixed allowance for short texts. */
export class Regex {
  readonly pattern: string;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  /** Set where the pattern is plain text. */
  readonly plain: Plain | null;
  /** Text that every match holds. */
  readonly required: string;
  readonly #root: Node;
  readonly #tester: RegExp | null;
  readonly #searcher: RegExp | null;
  /** RegExp takes the middle of a surrogate pair for a place where an assertion may hold. */
  readonly #looks: boolean;
  /** RegExp runs on texts up to this length. */
  readonly #safe: number;
  #slow: Matcher | null = null;
  #slowCapturing: Matcher | null = null;

  constructor(pattern: string, linear = false) {
    const ast = parseRegex(pattern);
    checkSize(ast.root, pattern);
    this.pattern = pattern;
    this.groups = ast.groups;
    this.names = ast.names;
    this.#root = ast.root;
    this.plain = ast.groups === 0 ? plainOf(ast.root) : null;
    this.required = requiredOf(ast.root);
    const ignoreCase = caseFlag(ast.root);
    this.#safe = linear || ignoreCase === null ? -1 : safeLength(ast.root, BUDGET);
    const flags = ignoreCase === true ? "iv" : "v";
    const make = (capture: boolean, more: string): RegExp | null => {
      if (this.#safe <= 0) return null;
      try {
        return new RegExp(toSource(ast.root, capture) || "(?:)", flags + more);
      } catch {
        return null;
      }
    };
    this.#looks = looksAround(ast.root);
    this.#tester = make(false, "");
    this.#searcher = groupInLoop(ast.root) ? null : make(true, "g");
  }

  /** Long texts are first searched for what every match holds. */
  #lacks(text: string): boolean {
    return text.length > 64 && this.required.length > 1 && !text.includes(this.required);
  }

  #fast(text: string): boolean {
    return text.length <= this.#safe && !(this.#looks && SURROGATE.test(text));
  }

  #matcher(): Matcher {
    // Without groups there is less to carry from thread to thread.
    this.#slow ??= new Matcher(compileProgram(withoutGroups(this.#root), 0));
    return this.#slow;
  }

  /** Whether it matches anywhere in the text. */
  test(text: string): boolean {
    if (this.#lacks(text)) return false;
    if (this.#tester !== null && this.#fast(text)) {
      try {
        return this.#tester.test(text);
      } catch {
        // RegExp ran out of its stack.
      }
    }
    return this.#matcher().exec(text, 0) !== null;
  }

  /** The leftmost match at or behind a position. */
  exec(text: string, from = 0): Found | null {
    if (from === 0 && this.#lacks(text)) return null;
    if (this.#searcher !== null && this.#fast(text)) {
      this.#searcher.lastIndex = from;
      try {
        return this.#searcher.exec(text);
      } catch {
        // As above.
      }
    }
    this.#slowCapturing ??= new Matcher(compileProgram(this.#root, this.groups));
    const slots = this.#slowCapturing.exec(text, from);
    if (slots === null) return null;
    const out: { index: number; [group: number]: string | undefined } = { index: slots[0] as number };
    for (let g = 0; g <= this.groups; g++) {
      const start = slots[2 * g] as number;
      const end = slots[2 * g + 1] as number;
      out[g] = start < 0 || end < 0 ? undefined : text.slice(start, end);
    }
    return out;
  }

  /** Every match in turn, none overlapping; an empty one never touches the end of the one before it. */
  *all(text: string): Generator<Found> {
    let at = 0;
    let end = -1;
    while (at <= text.length) {
      const m = this.exec(text, at);
      if (m === null) return;
      const size = (m[0] as string).length;
      if (size === 0 && m.index === end) {
        at = m.index + ((text.codePointAt(m.index) ?? 0) > 0xffff ? 2 : 1);
        continue;
      }
      yield m;
      end = m.index + size;
      at = end;
      if (size === 0) at += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
    }
  }
}

function withoutGroups(n: Node): Node {
  switch (n.kind) {
    case "group":
      return withoutGroups(n.body);
    case "repeat":
      return { ...n, body: withoutGroups(n.body) };
    case "concat":
      return { ...n, parts: n.parts.map(withoutGroups) };
    case "alt":
      return { ...n, options: n.options.map(withoutGroups) };
    default:
      return n;
  }
}

const CACHE = new Map<string, Regex>();

/** Compiles a pattern of Rust's (RE2's) syntax, or throws `INVALID_REGEX`. The last 256 are kept. */
export function regex(pattern: string): Regex {
  let found = CACHE.get(pattern);
  if (found === undefined) {
    if (pattern.length > 1 << 20)
      throw new PolaroidError("INVALID_REGEX", `a pattern of ${pattern.length} characters is too long`);
    found = new Regex(pattern);
    if (CACHE.size >= 256) CACHE.delete(CACHE.keys().next().value as string);
    CACHE.set(pattern, found);
  }
  return found;
}
