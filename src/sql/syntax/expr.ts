import type { Ident, Span } from "./node.ts";
import type { Query } from "./query.ts";
import type { OrderBy, Window } from "./window.ts";

export type Expr =
  | Literal
  | TypedLiteral
  | Interval
  | Column
  | Star
  | Columns
  | Unpack
  | Position
  | Param
  | Unary
  | Binary
  | Logic
  | Between
  | InList
  | InQuery
  | InExpr
  | Like
  | Is
  | IsDistinct
  | Quantified
  | Case
  | Cast
  | Collate
  | Call
  | Field
  | Index
  | Slice
  | List
  | Comprehension
  | Struct
  | MapLiteral
  | Row
  | Lambda
  | Arrow
  | Subquery
  | ArrayQuery
  | Exists;

/** A number keeps the text it was written with, without `_`; a string has its escapes resolved. */
export interface Literal extends Span {
  readonly kind: "literal";
  readonly type: "number" | "string" | "boolean" | "null" | "bits" | "hex";
  readonly text: string;
}

/** `date '2024-01-31'`. */
export interface TypedLiteral extends Span {
  readonly kind: "typed";
  readonly type: TypeName;
  readonly text: string;
}

/** `interval 3 days`, `interval (n) hours`, `interval '1 day 2 hours'`; the unit is singular and lower case. */
export interface Interval extends Span {
  readonly kind: "interval";
  readonly value: Expr;
  readonly unit: string | undefined;
}

/** `a`, `t.a`, `schema.t.a`, `a.field`: which part is which only a binder can tell. */
export interface Column extends Span {
  readonly kind: "column";
  readonly path: readonly Ident[];
}

/** `*` or `t.*`, with what is left out, computed anew and renamed. */
export interface Star extends Span {
  readonly kind: "star";
  readonly table: Ident | undefined;
  readonly exclude: readonly (readonly Ident[])[];
  readonly replace: readonly { readonly value: Expr; readonly name: Ident }[];
  readonly rename: readonly { readonly from: readonly Ident[]; readonly to: Ident }[];
}

/** `columns(...)` of a pattern, a list of names, a star or a lambda; `unpack` is the form `*columns(...)`. */
export interface Columns extends Span {
  readonly kind: "columns";
  readonly table: Ident | undefined;
  readonly choice: Expr;
  readonly unpack: boolean;
}

export interface Unpack extends Span {
  readonly kind: "unpack";
  readonly operand: Expr;
}

/** `#1`: the first column of the input. */
export interface Position extends Span {
  readonly kind: "position";
  readonly text: string;
}

/** `?`, `?2` and `$2` have an index from 1, `$name` and `:name` a name. */
export interface Param extends Span {
  readonly kind: "param";
  readonly index: number | undefined;
  readonly name: string | undefined;
}

/** `not`, `-`, `+`, `~`, `@`, `!`, and the postfix `!` (factorial). */
export interface Unary extends Span {
  readonly kind: "unary";
  readonly op: string;
  readonly operand: Expr;
  readonly postfix: boolean;
}

/** Arithmetic, comparison and all other operators of two operands; `!=` is written `<>` and `==` is `=`. */
export interface Binary extends Span {
  readonly kind: "binary";
  readonly op: string;
  readonly left: Expr;
  readonly right: Expr;
}

/** `a and b and c` is one node. */
export interface Logic extends Span {
  readonly kind: "logic";
  readonly op: "and" | "or";
  readonly args: readonly Expr[];
}

export interface Between extends Span {
  readonly kind: "between";
  readonly operand: Expr;
  readonly low: Expr;
  readonly high: Expr;
  readonly not: boolean;
}

export interface InList extends Span {
  readonly kind: "inList";
  readonly operand: Expr;
  readonly items: readonly Expr[];
  readonly not: boolean;
}

export interface InQuery extends Span {
  readonly kind: "inQuery";
  readonly operand: Expr;
  readonly query: Query;
  readonly not: boolean;
}

/** `a in tags`: the right side is a list or a map. */
export interface InExpr extends Span {
  readonly kind: "inExpr";
  readonly operand: Expr;
  readonly set: Expr;
  readonly not: boolean;
}

export interface Like extends Span {
  readonly kind: "like";
  readonly op: "like" | "ilike" | "glob" | "similar";
  readonly operand: Expr;
  readonly pattern: Expr;
  readonly escape: Expr | undefined;
  readonly not: boolean;
}

export interface Is extends Span {
  readonly kind: "is";
  readonly operand: Expr;
  readonly test: "null" | "true" | "false" | "unknown";
  readonly not: boolean;
}

export interface IsDistinct extends Span {
  readonly kind: "isDistinct";
  readonly left: Expr;
  readonly right: Expr;
  readonly not: boolean;
}

/** `x > any (...)`; `set` is a `subquery` or an expression that gives a list. */
export interface Quantified extends Span {
  readonly kind: "quantified";
  readonly op: string;
  readonly left: Expr;
  readonly quantifier: "any" | "all";
  readonly set: Expr;
}

export interface Case extends Span {
  readonly kind: "case";
  readonly operand: Expr | undefined;
  readonly branches: readonly { readonly when: Expr; readonly result: Expr }[];
  readonly otherwise: Expr | undefined;
}

export interface Cast extends Span {
  readonly kind: "cast";
  readonly operand: Expr;
  readonly type: TypeName;
  readonly try: boolean;
}

export interface Collate extends Span {
  readonly kind: "collate";
  readonly operand: Expr;
  readonly collation: readonly Ident[];
}

/**
 * A function call. SQL's own forms are calls too: `extract(f from x)` is `date_part('f', x)`, `position(a in b)` is
 * `position(b, a)`, `trim(leading c from x)` is `ltrim(x, c)`, `x at time zone z` is `timezone(z, x)`,
 * `(x).f(y)` is `f(x, y)`. `a.f(y)` keeps the path `a.f`: `a` may be a schema or a column.
 */
export interface Call extends Span {
  readonly kind: "call";
  readonly name: readonly Ident[];
  readonly args: readonly Argument[];
  readonly distinct: boolean;
  readonly orderBy: OrderBy | undefined;
  readonly withinGroup: OrderBy | undefined;
  readonly filter: Expr | undefined;
  readonly nulls: "ignore" | "respect" | undefined;
  readonly over: Window | Ident | undefined;
}

export interface Argument {
  readonly name: Ident | undefined;
  readonly value: Expr;
}

/** `(s).field`, where what stands before the dot is no plain path. */
export interface Field extends Span {
  readonly kind: "field";
  readonly operand: Expr;
  readonly name: Ident;
}

export interface Index extends Span {
  readonly kind: "index";
  readonly operand: Expr;
  readonly index: Expr;
}

export interface Slice extends Span {
  readonly kind: "slice";
  readonly operand: Expr;
  readonly from: Expr | undefined;
  readonly to: Expr | undefined;
  readonly step: Expr | undefined;
}

/** `[1, 2]`; `array` when it was written `array[1, 2]`. */
export interface List extends Span {
  readonly kind: "list";
  readonly items: readonly Expr[];
  readonly array: boolean;
}

/** `[value for x, i in list if condition]`. */
export interface Comprehension extends Span {
  readonly kind: "comprehension";
  readonly value: Expr;
  readonly names: readonly Ident[];
  readonly list: Expr;
  readonly condition: Expr | undefined;
}

export interface Struct extends Span {
  readonly kind: "struct";
  readonly fields: readonly { readonly name: Ident; readonly value: Expr }[];
}

export interface MapLiteral extends Span {
  readonly kind: "map";
  readonly entries: readonly { readonly key: Expr; readonly value: Expr }[];
}

export interface Row extends Span {
  readonly kind: "row";
  readonly items: readonly Expr[];
}

/** `lambda x, i: body`. */
export interface Lambda extends Span {
  readonly kind: "lambda";
  readonly params: readonly Ident[];
  readonly body: Expr;
}

/** `x -> body` where a function takes a lambda, else JSON's `->`: a binder tells which. */
export interface Arrow extends Span {
  readonly kind: "arrow";
  readonly left: Expr;
  readonly right: Expr;
}

export interface Subquery extends Span {
  readonly kind: "subquery";
  readonly query: Query;
}

/** `array(select ...)`. */
export interface ArrayQuery extends Span {
  readonly kind: "arrayQuery";
  readonly query: Query;
}

export interface Exists extends Span {
  readonly kind: "exists";
  readonly query: Query;
}

/**
 * `decimal(10, 2)`, `int[]`, `text[3]`, `struct(a int)`, `map(text, int)`, `union(a int)`. The name is lower case unless
 * it was quoted, several words are one name (`double precision`, `timestamp with time zone`).
 */
export interface TypeName extends Span {
  readonly kind: "type";
  readonly name: string;
  readonly schema: readonly Ident[];
  readonly modifiers: readonly Literal[];
  readonly fields: readonly { readonly name: Ident; readonly type: TypeName }[];
  readonly items: readonly TypeName[];
  /** One entry a level of list, innermost first: the size of a fixed one, or undefined. */
  readonly dimensions: readonly (number | undefined)[];
}
