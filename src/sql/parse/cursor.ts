import type { PolaroidError } from "../../core/error.ts";
import { nearest } from "../../core/suggest.ts";
import { type Token, tokenAt } from "../lex/lexer.ts";
import type { Expr } from "../syntax/expr.ts";
import type { Ident, Span } from "../syntax/node.ts";
import { node } from "../syntax/node.ts";
import { sqlError } from "../syntax-error.ts";

/** How deep queries and expressions may nest, and how many steps one may stack on another, as in `a[1][1]...`. */
const DEEPEST = 500;

/** How many tokens are kept at most behind the place. */
const KEPT = 1024;

/** What was asked for at a place, kept only on the second pass after an error. */
type Asked = Map<number, Set<string>>;

/** A place in the tokens of a text; tokens are made when they are first looked at. */
export class Cursor {
  readonly source: string;
  /** The tokens from number `#dropped` on. */
  readonly #tokens: Token[] = [];
  #dropped = 0;
  readonly #asked: Asked | undefined;
  #at = 0;
  #depth = 0;
  /** Inside the definition of a window, where no window function may stand. */
  inWindow = false;
  /** What reads a value of the VALUES that come next, where they are not any expressions. */
  value: ((cursor: Cursor) => Expr) | undefined;
  #params = 0;
  #paramStyle: "numbered" | "named" | undefined;

  constructor(source: string, asked?: Asked) {
    this.source = source;
    this.#asked = asked;
  }

  peek(ahead = 0): Token {
    const tokens = this.#tokens;
    const at = this.#at + ahead;
    while (tokens.length <= at) tokens.push(tokenAt(this.source, tokens[tokens.length - 1]?.end ?? 0));
    return tokens[at] as Token;
  }

  next(): Token {
    const token = this.peek();
    this.#advance(1);
    return token;
  }

  #advance(count: number): void {
    this.#at += count;
    if (this.#at < KEPT) return;
    this.#tokens.splice(0, this.#at - 1);
    this.#dropped += this.#at - 1;
    this.#at = 1;
  }

  /** The offset of the next token. */
  get start(): number {
    return this.peek().start;
  }

  /** The offset after the last token taken. */
  get end(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  is(key: string, ahead = 0): boolean {
    if (this.#asked !== undefined) this.#ask(key, ahead);
    return this.peek(ahead).key === key;
  }

  #ask(key: string, ahead: number): void {
    const at = this.#dropped + this.#at + ahead;
    const keys = this.#asked?.get(at);
    if (keys === undefined) this.#asked?.set(at, new Set([key]));
    else keys.add(key);
  }

  /** True when the next two tokens are these. */
  are(first: string, second: string): boolean {
    return this.is(first) && this.is(second, 1);
  }

  take(key: string): boolean {
    if (!this.is(key)) return false;
    this.#advance(1);
    return true;
  }

  takeBoth(first: string, second: string): boolean {
    if (!this.are(first, second)) return false;
    this.#advance(2);
    return true;
  }

  expect(key: string, what: string = /^[a-z]/.test(key) ? key.toUpperCase() : `"${key}"`): void {
    if (!this.take(key)) throw this.unexpected(what);
  }

  /** The error that the next token is not what is needed. */
  unexpected(what: string): PolaroidError {
    const { kind, start, end, text } = this.peek();
    const raw = this.source.slice(start, end);
    const found =
      kind === "end" ? "the text ends here" : `unexpected ${raw.length > 40 ? `${raw.slice(0, 40)}...` : raw}`;
    if (kind === "junk") return this.wrong(`${text}: put a space between the number and the name`);
    return this.wrong(`${found}; expected ${what}${this.#meant()}`);
  }

  /** A word here, or an unknown one just before, that is nearly one of those asked for. */
  #meant(): string {
    const here = this.#wordsAt(this.#at);
    const candidates = [
      [this.#tokens[this.#at], here],
      [this.#tokens[this.#at - 1], [...this.#wordsAt(this.#at - 1), ...here]],
    ] as const;
    for (const [token, words] of candidates) {
      if (token?.kind !== "word" || token.category === "reserved" || token.key.length < 3) continue;
      const best = words.includes(token.key) ? undefined : nearest(token.key, words);
      if (best !== undefined) return `; did you mean ${best.toUpperCase()} for ${token.text}?`;
    }
    return "";
  }

  #wordsAt(at: number): readonly string[] {
    return [...(this.#asked?.get(this.#dropped + at) ?? [])].filter((key) => /^[a-z]{2}/.test(key));
  }

  wrong(message: string, offset: number = this.start): PolaroidError {
    return sqlError(this.source, offset, message);
  }

  unsupported(message: string, offset: number = this.start): PolaroidError {
    return sqlError(this.source, offset, message, "NOT_SUPPORTED");
  }

  deeper(): void {
    if (++this.#depth > DEEPEST) throw this.#tooDeep("nests");
  }

  shallower(): void {
    this.#depth--;
  }

  /** Holds the number of steps that a loop stacked on one node. */
  stacked(steps: number): void {
    if (steps > DEEPEST) throw this.#tooDeep("stacks");
  }

  #tooDeep(how: string): PolaroidError {
    return sqlError(this.source, this.start, `the text ${how} more than ${DEEPEST} levels here`, "LIMIT_EXCEEDED");
  }

  /** Parameters are numbered or named, not both; `?` counts on from the highest index. */
  param(text: string, named: boolean, start: number): { index: number | undefined; name: string | undefined } {
    const style = named ? "named" : "numbered";
    if (this.#paramStyle !== undefined && this.#paramStyle !== style)
      throw this.wrong("a statement may have numbered or named parameters, not both", start);
    this.#paramStyle = style;
    if (named) return { index: undefined, name: text };
    const index = text === "" ? this.#params + 1 : Number(text);
    if (index < 1 || index > 0xffff) throw this.wrong("parameters are numbered from 1 to 65535", start);
    this.#params = Math.max(this.#params, index);
    return { index, name: undefined };
  }

  resetParams(): void {
    this.#params = 0;
    this.#paramStyle = undefined;
  }

  /** `first, second, ...`; with `close`, a comma may stand before it. */
  list<T>(item: (cursor: Cursor) => T, close?: string): readonly T[] {
    const items = [item(this)];
    while (this.take(",")) {
      if (close !== undefined && this.is(close)) break;
      items.push(item(this));
    }
    return Object.freeze(items);
  }

  /** `(first, second, ...)` with an optional comma at the end. */
  parenthesised<T>(item: (cursor: Cursor) => T): readonly T[] {
    this.expect("(");
    const items = this.list(item, ")");
    this.expect(")");
    return items;
  }

  identOf({ kind, start, end, text }: Token): Ident {
    return node<Ident>("ident", start, end, { name: text, quoted: kind !== "word" });
  }

  span(start: number): Span {
    return { start, end: this.end };
  }
}
