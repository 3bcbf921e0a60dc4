/** A set of code points, as the source of a JavaScript class under the flag `v`. */
export interface CharSet {
  readonly source: string;
  /** Letters stand for their other case too. */
  readonly ignoreCase: boolean;
  /** The code point where the set is a single literal character. */
  readonly literal: number | null;
}

export type Assertion =
  | "start"
  | "end"
  | "lineStart"
  | "lineEnd"
  | "crlfStart"
  | "crlfEnd"
  | "word"
  | "notWord"
  | "wordStart"
  | "wordEnd"
  | "wordStartHalf"
  | "wordEndHalf";

export interface Repeat {
  readonly kind: "repeat";
  readonly body: Node;
  readonly min: number;
  /** Infinity where there is no bound. */
  readonly max: number;
  readonly lazy: boolean;
}

/** A parsed regular expression of Rust's syntax. */
export type Node =
  | { readonly kind: "empty" }
  | { readonly kind: "set"; readonly set: CharSet }
  | { readonly kind: "assert"; readonly at: Assertion; readonly ascii: boolean }
  | { readonly kind: "group"; readonly index: number; readonly body: Node }
  | Repeat
  | { readonly kind: "concat"; readonly parts: readonly Node[] }
  | { readonly kind: "alt"; readonly options: readonly Node[] };

export interface Ast {
  readonly root: Node;
  /** Capture groups, the whole match (0) not counted. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

export const EMPTY: Node = { kind: "empty" };
export const concat = (parts: readonly Node[]): Node =>
  parts.length === 0 ? EMPTY : parts.length === 1 ? (parts[0] as Node) : { kind: "concat", parts };
export const alt = (options: readonly Node[]): Node =>
  options.length === 1 ? (options[0] as Node) : { kind: "alt", options };

/** Whether a node can match nothing. */
export function nullable(n: Node): boolean {
  switch (n.kind) {
    case "empty":
    case "assert":
      return true;
    case "set":
      return false;
    case "group":
      return nullable(n.body);
    case "repeat":
      return n.min === 0 || nullable(n.body);
    case "concat":
      return n.parts.every(nullable);
    case "alt":
      return n.options.some(nullable);
  }
}
