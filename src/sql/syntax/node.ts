/** Where a node stands in the text: offsets in UTF-16 units, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A name as it was written, without its quotes; only an unquoted name is compared without regard to case. */
export interface Ident extends Span {
  readonly kind: "ident";
  readonly name: string;
  readonly quoted: boolean;
}

interface Kinded extends Span {
  readonly kind: string;
}

type Fields<N extends Kinded> = Omit<N, "kind" | "start" | "end">;

/** The factory of all syntax nodes: plain frozen data. */
export const node = <N extends Kinded>(kind: N["kind"], start: number, end: number, fields: Fields<N>): N =>
  Object.freeze({ ...fields, kind, start, end }) as unknown as N;
