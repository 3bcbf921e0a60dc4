import type { Assertion } from "./ast.ts";
import { ASSERT, CHAR, JUMP, MATCH, type Program, SAVE, SET, SPLIT } from "./program.ts";
import { isWord } from "./translate.ts";

const NEWLINE = 10;
const RETURN = 13;

function holds(at: Assertion, ascii: boolean, before: number, after: number): boolean {
  switch (at) {
    case "start":
      return before < 0;
    case "end":
      return after < 0;
    case "lineStart":
      return before < 0 || before === NEWLINE;
    case "lineEnd":
      return after < 0 || after === NEWLINE;
    case "crlfStart":
      return before < 0 || before === NEWLINE || (before === RETURN && after !== NEWLINE);
    case "crlfEnd":
      return after < 0 || after === RETURN || (after === NEWLINE && before !== RETURN);
    case "word":
      return isWord(before, ascii) !== isWord(after, ascii);
    case "notWord":
      return isWord(before, ascii) === isWord(after, ascii);
    case "wordStart":
      return !isWord(before, ascii) && isWord(after, ascii);
    case "wordEnd":
      return isWord(before, ascii) && !isWord(after, ascii);
    case "wordStartHalf":
      return !isWord(before, ascii);
    case "wordEndHalf":
      return !isWord(after, ascii);
  }
}

/** The code point that ends at `at`; -1 at the start. */
function before(text: string, at: number): number {
  if (at === 0) return -1;
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff && at > 1 ? (text.codePointAt(at - 2) as number) : low;
}

const mayBegin = (begins: Uint8Array, unit: number): boolean => unit > 127 || begins[unit] === 1;

/**
 * Threads in order of preference, one state each at most: the work is text length times program size,
 * whatever the pattern (Thompson's simulation with Pike's captures).
 */
export class Matcher {
  readonly #p: Program;
  #now: Int32Array;
  #next: Int32Array;
  #nowSlots: Int32Array;
  #nextSlots: Int32Array;
  readonly #mark: Int32Array;
  #generation = 0;
  #count = 0;
  readonly #stack: number[] = [];
  readonly #caps: Int32Array;

  constructor(p: Program) {
    const n = p.op.length;
    this.#p = p;
    this.#now = new Int32Array(n);
    this.#next = new Int32Array(n);
    this.#nowSlots = new Int32Array(n * p.slots);
    this.#nextSlots = new Int32Array(n * p.slots);
    this.#mark = new Int32Array(n);
    this.#caps = new Int32Array(p.slots);
  }

  /** Adds a thread and all that it reaches without reading, with the captures in `#caps`. */
  #add(start: number, at: number, last: number, code: number, list: Int32Array, slots: Int32Array): void {
    const { op, a, b, asserts } = this.#p;
    const width = this.#caps.length;
    const stack = this.#stack;
    stack.push(start);
    while (stack.length > 0) {
      let pc = stack.pop() as number;
      if (pc < 0) {
        // A capture is put back once everything behind its SAVE was added.
        this.#caps[~pc] = stack.pop() as number;
        continue;
      }
      for (;;) {
        if (this.#mark[pc] === this.#generation) break;
        this.#mark[pc] = this.#generation;
        const o = op[pc];
        if (o === JUMP) pc = a[pc] as number;
        else if (o === SPLIT) {
          stack.push(b[pc] as number);
          pc = a[pc] as number;
        } else if (o === SAVE) {
          const slot = a[pc] as number;
          stack.push(this.#caps[slot] as number, ~slot);
          this.#caps[slot] = at;
          pc++;
        } else if (o === ASSERT) {
          const rule = asserts[a[pc] as number] as Program["asserts"][number];
          if (!holds(rule.at, rule.ascii, last, code)) break;
          pc++;
        } else {
          const base = this.#count * width;
          list[this.#count++] = pc;
          for (let i = 0; i < width; i++) slots[base + i] = this.#caps[i] as number;
          break;
        }
      }
    }
  }

  /** The leftmost match at or behind `from`, alternatives in their order: start and end of each group (-1: none), or null. */
  exec(text: string, from: number): Int32Array | null {
    const { op, a, sets, begins } = this.#p;
    const width = this.#caps.length;
    let found: Int32Array | null = null;
    let at = from;
    let last = before(text, at);
    let count = 0;
    for (;;) {
      if (count === 0 && found === null) {
        if (this.#p.anchored && at > 0) return null;
        if (begins !== null && at < text.length && !mayBegin(begins, text.charCodeAt(at))) {
          while (at < text.length && !mayBegin(begins, text.charCodeAt(at))) at++;
          last = before(text, at);
        }
      }
      const code = at < text.length ? (text.codePointAt(at) as number) : -1;
      this.#generation++;
      if (found === null) {
        // Threads of earlier starts go first: they are already marked when this start is added.
        for (let i = 0; i < count; i++) this.#mark[this.#now[i] as number] = this.#generation;
        this.#count = count;
        this.#caps.fill(-1);
        this.#add(0, at, last, code, this.#now, this.#nowSlots);
        count = this.#count;
      }
      if (count === 0 && found !== null) return found;
      this.#generation++;
      this.#count = 0;
      const width16 = code > 0xffff ? 2 : 1;
      const after = code < 0 || at + width16 >= text.length ? -1 : (text.codePointAt(at + width16) as number);
      for (let i = 0; i < count; i++) {
        const pc = this.#now[i] as number;
        const o = op[pc];
        if (o === MATCH) {
          found = this.#nowSlots.slice(i * width, (i + 1) * width);
          break;
        }
        if (code < 0) continue;
        if (o === CHAR ? a[pc] === code : o === SET && (sets[a[pc] as number] as Program["sets"][number]).has(code)) {
          for (let j = 0; j < width; j++) this.#caps[j] = this.#nowSlots[i * width + j] as number;
          this.#add(pc + 1, at + width16, code, after, this.#next, this.#nextSlots);
        }
      }
      if (code < 0) return found;
      at += width16;
      last = code;
      count = this.#count;
      [this.#now, this.#next] = [this.#next, this.#now];
      [this.#nowSlots, this.#nextSlots] = [this.#nextSlots, this.#nowSlots];
    }
  }
}
