import type { Struct } from "../../arrow/types.ts";
import type { Make } from "../types/made.ts";
import type { Opt1 } from "../types/node.ts";
import { Namespace } from "./namespace.ts";

/** Names of the fields, where the type is known. */
type FieldName<N> = [N] extends [{ readonly "~cls": string }] ? (Exclude<N, { readonly id: "Null" }> extends Struct<infer F> ? keyof F & string : string) : string;

/** Functions of structs. */
export class StructNamespace<N, Name, Shape> extends Namespace {
  /** One field. @example col("s").struct.field("x") */
  field<const K extends FieldName<N>>(name: K): Make<N, Opt1<"field", N, K>, Name, Shape> { return this.call("struct.field", [], { name }); }
}
