import { isInteger } from "../../../arrow/type-info.ts";
import { type DataType, Int32, Int64, UInt64 } from "../../../arrow/types.ts";
import { Source } from "../../../sql/bind/scope.ts";
import { dataTypeOf } from "../../../sql/bind/type-name.ts";
import type { Cast, Expr, Literal, TypeName } from "../../../sql/syntax/expr.ts";
import { node, type Span } from "../../../sql/syntax/node.ts";

const typeNamed = (name: string, { start, end }: Span): TypeName =>
  node<TypeName>("type", start, end, { name, schema: [], modifiers: [], fields: [], items: [], dimensions: [] });
const as = (operand: Expr, name: string): Expr =>
  node<Cast>("cast", operand.start, operand.end, { operand, type: typeNamed(name, operand), try: false });

const ofLiteral = ({ type, text }: Literal): DataType | null => {
  if (type !== "number" || !/^\d+$/.test(text)) return null;
  const value = BigInt(text);
  return value < 2n ** 31n ? Int32 : value < 2n ** 63n ? Int64 : null;
};

interface Typed {
  readonly e: Expr;
  /** Null for what is not known to be a whole number. */
  readonly type: DataType | null;
}

/**
 * A value of a statement whose sums, differences and products of whole numbers do not wrap: they are made of wider numbers, and are
 * an error where 64 bits do not hold them. `typeOf` tells the type of a column or a parameter, null where it is not known.
 */
export function exact(value: Expr, typeOf: (e: Expr) => DataType | null): Expr {
  const source = new Source("");
  const whole = (t: DataType | null): DataType | null => (t !== null && isInteger(t) ? t : null);
  const calculated = (operands: readonly Typed[], make: (all: readonly Expr[]) => Expr): Typed => {
    if (operands.some((o) => o.type === null)) return { e: make(operands.map((o) => o.e)), type: null };
    const is = (id: DataType["id"]): boolean => operands.some((o) => o.type?.id === id);
    const unsigned = is("UInt64");
    const large = unsigned || is("Int64");
    const made = make(operands.map((o) => as(o.e, large ? "hugeint" : "bigint")));
    return { e: large ? as(made, unsigned ? "ubigint" : "bigint") : made, type: unsigned ? UInt64 : Int64 };
  };
  const typed = (e: Expr): Typed => {
    switch (e.kind) {
      case "literal":
        return { e, type: ofLiteral(e) };
      case "column":
      case "param":
        return { e, type: whole(typeOf(e)) };
      case "cast":
        return { e: { ...e, operand: typed(e.operand).e }, type: e.try ? null : whole(dataTypeOf(source, e.type)) };
      case "unary":
        if (e.op !== "-" || e.postfix) return { e, type: null };
        if (e.operand.kind === "literal") return { e, type: ofLiteral(e.operand) };
        return calculated([typed(e.operand)], ([operand]) => ({ ...e, operand: operand as Expr }));
      case "binary":
        if (!/^[-+*]$/.test(e.op)) return { e: { ...e, left: typed(e.left).e, right: typed(e.right).e }, type: null };
        return calculated([typed(e.left), typed(e.right)], ([left, right]) => ({
          ...e,
          left: left as Expr,
          right: right as Expr,
        }));
      case "case":
        return {
          e: {
            ...e,
            branches: e.branches.map((b) => ({ ...b, result: typed(b.result).e })),
            otherwise: e.otherwise && typed(e.otherwise).e,
          },
          type: null,
        };
      default:
        return { e, type: null };
    }
  };
  return typed(value).e;
}
