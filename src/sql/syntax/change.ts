import type { Expr, TypeName } from "./expr.ts";
import type { Ident, Span } from "./node.ts";
import type { Query, SelectItem } from "./query.ts";
import type { TableRef } from "./table.ts";

/** Statements that change tables, or say when changes count: read where tables are kept, on a server. */
export type Change = CreateTable | DropTable | AlterTable | Insert | Update | Delete | Transact;

export interface ColumnDef extends Span {
  readonly kind: "columnDef";
  readonly name: Ident;
  readonly type: TypeName;
  readonly notNull: boolean;
  /** What a row has that gives no value. */
  readonly otherwise: Expr | undefined;
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

export interface AlterTable extends Span {
  readonly kind: "alterTable";
  readonly table: readonly Ident[];
  readonly ifExists: boolean;
  readonly alteration: Alteration;
}

/** `skip`: where the column is there already, or is not there, nothing happens. */
export type Alteration =
  | { readonly kind: "renameTable"; readonly name: Ident }
  | { readonly kind: "renameColumn"; readonly column: Ident; readonly name: Ident }
  | { readonly kind: "addColumn"; readonly column: ColumnDef; readonly skip: boolean }
  | { readonly kind: "dropColumn"; readonly column: Ident; readonly skip: boolean }
  | { readonly kind: "setDefault"; readonly column: Ident; readonly value: Expr | undefined }
  | { readonly kind: "setNotNull"; readonly column: Ident; readonly notNull: boolean };

/** Without a query: `default values`. A value of `values` may be `default`. */
export interface Insert extends Span {
  readonly kind: "insert";
  readonly table: readonly Ident[];
  readonly columns: readonly Ident[];
  readonly query: Query | undefined;
  /** None: it tells how many rows it changed. */
  readonly returning: readonly SelectItem[];
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
  readonly from: readonly TableRef[];
  readonly where: Expr | undefined;
  readonly returning: readonly SelectItem[];
}

/** Also `truncate`, which has no condition. */
export interface Delete extends Span {
  readonly kind: "delete";
  readonly table: readonly Ident[];
  readonly alias: Ident | undefined;
  readonly using: readonly TableRef[];
  readonly where: Expr | undefined;
  readonly returning: readonly SelectItem[];
}

export interface Transact extends Span {
  readonly kind: "transact";
  readonly what: "begin" | "commit" | "rollback" | "savepoint" | "rollback to" | "release";
  /** Of a savepoint. */
  readonly name: Ident | undefined;
}
