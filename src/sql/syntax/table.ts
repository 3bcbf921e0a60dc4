import type { Call, Expr } from "./expr.ts";
import type { Ident, Span } from "./node.ts";
import type { Query, SelectItem } from "./query.ts";

export type TableRef = NamedTable | FileTable | TableFunction | Derived | Join | PivotTable | UnpivotTable;

export interface Alias {
  readonly name: Ident;
  readonly columns: readonly Ident[];
}

interface Aliased extends Span {
  readonly alias: Alias | undefined;
}

interface Sampled extends Aliased {
  readonly sample: Sample | undefined;
}

export interface NamedTable extends Sampled {
  readonly kind: "table";
  readonly path: readonly Ident[];
}

/** `from 'data/*.parquet'`. */
export interface FileTable extends Sampled {
  readonly kind: "file";
  readonly path: string;
}

export interface TableFunction extends Sampled {
  readonly kind: "tableFunction";
  readonly call: Call;
  readonly lateral: boolean;
  readonly ordinality: boolean;
}

export interface Derived extends Sampled {
  readonly kind: "derived";
  readonly query: Query;
  readonly lateral: boolean;
}

export interface Join extends Aliased {
  readonly kind: "join";
  readonly type: "inner" | "left" | "right" | "full" | "semi" | "anti" | "cross" | "positional";
  readonly asof: boolean;
  readonly natural: boolean;
  readonly left: TableRef;
  readonly right: TableRef;
  readonly on: Expr | undefined;
  readonly using: readonly Ident[] | undefined;
}

export interface PivotTable extends Aliased {
  readonly kind: "pivot";
  readonly input: TableRef;
  readonly aggregates: readonly SelectItem[];
  readonly on: readonly PivotColumn[];
  readonly groupBy: readonly Ident[];
}

/** `pivot t on a in (...) using sum(b) group by c`. */
export interface PivotQuery extends Span {
  readonly kind: "pivotQuery";
  readonly input: TableRef;
  readonly aggregates: readonly SelectItem[];
  readonly on: readonly PivotColumn[];
  readonly groupBy: readonly Ident[];
}

/** Columns whose values become columns: all that occur, or `values`, or those of a query or an enum. */
export interface PivotColumn {
  readonly columns: readonly Expr[];
  readonly values: readonly SelectItem[] | Query | Ident | undefined;
}

export interface UnpivotTable extends Aliased {
  readonly kind: "unpivot";
  readonly input: TableRef;
  readonly includeNulls: boolean;
  readonly values: readonly Ident[];
  readonly names: readonly UnpivotColumn[];
}

/** `unpivot t on a, b into name k value v`. */
export interface UnpivotQuery extends Span {
  readonly kind: "unpivotQuery";
  readonly input: TableRef;
  readonly includeNulls: boolean;
  readonly values: readonly Ident[];
  readonly names: readonly UnpivotColumn[];
}

export interface UnpivotColumn {
  readonly names: readonly Ident[];
  readonly from: readonly SelectItem[];
}

/** `tablesample`, `using sample`. */
export interface Sample extends Span {
  readonly kind: "sample";
  readonly size: Expr;
  readonly percent: boolean;
  readonly method: string | undefined;
  readonly seed: number | undefined;
}
