import type { DataType } from "../arrow/types.ts";
import type { LiteralValue, Options } from "./node.ts";
import type { Shape } from "./typed.ts";

/** What a signature sees of one argument. */
export interface Arg {
  readonly type: DataType;
  readonly nullable: boolean;
  /** The value where the argument is a literal. */
  readonly literal: LiteralValue | undefined;
  /** A bare number, bigint, null or Date that takes the type of what it meets. */
  readonly untyped: boolean;
  /** How many rows it has, where that is known. */
  readonly shape?: Shape;
  /** Whether its rows depend on no other rows. */
  readonly elementwise?: boolean;
}

/** The types that the arguments are cast to (null: as they are) and the type of the result. */
export interface Signature {
  readonly args: readonly DataType[] | null;
  readonly type: DataType;
  /** What the arguments are cast to before, null where a value does not fit. */
  readonly through?: DataType;
}

export type FunctionKind =
  /** Row i depends on row i of the arguments. */
  | "elementwise"
  /** One value of many rows. */
  | "aggregate"
  /** As many rows as went in; a row may depend on any other. */
  | "window"
  /** A number of rows of its own. */
  | "reshape";

/** When the result may hold nulls: if an argument does, never, always, or by a rule. */
export type NullRule = "any" | "never" | "always" | ((args: readonly Arg[], options: Options) => boolean);

/**
 * One function: its kind, its types, its null rule. Engines, SQL and the support table read it. Its documentation is
 * the comment of its entry, with an example: docs are made of it, and no bundle carries it.
 */
export interface FunctionSpec {
  readonly kind: FunctionKind;
  /** The types for these arguments, or what is wrong with them. */
  readonly signature: (args: readonly Arg[], options: Options) => Signature | string;
  readonly nulls: NullRule;
  /** Its names in SQL, where they differ. */
  readonly sql?: readonly string[];
}

/** A family of functions, complete by type. */
export type Family<N extends string> = Readonly<Record<N, FunctionSpec>>;

export const elementwise = (
  signature: FunctionSpec["signature"],
  nulls: NullRule,
  sql?: readonly string[],
): FunctionSpec => Object.freeze({ kind: "elementwise", signature, nulls, ...(sql && { sql }) });
export const aggregate = (
  signature: FunctionSpec["signature"],
  nulls: NullRule,
  sql?: readonly string[],
): FunctionSpec => Object.freeze({ kind: "aggregate", signature, nulls, ...(sql && { sql }) });
export const windowed = (
  signature: FunctionSpec["signature"],
  nulls: NullRule,
  sql?: readonly string[],
): FunctionSpec => Object.freeze({ kind: "window", signature, nulls, ...(sql && { sql }) });
export const reshaping = (
  signature: FunctionSpec["signature"],
  nulls: NullRule,
  sql?: readonly string[],
): FunctionSpec => Object.freeze({ kind: "reshape", signature, nulls, ...(sql && { sql }) });
