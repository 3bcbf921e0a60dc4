import type { Struct } from "../../arrow/types.ts";
import { settings, textsArgument } from "../../core/argument.ts";
import { nameOf } from "../../expr/name.ts";
import { call } from "../../expr/node.ts";
import { STRICT } from "../defaults.ts";
import type { ColumnName, ColumnOf, Make, Out } from "../types/made.ts";
import type { Unknown } from "../types/names.ts";
import type { Fielded, Opt1 } from "../types/node.ts";
import type { Expr } from "./expr.ts";
import { inStruct } from "./field.ts";
import { columnNodes, type IntoExpr } from "./into.ts";
import { Namespace } from "./namespace.ts";

/** Names of the fields, where the type is known. */
type FieldName<N> = [N] extends [{ readonly "~cls": string }] ? (Exclude<N, { readonly id: "Null" }> extends Struct<infer F> ? keyof F & string : string) : string;
type Into = readonly (IntoExpr | readonly IntoExpr[])[];
type Flatten<E> = E extends readonly (infer I)[] ? I : E;
type Made<E extends readonly unknown[]> = { [X in Flatten<E[number]> as ColumnName<X> & string]: ColumnOf<X> };

/** Functions of structs. */
export class StructNamespace<N, Name, Shape> extends Namespace {
  #with(fn: string, exprs: Into): never {
    const nodes = columnNodes(exprs);
    const names = Object.freeze(nodes.map(nameOf));
    return this.make(call(fn, [this.node, ...nodes.map((e) => inStruct(e, this.node))], Object.freeze({ names }))) as never;
  }
  #several(names: readonly string[] | null): never {
    return this.make(call("struct.unnest", [this.node], Object.freeze({ names: names === null ? null : Object.freeze([...names]) }))) as never;
  }

  /** One field, which names the result; several as so many columns. @example col("s").struct.field("x") */
  field<const K extends FieldName<N>>(name: K): Make<N, Opt1<"field", N, K>, K, Shape>;
  field(names: "*" | readonly string[]): Expr<any, Unknown, Shape>;
  field(first: string, second: string, ...more: readonly string[]): Expr<any, Unknown, Shape>;
  field(first: string | readonly string[], ...more: readonly string[]): never {
    if (typeof first === "string" && more.length === 0 && first !== "*") return this.call("struct.field", [], { name: first });
    const names = [...(Array.isArray(first) ? (first as readonly string[]) : [first as string]), ...more];
    textsArgument(names, "a field");
    return this.#several(names.includes("*") ? null : names);
  }
  /** All fields, each as a column of its name. @example col("s").struct.unnest() */
  unnest(): Expr<any, Unknown, Shape> { return this.#several(null); }
  /** Without some fields; names of none are an error unless `strict` is false. @example col("s").struct.drop(["x"]) */
  drop<const K extends string>(names: readonly K[] | K, options?: { readonly strict?: boolean }): Make<N, Opt1<"struct.drop", N, K>, Name, Shape> {
    const list = textsArgument(typeof names === "string" ? [names] : names, "a field to drop");
    return this.call("struct.drop", [], { names: Object.freeze([...list]), strict: settings("struct.drop", STRICT, options).strict });
  }
  /** Other names for all fields, in their order. @example col("s").struct.renameFields(["p"]) */
  renameFields(names: readonly string[]): Out<N, "struct.renamed", Name, Shape> { return this.call("struct.renameFields", [], { names: Object.freeze([...textsArgument(names, "a name of a field")]) }); }
  /** The struct as JSON text; of null "null". @example col("s").struct.jsonEncode() */
  jsonEncode(): Out<N, "struct.text", Name, Shape> { return this.call("struct.jsonEncode"); }
  /** More fields, or others in their place; field() stands for those that are there. @example col("s").struct.withFields(field("x").mul(2)) */
  withFields<const E extends Into>(...exprs: E): Make<N, Fielded<"with", N, Made<E>>, Name, Shape> { return this.#with("struct.withFields", exprs); }
  /** Nothing but the given fields; field() stands for those that are there. @example col("s").struct.eval(field("x").mul(2)) */
  eval<const E extends Into>(...exprs: E): Make<N, Fielded<"only", N, Made<E>>, Name, Shape> { return this.#with("struct.eval", exprs); }
}
