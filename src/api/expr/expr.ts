import type { DataType, DType } from "../../arrow/types.ts";
import { settings, textsArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { alias, cast, columns, type Expr as Node, rename } from "../../expr/node.ts";
import { STRATEGY, STRICT } from "../defaults.ts";
import type { Make, NodeOf, Operand, ShapeOf } from "../types/made.ts";
import type { All, Kept, Rename } from "../types/names.ts";
import type { Bin, CastTo, Maybe } from "../types/node.ts";
import { DtNamespace } from "./dt.ts";
import { isExpr } from "./into.ts";
import { ListNamespace } from "./list.ts";
import { StrNamespace } from "./str.ts";
import { StructNamespace } from "./struct.ts";
import { WindowExpr } from "./windows.ts";

/** What nulls become; `limit` is how many in a row. */
export interface FillStrategy {
  readonly strategy: "forward" | "backward" | "mean" | "min" | "max" | "zero" | "one";
  readonly limit?: number;
}

/** Changes the names of results by a rule. */
export class NameNamespace<N, Name, Shape> {
  readonly #node: Node;
  constructor(node: Node) {
    this.#node = node;
  }
  /** Puts text before the name. @example col("x").sum().name.prefix("total_") */
  prefix<const X extends string>(text: X): Expr<N, Rename<Name, "prefix", X>, Shape> { return make(rename(this.#node, "prefix", text)); }
  /** Puts text behind the name. @example col("x").sum().name.suffix("_total") */
  suffix<const X extends string>(text: X): Expr<N, Rename<Name, "suffix", X>, Shape> { return make(rename(this.#node, "suffix", text)); }
  /** Keeps the name of the first column. @example col("x").add(1).alias("y").name.keep() */
  keep(): Expr<N, Kept<N, Name>, Shape> { return make(rename(this.#node, "keep")); }
  /** The name in lower case. @example col("X").name.toLowercase() */
  toLowercase(): Expr<N, Rename<Name, "lower">, Shape> { return make(rename(this.#node, "lower")); }
  /** The name in upper case. @example col("X").name.toUppercase() */
  toUppercase(): Expr<N, Rename<Name, "upper">, Shape> { return make(rename(this.#node, "upper")); }
}

/**
 * What to compute of a frame's columns. Immutable; nothing is computed until a frame takes it.
 * @example col("price").mul(col("qty")).alias("total")
 * @ts-ignore covariance is asserted, and held by test/types: comparing expressions never walks their methods */
export class Expr<out N = any, out Name = any, out Shape = any> extends WindowExpr<N, Name, Shape> {
  /** Gives the result a name. @example col("a").add(1).alias("b") */
  alias<const A extends string>(name: A): Make<N, N, A, Shape> { return this.wrap(alias(this["~expr"], name)); }
  /** Changes the type; a value that does not fit is an error, or null where `strict` is false. @example col("a").cast(Int64) */
  cast<T extends DType, const O extends { readonly strict?: boolean } = {}>(type: T, options?: O): Make<N, O extends { readonly strict: false } ? Maybe<CastTo<T, N>> : CastTo<T, N>, Name, Shape> { return this.wrap(cast(this["~expr"], type as unknown as DataType, settings("cast", STRICT, options).strict)); }
  /** The value, another where it is null, or a strategy. @example col("x").fillNull({ strategy: "forward" }) */
  fillNull<const R extends Operand<N> | FillStrategy>(value: R): Make<N, R extends FillStrategy ? N : Bin<"either", N, NodeOf<R>>, Name, Shape | (R extends FillStrategy ? never : ShapeOf<R>)> {
    if (typeof value === "object" && value !== null && !isExpr(value) && "strategy" in value) {
      return this.call("fillNullStrategy", [], { ...settings("fillNull", STRATEGY, value) });
    }
    return this.call("fillNull", [value]);
  }
  /** All columns of a pick but some. @example all().exclude("id") */
  exclude<const K extends string>(...names: K[]): Expr<N, Name extends All<infer X> ? All<X | K> : Name, Shape> {
    const node = this["~expr"];
    if (node.kind !== "columns" || node.pick.by !== "all") throw new PolaroidError("INVALID_ARGUMENT", "exclude() follows all()");
    return this.wrap(columns(Object.freeze({ by: "all", except: Object.freeze([...node.pick.except, ...textsArgument(names, "a column to exclude")]) })));
  }

  /** Functions of text. */
  get str(): StrNamespace<N, Name, Shape> { return new StrNamespace(this["~expr"], make) as never; }
  /** Functions of dates and times. */
  get dt(): DtNamespace<N, Name, Shape> { return new DtNamespace(this["~expr"], make) as never; }
  /** Functions of lists. */
  get list(): ListNamespace<N, Name, Shape> { return new ListNamespace(this["~expr"], make) as never; }
  /** Functions of structs. */
  get struct(): StructNamespace<N, Name, Shape> { return new StructNamespace(this["~expr"], make) as never; }
  /** Changes the result's name by a rule. */
  get name(): NameNamespace<N, Name, Shape> { return new NameNamespace(this["~expr"]) as never; }
}

const make = <E>(node: Node): E => new Expr(node) as E;
