import { PolaroidError } from "../../core/error.ts";
import { type Json, JsonNumber } from "./value.ts";

/** One step down; `down` looks at all that lies below. */
export type Step =
  | { readonly kind: "names"; readonly names: readonly string[]; readonly down: boolean }
  | { readonly kind: "places"; readonly places: readonly number[]; readonly down: boolean }
  | {
      readonly kind: "slice";
      readonly from: number | null;
      readonly to: number | null;
      readonly by: number;
      readonly down: boolean;
    }
  | { readonly kind: "all"; readonly down: boolean }
  | { readonly kind: "where"; readonly test: Test; readonly down: boolean };
export interface Test {
  /** Names and places from the item to what is compared. */
  readonly path: readonly (string | number)[];
  /** null: it is there. */
  readonly op: "==" | "!=" | "<" | "<=" | ">" | ">=" | null;
  readonly value: Json;
}

/** More steps are refused: each looks at the whole value once. */
const MOST_STEPS = 100;
const LONGEST = 10_000;

const NAME = /[\p{L}_$\p{M}][\p{L}\p{N}\p{M}_$-]*|\d[\p{L}\p{N}_-]*/uy;
const PLACE = /-?\d{1,9}/y;
const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y;
const OPERATOR = /==|!=|<=|>=|<|>/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANKS = / */y;

class PathReader {
  readonly #text: string;
  #at = 1;
  constructor(text: string) {
    this.#text = text;
    if (text.length > LONGEST)
      throw new PolaroidError("LIMIT_EXCEEDED", `a JSON path has more than ${LONGEST} characters`);
    if (!text.startsWith("$")) throw this.#wrong('"$" at the start');
  }

  #wrong(wanted: string): PolaroidError {
    const text = this.#text;
    return new PolaroidError(
      "INVALID_ARGUMENT",
      `${JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text)} is no JSON path: ${wanted} is expected at ${this.#at}`,
    );
  }
  #take(form: RegExp): string {
    form.lastIndex = this.#at;
    const found = form.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }
  #is(s: string): boolean {
    if (!this.#text.startsWith(s, this.#at)) return false;
    this.#at += s.length;
    return true;
  }
  #need(s: string): void {
    this.#take(BLANKS);
    if (!this.#is(s)) throw this.#wrong(`"${s}"`);
  }
  #quoted(): string | null {
    const q = this.#take(QUOTED);
    return q === "" ? null : q.slice(1, -1).replace(/\\(.)/gs, "$1");
  }

  #test(): Test {
    this.#need("(");
    this.#need("@");
    const path: (string | number)[] = [];
    for (;;) {
      if (this.#is(".")) path.push(this.#name());
      else if (this.#is("[")) {
        const name = this.#quoted();
        const place = name === null ? this.#take(PLACE) : "";
        if (name === null && place === "") throw this.#wrong("a name in quotes or a place");
        path.push(name ?? Number(place));
        this.#need("]");
      } else break;
    }
    this.#take(BLANKS);
    const op = this.#take(OPERATOR) as NonNullable<Test["op"]> | "";
    this.#take(BLANKS);
    const value = op === "" ? null : this.#constant();
    this.#need(")");
    return { path, op: op === "" ? null : op, value };
  }

  #constant(): Json {
    const text = this.#quoted();
    if (text !== null) return text;
    for (const word of [true, false, null]) if (this.#is(String(word))) return word;
    const digits = this.#take(NUMBER);
    if (digits === "") throw this.#wrong("a text, a number, true, false or null");
    return new JsonNumber(digits);
  }

  #name(): string {
    const name = this.#take(NAME);
    if (name === "") throw this.#wrong("a name");
    return name;
  }

  #list<T>(first: T, more: () => T): readonly T[] {
    const out = [first];
    for (this.#take(BLANKS); this.#is(","); this.#take(BLANKS)) {
      this.#take(BLANKS);
      out.push(more());
    }
    return out;
  }

  #bracket(down: boolean): Step {
    this.#take(BLANKS);
    if (this.#is("*")) return { kind: "all", down };
    if (this.#is("?")) return { kind: "where", test: this.#test(), down };
    const name = this.#quoted();
    if (name !== null) {
      const more = (): string => {
        const next = this.#quoted();
        if (next === null) throw this.#wrong("a name in quotes");
        return next;
      };
      return { kind: "names", names: this.#list(name, more), down };
    }
    const from = this.#take(PLACE);
    if (!this.#is(":")) {
      if (from === "") throw this.#wrong("a name in quotes, a place, a slice, * or ?(@...)");
      const more = (): number => {
        const next = this.#take(PLACE);
        if (next === "") throw this.#wrong("a place");
        return Number(next);
      };
      return { kind: "places", places: this.#list(Number(from), more), down };
    }
    const to = this.#take(PLACE);
    const by = this.#is(":") ? this.#take(PLACE) : "";
    if (by !== "" && Number(by) < 1) throw this.#wrong("a step from 1 on");
    const bound = (s: string): number | null => (s === "" ? null : Number(s));
    return { kind: "slice", from: bound(from), to: bound(to), by: by === "" ? 1 : Number(by), down };
  }

  whole(): readonly Step[] {
    const steps: Step[] = [];
    while (this.#at < this.#text.length) {
      if (steps.length === MOST_STEPS)
        throw new PolaroidError("LIMIT_EXCEEDED", `a JSON path has more than ${MOST_STEPS} steps`);
      const down = this.#is("..");
      if (this.#is("[")) {
        steps.push(this.#bracket(down));
        this.#need("]");
      } else if (down || this.#is("."))
        steps.push(this.#is("*") ? { kind: "all", down } : { kind: "names", names: [this.#name()], down });
      else throw this.#wrong('"." or "["');
    }
    return steps;
  }
}

/** The steps of a JSON path: names, places, slices, *, .., lists of them and ?(@.name > value); anything else is an error. */
export const parsePath = (text: string): readonly Step[] => new PathReader(text).whole();
