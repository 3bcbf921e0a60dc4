import { PolaroidError } from "../../core/error.ts";
import { anchored, first } from "./ambiguity.ts";
import { type Assertion, type Node, nullable } from "./ast.ts";
import { type Members, membersOf } from "./char-set.ts";

export const CHAR = 0;
export const SET = 1;
export const SPLIT = 2;
export const JUMP = 3;
export const SAVE = 4;
export const ASSERT = 5;
export const MATCH = 6;

/** Instructions of the linear-time matcher; SPLIT prefers `a` to `b`. */
export interface Program {
  readonly op: Uint8Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly sets: readonly Members[];
  readonly asserts: readonly { readonly at: Assertion; readonly ascii: boolean }[];
  /** Two a group, the whole match first. */
  readonly slots: number;
  /** Matches begin at the start of the text only. */
  readonly anchored: boolean;
  /** Which ASCII characters a match can begin with (others: any); null where it can be empty. */
  readonly begins: Uint8Array | null;
}

function beginnings(root: Node): Uint8Array | null {
  if (nullable(root)) return null;
  const sets = first(root, []);
  return new Uint8Array(128).map((_, c) => (sets.some((s) => s.has(c)) ? 1 : 0));
}

const LIMIT = 50_000;

/** How many instructions a node needs. */
function size(n: Node): number {
  switch (n.kind) {
    case "empty":
      return 0;
    case "set":
    case "assert":
      return 1;
    case "group":
      return size(n.body) + 2;
    case "concat":
      return n.parts.reduce((sum, p) => sum + size(p), 0);
    case "alt":
      return n.options.reduce((sum, o) => sum + size(o) + 2, 0);
    case "repeat":
      return (size(n.body) + 2) * Math.max(1, n.max === Number.POSITIVE_INFINITY ? n.min + 1 : n.max);
  }
}

/** Throws `INVALID_REGEX` where a pattern unfolds into too much. */
export function checkSize(root: Node, pattern: string): void {
  const total = size(root);
  if (total > LIMIT)
    throw new PolaroidError(
      "INVALID_REGEX",
      `${JSON.stringify(pattern.slice(0, 60))} unfolds into ${total} steps, more than ${LIMIT}; use smaller repetition counts`,
    );
}

export function compileProgram(root: Node, groups: number): Program {
  const op: number[] = [];
  const a: number[] = [];
  const b: number[] = [];
  const sets: Members[] = [];
  const setIndex = new Map<Members, number>();
  const asserts: { at: Assertion; ascii: boolean }[] = [];
  const emit = (code: number, x = 0, y = 0): number => {
    op.push(code);
    a.push(x);
    b.push(y);
    return op.length - 1;
  };
  const split = (at: number, go: number, leave: number, lazy: boolean): void => {
    a[at] = lazy ? leave : go;
    b[at] = lazy ? go : leave;
  };
  const plus = (body: Node, lazy: boolean): void => {
    const start = op.length;
    gen(body);
    const at = emit(SPLIT);
    split(at, start, op.length, lazy);
  };
  const gen = (n: Node): void => {
    switch (n.kind) {
      case "empty":
        return;
      case "set": {
        const { literal, ignoreCase } = n.set;
        if (literal !== null && !ignoreCase) {
          emit(CHAR, literal);
          return;
        }
        const members = membersOf(n.set);
        let i = setIndex.get(members);
        if (i === undefined) {
          i = sets.push(members) - 1;
          setIndex.set(members, i);
        }
        emit(SET, i);
        return;
      }
      case "assert":
        emit(ASSERT, asserts.push({ at: n.at, ascii: n.ascii }) - 1);
        return;
      case "group":
        emit(SAVE, 2 * n.index);
        gen(n.body);
        emit(SAVE, 2 * n.index + 1);
        return;
      case "concat":
        for (const p of n.parts) gen(p);
        return;
      case "alt": {
        const ends: number[] = [];
        n.options.forEach((o, i) => {
          if (i === n.options.length - 1) {
            gen(o);
            return;
          }
          const at = emit(SPLIT);
          a[at] = op.length;
          gen(o);
          ends.push(emit(JUMP));
          b[at] = op.length;
        });
        for (const e of ends) a[e] = op.length;
        return;
      }
      case "repeat": {
        const { body, min, max, lazy } = n;
        const open = max === Number.POSITIVE_INFINITY;
        for (let i = 0; i < (open ? Math.max(0, min - 1) : min); i++) gen(body);
        if (open && min > 0) {
          plus(body, lazy);
          return;
        }
        if (open) {
          const at = emit(SPLIT);
          const start = op.length;
          if (nullable(body)) plus(body, lazy);
          else {
            gen(body);
            emit(JUMP, at);
          }
          split(at, start, op.length, lazy);
          return;
        }
        const skips: number[] = [];
        for (let i = min; i < max; i++) {
          const at = emit(SPLIT);
          skips.push(at);
          gen(body);
        }
        for (const at of skips) split(at, at + 1, op.length, lazy);
        return;
      }
    }
  };
  emit(SAVE, 0);
  gen(root);
  emit(SAVE, 1);
  emit(MATCH);
  return {
    op: Uint8Array.from(op),
    a: Int32Array.from(a),
    b: Int32Array.from(b),
    sets,
    asserts,
    slots: 2 * (groups + 1),
    anchored: anchored(root),
    begins: beginnings(root),
  };
}
