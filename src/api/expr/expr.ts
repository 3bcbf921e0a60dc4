import type { DataType } from "../../arrow/types.ts";
import { alias, call, cast, columns, type Expr as Node, rename } from "../../expr/node.ts";
import { PolaroidError } from "../../core/error.ts";
import { DtNamespace } from "./dt.ts";
import { type IntoExpr, isExpr, nodeOf } from "./into.ts";
import { ListNamespace } from "./list.ts";
import { StrNamespace } from "./str.ts";
import { StructNamespace } from "./struct.ts";
import { WindowExpr } from "./windows.ts";

export interface FillStrategy {
  readonly strategy: "forward" | "backward" | "mean" | "min" | "max" | "zero" | "one";
  readonly limit?: number;
}

/** Changes the names of results by a rule. */
export class NameNamespace {
  readonly #make: (node: Node) => Expr;
  readonly #node: Node;
  constructor(node: Node, make: (node: Node) => Expr) {
    this.#node = node;
    this.#make = make;
  }
  /** Puts text before the name. @example col("x").sum().name.prefix("total_") */
  prefix(text: string): Expr { return this.#make(rename(this.#node, "prefix", text)); }
  /** Puts text behind the name. @example col("x").sum().name.suffix("_total") */
  suffix(text: string): Expr { return this.#make(rename(this.#node, "suffix", text)); }
  /** Keeps the name of the first column. @example col("x").add(1).alias("y").name.keep() */
  keep(): Expr { return this.#make(rename(this.#node, "keep")); }
  /** The name in lower case. @example col("X").name.toLowercase() */
  toLowercase(): Expr { return this.#make(rename(this.#node, "lower")); }
  /** The name in upper case. @example col("x").name.toUppercase() */
  toUppercase(): Expr { return this.#make(rename(this.#node, "upper")); }
}

/**
 * What to compute of a frame's columns. Immutable; nothing is computed until a frame takes it.
 * @example col("price").mul(col("qty")).alias("total")
 */
export class Expr extends WindowExpr {
  /** Gives the result a name. @example col("a").add(1).alias("b") */
  alias(name: string): Expr { return this.wrap(alias(this["~expr"], name)); }
  /** Changes the type; a value that does not fit is an error, or null where `strict` is false. @example col("a").cast(Int64) */
  cast(type: DataType, options: { readonly strict?: boolean } = {}): Expr { return this.wrap(cast(this["~expr"], type, options.strict ?? true)); }
  /** The value, another where it is null, or a strategy. @example col("x").fillNull({ strategy: "forward" }) */
  fillNull(value: IntoExpr | FillStrategy): Expr {
    if (typeof value === "object" && value !== null && !isExpr(value) && "strategy" in value)
      return this.call("fillNullStrategy", [], { strategy: value.strategy, limit: value.limit });
    return this.call("fillNull", [value as IntoExpr]);
  }
  /** All columns of a pick but some. @example all().exclude("id") */
  exclude(...names: string[]): Expr {
    const node = this["~expr"];
    if (node.kind !== "columns" || node.pick.by !== "all") throw new PolaroidError("INVALID_ARGUMENT", "exclude() follows all()");
    return this.wrap(columns(Object.freeze({ by: "all", except: Object.freeze([...node.pick.except, ...names]) })));
  }
  /** One more link of a chain of conditions. */
  andThen(fn: "and" | "or", other: IntoExpr): Expr { return this.wrap(call(fn, [this["~expr"], nodeOf(other)])); }

  /** Functions of text. */
  get str(): StrNamespace { return new StrNamespace(this["~expr"], make); }
  /** Functions of dates and times. */
  get dt(): DtNamespace { return new DtNamespace(this["~expr"], make); }
  /** Functions of lists. */
  get list(): ListNamespace { return new ListNamespace(this["~expr"], make); }
  /** Functions of structs. */
  get struct(): StructNamespace { return new StructNamespace(this["~expr"], make); }
  /** Changes the result's name by a rule. */
  get name(): NameNamespace { return new NameNamespace(this["~expr"], make); }
}

const make = (node: Node): Expr => new Expr(node);
