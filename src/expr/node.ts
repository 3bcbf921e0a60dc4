import type { DataType } from "../arrow/types.ts";
import { textArgument } from "../core/argument.ts";
import { frozen } from "../core/freeze.ts";
import { dataType } from "./data-type.ts";
import type { WindowFrame } from "./frame.ts";
import type { Pick } from "./pick.ts";

export type { Pick } from "./pick.ts";

/** Plain, JSON-able settings of a call. */
export type Options = Readonly<Record<string, unknown>>;
export type LiteralValue = number | bigint | string | boolean | null | Uint8Array | readonly LiteralValue[];

/** A column by name. */
export interface Col {
  readonly kind: "col";
  readonly name: string;
}
/** Some columns, decided by the schema: all, by name pattern, by type. Expands to `col`s. */
export interface Columns {
  readonly kind: "columns";
  readonly pick: Pick;
}
/**
 * A value. `type` null: a bare number, bigint or null that takes the type of what it meets.
 * Times are bigint counts in the type's unit, Date32 a number of days, Decimal its exact text.
 */
export interface Lit {
  readonly kind: "lit";
  readonly value: LiteralValue;
  readonly type: DataType | null;
}
/** Gives the result another name. */
export interface Alias {
  readonly kind: "alias";
  readonly input: Expr;
  readonly name: string;
}
/** Changes the result's name by a rule. */
export interface Rename {
  readonly kind: "rename";
  readonly input: Expr;
  readonly how: "prefix" | "suffix" | "keep" | "upper" | "lower" | "stripPrefix" | "stripSuffix" | "replace" | "map";
  /** What the rule needs; of `replace` as `replacementText` writes it. */
  readonly text: string;
  readonly map?: (name: string) => string;
}
export interface Cast {
  readonly kind: "cast";
  readonly input: Expr;
  readonly to: DataType;
  /** A value that does not fit is an error; otherwise it becomes null. */
  readonly strict: boolean;
}
/** A function of the registry. */
export interface Call {
  readonly kind: "call";
  readonly fn: string;
  readonly args: readonly Expr[];
  readonly options: Options;
}
/** An aggregate or window function within each partition, in the rows' order or a given one. */
export interface Over {
  readonly kind: "over";
  readonly input: Expr;
  readonly partitionBy: readonly Expr[];
  readonly orderBy: readonly OrderKey[];
  /** The rows that an aggregate sees of its partition, by row; absent: all. */
  readonly frame?: WindowFrame;
  /** What a value a row becomes, where not a row each: a list of its group's in each row, or all of them, group by group. */
  readonly mapping?: OverMapping;
}
export type OverMapping = "join" | "explode";
export interface OrderKey {
  readonly expr: Expr;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

/**
 * An expression of each list's items, for which the column `ELEMENT` stands in `body`. It reads nothing else, so it is no
 * child: what walks an expression sees the lists alone.
 */
export interface Eval {
  readonly kind: "eval";
  readonly input: Expr;
  readonly body: Expr;
  /** A list of what comes out, one value a list where the body has one (else a list), or as many values as there were. */
  readonly as: EvalAs;
}
export type EvalAs = "list" | "value" | "array";

/** What a user means by a column of values. */
export type Expr = Col | Columns | Lit | Alias | Rename | Cast | Call | Over | Eval;

/** The name of the column of items inside of an `Eval`. */
export const ELEMENT = "";

export const col = (name: string): Col =>
  Object.freeze({ kind: "col", name: textArgument(name, "the name of a column") });
export const columns = (pick: Pick): Columns => Object.freeze({ kind: "columns", pick });
export const lit = (value: LiteralValue, type: DataType | null = null): Lit =>
  Object.freeze({ kind: "lit", value, type });
export const alias = (input: Expr, name: string): Alias =>
  Object.freeze({ kind: "alias", input, name: textArgument(name, "the name of a result") });
export const rename = (input: Expr, how: Rename["how"], text = "", map?: Rename["map"]): Rename =>
  Object.freeze({ kind: "rename", input, how, text: textArgument(text, `the ${how} of a name`), ...(map && { map }) });
export const cast = (input: Expr, to: DataType, strict = true): Cast =>
  Object.freeze({ kind: "cast", input, to: dataType(to, "cast"), strict });
const NONE: Options = Object.freeze({});
export const call = (fn: string, args: readonly Expr[], options: Options = NONE): Call =>
  Object.freeze({ kind: "call", fn, args: frozen(args), options });
export const over = (
  input: Expr,
  partitionBy: readonly Expr[],
  orderBy: readonly OrderKey[] = [],
  frame?: WindowFrame,
  mapping?: OverMapping,
): Over =>
  Object.freeze({
    kind: "over",
    input,
    partitionBy: frozen(partitionBy),
    orderBy: frozen(orderBy),
    ...(frame && { frame: Object.freeze(frame) }),
    ...(mapping && { mapping }),
  });
export const evaluated = (input: Expr, body: Expr, as: EvalAs): Eval =>
  Object.freeze({ kind: "eval", input, body, as });
export const orderKey = (expr: Expr, descending = false, nullsLast = false): OrderKey =>
  Object.freeze({ expr, descending, nullsLast });
