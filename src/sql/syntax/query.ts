import type { Expr } from "./expr.ts";
import type { Ident, Span } from "./node.ts";
import type { Describe } from "./statement.ts";
import type { PivotQuery, Sample, TableRef, UnpivotQuery } from "./table.ts";
import type { OrderBy, Window } from "./window.ts";

/** A body with what applies to its result as a whole. */
export interface Query extends Span {
  readonly kind: "query";
  readonly recursive: boolean;
  readonly ctes: readonly Cte[];
  readonly body: Body;
  readonly orderBy: OrderBy | undefined;
  readonly limit: Limit | undefined;
  readonly offset: Expr | undefined;
}

export type Body = Select | Values | SetOperation | PivotQuery | UnpivotQuery | Describe | Query;

export interface Limit {
  /** Undefined in `limit all`. */
  readonly count: Expr | undefined;
  readonly percent: boolean;
}

export interface Cte extends Span {
  readonly kind: "cte";
  readonly name: Ident;
  readonly columns: readonly Ident[];
  readonly usingKey: readonly Expr[];
  readonly materialized: boolean | undefined;
  readonly query: Query;
}

export interface Select extends Span {
  readonly kind: "select";
  /** The expressions of `distinct on (...)`. */
  readonly distinct: boolean | readonly Expr[];
  readonly items: readonly SelectItem[];
  readonly from: readonly TableRef[];
  readonly where: Expr | undefined;
  readonly sampleBy: SampleBy | undefined;
  readonly groupBy: "all" | readonly Grouping[];
  readonly having: Expr | undefined;
  readonly windows: readonly NamedWindow[];
  readonly qualify: Expr | undefined;
  readonly sample: Sample | undefined;
}

export interface NamedWindow {
  readonly name: Ident;
  readonly window: Window;
}

export interface SelectItem {
  readonly value: Expr;
  readonly alias: Ident | undefined;
}

/** A key, `()`, or `rollup`, `cube` and `grouping sets`; a row as a key of a set stands for several columns. */
export type Grouping =
  | { readonly type: "key"; readonly value: Expr }
  | { readonly type: "empty" }
  | { readonly type: "rollup" | "cube"; readonly keys: readonly Expr[] }
  | { readonly type: "sets"; readonly sets: readonly Grouping[] };

/** QuestDB's `sample by 1h from a to b fill(prev) align to calendar time zone 'x' with offset '00:15'`. */
export interface SampleBy extends Span {
  readonly kind: "sampleBy";
  readonly every: string;
  readonly from: Expr | undefined;
  readonly to: Expr | undefined;
  /** `none`, `null`, `prev`, `linear` or a value, one for all aggregates or one for each. */
  readonly fill: readonly ("none" | "null" | "prev" | "linear" | Expr)[];
  readonly align: "calendar" | "first observation" | undefined;
  readonly timeZone: Expr | undefined;
  readonly offset: Expr | undefined;
}

export interface Values extends Span {
  readonly kind: "values";
  readonly rows: readonly (readonly Expr[])[];
}

/** Two or more inputs, taken from the left. */
export interface SetOperation extends Span {
  readonly kind: "setOperation";
  readonly op: "union" | "intersect" | "except";
  readonly all: boolean;
  readonly byName: boolean;
  readonly inputs: readonly Body[];
}
