import type { Expr } from "./expr.ts";
import type { Ident, Span } from "./node.ts";
import type { Query } from "./query.ts";

export type Statement = Query | Explain | Copy | CreateView | DropView;

export interface Explain extends Span {
  readonly kind: "explain";
  readonly analyze: boolean;
  readonly statement: Statement;
}

/** `describe`, `show` and `summarize`; also a query of its own: `from (describe t)`. Without a target it lists tables. */
export interface Describe extends Span {
  readonly kind: "describe";
  readonly summarize: boolean;
  readonly target: Query | readonly Ident[] | undefined;
}

/** `copy (query) to 'file' (option value, ...)`, or of a table and some of its columns. */
export interface Copy extends Span {
  readonly kind: "copy";
  readonly source: Query | { readonly table: readonly Ident[]; readonly columns: readonly Ident[] };
  readonly target: Expr;
  readonly options: readonly CopyOption[];
}

/** A name in lower case with its values: none (`header`), one, or a list in parentheses. */
export interface CopyOption extends Span {
  readonly kind: "option";
  readonly name: string;
  readonly values: readonly Expr[];
}

/** `drop view` and `drop table`: the name is known no longer. */
export interface DropView extends Span {
  readonly kind: "dropView";
  readonly name: readonly Ident[];
  readonly ifExists: boolean;
}

export interface CreateView extends Span {
  readonly kind: "createView";
  readonly name: readonly Ident[];
  readonly columns: readonly Ident[];
  readonly query: Query;
  readonly replace: boolean;
  readonly ifNotExists: boolean;
  readonly temporary: boolean;
  readonly recursive: boolean;
}
