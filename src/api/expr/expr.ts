import type { DataType, DType } from "../../arrow/types.ts";
import { settings, textArgument, textsArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { alias, cast, columns, type Expr as Node } from "../../expr/node.ts";
import { STRATEGY, STRICT } from "../defaults.ts";
import { rarely } from "../rare.ts";
import type { Make, NodeOf, Operand, ShapeOf } from "../types/made.ts";
import type { All } from "../types/names.ts";
import type { Bin, CastTo, Maybe } from "../types/node.ts";
import { ArrNamespace } from "./arr.ts";
import { BinNamespace } from "./bin.ts";
import { BinExpr } from "./bins.ts";
import { CatNamespace } from "./cat.ts";
import { DtNamespace } from "./dt.ts";
import { isExpr } from "./into.ts";
import { ListNamespace } from "./list.ts";
import { MetaNamespace } from "./meta.ts";
import { NameNamespace } from "./name.ts";
import { StrNamespace } from "./str.ts";
import { StructNamespace } from "./struct.ts";

/** What nulls become; `limit` is how many in a row. */
export interface FillStrategy {
  readonly strategy: "forward" | "backward" | "mean" | "min" | "max" | "zero" | "one";
  readonly limit?: number;
}

/**
 * What to compute of a frame's columns. Immutable; nothing is computed until a frame takes it.
 * @example col("price").mul(col("qty")).alias("total")
 * @ts-ignore covariance is asserted, and held by test/types: comparing expressions never walks their methods */
export class Expr<out N = any, out Name = any, out Shape = any> extends BinExpr<N, Name, Shape> {
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

  /** The expression of a text that `meta.serialize` made. Errors: `CORRUPT`. @example await Expr.deserialize(col("x").add(1).meta.serialize()) */
  static async deserialize(text: string): Promise<Expr> {
    textArgument(text, "an expression as text");
    return make((await rarely()).exprFromText(text));
  }

  /** Functions of text. */
  get str(): StrNamespace<N, Name, Shape> { return new StrNamespace(this["~expr"], make) as never; }
  /** Functions of dates and times. */
  get dt(): DtNamespace<N, Name, Shape> { return new DtNamespace(this["~expr"], make) as never; }
  /** Functions of lists. */
  get list(): ListNamespace<N, Name, Shape> { return new ListNamespace(this["~expr"], make) as never; }
  /** Functions of lists of one size. */
  get arr(): ArrNamespace<N, Name, Shape> { return new ArrNamespace(this["~expr"], make) as never; }
  /** Functions of categories. */
  get cat(): CatNamespace<N, Name, Shape> { return new CatNamespace(this["~expr"], make) as never; }
  /** Functions of bytes. */
  get bin(): BinNamespace<N, Name, Shape> { return new BinNamespace(this["~expr"], make) as never; }
  /** Functions of structs. */
  get struct(): StructNamespace<N, Name, Shape> { return new StructNamespace(this["~expr"], make) as never; }
  /** Changes the result's name by a rule. */
  get name(): NameNamespace<N, Name, Shape> { return new NameNamespace(this["~expr"], make) as never; }
  /** What the expression is, and is made of. */
  get meta(): MetaNamespace { return new MetaNamespace(this["~expr"], make); }
}

const make = <E>(node: Node): E => new Expr(node) as E;
