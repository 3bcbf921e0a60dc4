import type { Expr } from "./expr.ts";
import { Namespace } from "./namespace.ts";

/** Functions of structs. */
export class StructNamespace extends Namespace {
  /** One field. @example col("s").struct.field("x") */
  field(name: string): Expr { return this.call("struct.field", [], { name }); }
}
