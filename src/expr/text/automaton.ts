import { PolaroidError } from "../../core/error.ts";
import { utf8 } from "../../core/utf8.ts";

/** How matches are taken: the one that ends first, the one that begins first (patterns before others win), or all. */
export type Taking = "first" | "leftmost" | "overlapping";

const DEAD = 0;
const ROOT = 1;
const NONE = -1;
/** Cells of a table: 64 MiB. */
const MOST_CELLS = 1 << 24;
/** A leftmost search may look at this many bytes again for each match. */
const LONGEST_LEFTMOST = 4096;

const lower = (b: number): number => (b >= 65 && b <= 90 ? b + 32 : b);

interface Trie {
  readonly patterns: readonly Uint8Array[];
  /** The class of each byte: those in no pattern are of class 0. */
  readonly classes: Uint16Array;
  readonly width: number;
}

function trieOf(texts: readonly string[], ignoreCase: boolean): Trie {
  const patterns = texts.map((t) => {
    const bytes = utf8(t);
    return ignoreCase ? bytes.map(lower) : bytes;
  });
  const classes = new Uint16Array(256);
  let width = 1;
  for (const p of patterns) for (const b of p) if (classes[b] === 0) classes[b] = width++;
  if (ignoreCase) for (let b = 65; b <= 90; b++) classes[b] = classes[b + 32] as number;
  return { patterns, classes, width };
}

/** All patterns at once (Aho and Corasick, 1975): a state is what of the patterns the bytes so far end with. */
export class Automaton {
  readonly #classes: Uint16Array;
  readonly #width: number;
  readonly #next: Int32Array;
  /** The first match that a state ends with, in the chain of matches; NONE where there is none. */
  readonly #first: Int32Array;
  /** The end of a state's own chain while it is made. */
  readonly #last: Int32Array;
  readonly #follow: number[] = [];
  readonly #pattern: number[] = [];
  readonly #sizes: Int32Array;
  readonly #leftmost: boolean;
  readonly #overlapping: boolean;

  constructor(texts: readonly string[], ignoreCase: boolean, taking: Taking) {
    const { patterns, classes, width } = trieOf(texts, ignoreCase);
    this.#leftmost = taking === "leftmost";
    this.#overlapping = taking === "overlapping";
    if (this.#leftmost && patterns.some((p) => p.length > LONGEST_LEFTMOST))
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `a pattern to be found leftmost has more than ${LONGEST_LEFTMOST} bytes`,
      );
    const states = 2 + patterns.reduce((n, p) => n + p.length, 0);
    if (states * width > MOST_CELLS)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${patterns.length} patterns of ${states} bytes are too many for one search`,
      );
    this.#classes = classes;
    this.#width = width;
    this.#sizes = Int32Array.from(patterns, (p) => p.length);
    this.#next = new Int32Array(states * width).fill(NONE);
    this.#first = new Int32Array(states).fill(NONE);
    this.#last = new Int32Array(states);
    this.#fail(this.#grow(patterns));
  }

  /** Puts the patterns into the tree; gives how many states there are. */
  #grow(patterns: readonly Uint8Array[]): number {
    const [next, width, classes] = [this.#next, this.#width, this.#classes];
    let states = 2;
    patterns.forEach((p, k) => {
      let s = ROOT;
      for (const b of p) {
        // Behind a match of an earlier pattern a later one is never leftmost.
        if (this.#leftmost && this.#first[s] !== NONE) return;
        const cell = s * width + (classes[b] as number);
        if (next[cell] === NONE) next[cell] = states++;
        s = next[cell] as number;
      }
      if (this.#leftmost && this.#first[s] !== NONE) return;
      this.#append(s, this.#pattern.push(k) - 1);
    });
    return states;
  }

  #append(state: number, match: number): void {
    this.#follow[match] = NONE;
    this.#link(state, match);
    this.#last[state] = match;
  }

  /** Puts a chain of matches behind the state's own. */
  #link(state: number, chain: number): void {
    if (this.#first[state] === NONE) this.#first[state] = chain;
    else this.#follow[this.#last[state] as number] = chain;
  }

  /** Fills up what the tree leaves open by what the longest shorter end would do, in the order of depth. */
  #fail(states: number): void {
    const [next, width, first] = [this.#next, this.#width, this.#first];
    const fails = new Int32Array(states).fill(ROOT);
    const matched = (s: number): boolean => this.#leftmost && first[s] !== NONE;
    const queue = new Int32Array(states);
    let [head, tail] = [0, 0];
    const visit = (s: number, fail: number): void => {
      fails[s] = matched(s) ? DEAD : fail;
      queue[tail++] = s;
    };
    next.fill(DEAD, 0, width);
    for (let c = 0; c < width; c++) {
      const cell = ROOT * width + c;
      if (next[cell] === NONE) next[cell] = matched(ROOT) ? DEAD : ROOT;
      else visit(next[cell] as number, ROOT);
    }
    while (head < tail) {
      const s = queue[head++] as number;
      const fail = fails[s] as number;
      // The chain of a shorter end follows one's own.
      if (fail !== DEAD && (first[fail] as number) !== NONE) this.#link(s, first[fail] as number);
      for (let c = 0; c < width; c++) {
        const cell = s * width + c;
        const other = next[fail * width + c] as number;
        if (next[cell] === NONE) next[cell] = other;
        else visit(next[cell] as number, other);
      }
    }
  }

  /** Whether any pattern occurs. */
  test(data: Uint8Array, start: number, end: number): boolean {
    const [next, width, classes, first] = [this.#next, this.#width, this.#classes, this.#first];
    let s = ROOT;
    if (first[s] !== NONE) return true;
    for (let at = start; at < end; at++) {
      s = next[s * width + (classes[data[at] as number] as number)] as number;
      if (first[s] !== NONE) return true;
    }
    return false;
  }

  /** Hands over each match: where it begins and ends, and the number of its pattern. */
  each(data: Uint8Array, start: number, end: number, found: (from: number, to: number, pattern: number) => void): void {
    if (this.#overlapping) this.#all(data, start, end, found);
    else this.#apart(data, start, end, found);
  }

  #all(data: Uint8Array, start: number, end: number, found: (from: number, to: number, pattern: number) => void): void {
    const [next, width, classes] = [this.#next, this.#width, this.#classes];
    let s = ROOT;
    for (let at = start; ; at++) {
      for (let m = this.#first[s] as number; m !== NONE; m = this.#follow[m] as number) {
        const p = this.#pattern[m] as number;
        found(at - (this.#sizes[p] as number), at, p);
      }
      if (at === end) return;
      s = next[s * width + (classes[data[at] as number] as number)] as number;
    }
  }

  #apart(
    data: Uint8Array,
    start: number,
    end: number,
    found: (from: number, to: number, pattern: number) => void,
  ): void {
    const [next, width, classes, first] = [this.#next, this.#width, this.#classes, this.#first];
    let last = -1;
    for (let from = start; from <= end; ) {
      let s = ROOT;
      let [to, match] = [from, first[ROOT] as number];
      for (let at = from; at < end && (match === NONE || this.#leftmost); ) {
        s = next[s * width + (classes[data[at++] as number] as number)] as number;
        if (s === DEAD) break;
        if (first[s] !== NONE) [to, match] = [at, first[s] as number];
      }
      if (match === NONE) return;
      const p = this.#pattern[match] as number;
      const begin = to - (this.#sizes[p] as number);
      // An empty match right behind another is none.
      if (begin === to && to === last) from = to + 1;
      else {
        found(begin, to, p);
        last = to;
        from = to;
      }
    }
  }
}
