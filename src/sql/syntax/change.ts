import type { Expr, TypeName } from "./expr.ts";
import type { Ident, Span } from "./node.ts";
import type { Query } from "./query.ts";

/** Statements that change tables, or say when changes count: read where tables are kept, on a server. */
export type Change = CreateTable | DropTable | Insert | Update | Delete | Transact;

export interface ColumnDef extends Span {
  readonly kind: "columnDef";
  readonly name: Ident;
  readonly type: TypeName;
  readonly notNull: boolean;
}

/** `create table t (a int not null)`, or `create table t (a, b) as query`, of which the names may be left out. */
export interface CreateTable extends Span {
  readonly kind: "createTable";
  readonly name: readonly Ident[];
  readonly columns: readonly ColumnDef[];
  readonly names: readonly Ident[];
  readonly query: Query | undefined;
  readonly replace: boolean;
  readonly ifNotExists: boolean;
}

export interface DropTable extends Span {
  readonly kind: "dropTable";
  readonly names: readonly (readonly Ident[])[];
  readonly ifExists: boolean;
}

/** Without a query: `default values`. */
export interface Insert extends Span {
  readonly kind: "insert";
  readonly table: readonly Ident[];
  readonly columns: readonly Ident[];
  readonly query: Query | undefined;
}

export interface Assignment extends Span {
  readonly kind: "assignment";
  readonly column: Ident;
  /** Undefined for `default`. */
  readonly value: Expr | undefined;
}

export interface Update extends Span {
  readonly kind: "update";
  readonly table: readonly Ident[];
  readonly alias: Ident | undefined;
  readonly set: readonly Assignment[];
  readonly where: Expr | undefined;
}

/** Also `truncate`, which has no condition. */
export interface Delete extends Span {
  readonly kind: "delete";
  readonly table: readonly Ident[];
  readonly alias: Ident | undefined;
  readonly where: Expr | undefined;
}

export interface Transact extends Span {
  readonly kind: "transact";
  readonly what: "begin" | "commit" | "rollback";
}
