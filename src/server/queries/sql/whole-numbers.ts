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

/** What the types of a statement's values are. */
export interface Typing {
  /** Undefined where it is not known by now. */
  typeOf(e: Expr): DataType | null | undefined;
  /** Notes that a type would help. */
  ask(e: Expr): void;
}

interface Typed {
  readonly e: Expr;
  /** Null for what is no whole number. */
  readonly type: DataType | null | undefined;
}

const SOURCE = new Source("");
const whole = (t: DataType | null | undefined): DataType | null | undefined => (t && !isInteger(t) ? null : t);
const whatever = (t: DataType | null | undefined): DataType | null | undefined =>
  t && isInteger(t) && t.id !== "UInt64" ? Int64 : whole(t);
/** Functions whose arguments are of the type of what they give. */
const ALIKE: ReadonlySet<string> = new Set(["coalesce", "ifnull", "nullif", "greatest", "least", "abs"]);
/** What may be a whole number, though its form does not tell. */
const ASKED: ReadonlySet<Expr["kind"]> = new Set([
  "call",
  "subquery",
  "column",
  "field",
  "index",
  "unary",
  "binary",
  "case",
]);

/**
 * A value of a statement whose sums, differences and products of whole numbers do not wrap: they are made of wider numbers, and are
 * an error where 64 bits do not hold them.
 */
export function exact(value: Expr, typing: Typing): Expr {
  const calculated = (from: readonly Expr[], make: (all: readonly Expr[]) => Expr): Typed => {
    const operands = from.map(typed);
    const plain = make(operands.map((o) => o.e));
    if (operands.some((o) => o.type === null)) return { e: plain, type: null };
    for (const [i, o] of operands.entries()) if (o.type === undefined) typing.ask(from[i] as Expr);
    if (operands.some((o) => o.type === undefined)) return { e: plain, type: undefined };
    const is = (id: DataType["id"]): boolean => operands.some((o) => o.type?.id === id);
    const unsigned = is("UInt64");
    const large = unsigned || is("Int64");
    const made = make(operands.map((o) => as(o.e, large ? "hugeint" : "bigint")));
    return { e: large ? as(made, unsigned ? "ubigint" : "bigint") : made, type: unsigned ? UInt64 : Int64 };
  };
  const other = (e: Expr, inner: Expr = e): Typed => ({
    e: inner,
    type: ASKED.has(e.kind) ? whatever(typing.typeOf(e)) : null,
  });
  const typed = (e: Expr): Typed => {
    switch (e.kind) {
      case "literal":
        return { e, type: ofLiteral(e) };
      case "column":
      case "param":
        return { e, type: whole(typing.typeOf(e)) };
      case "cast":
        return { e: { ...e, operand: typed(e.operand).e }, type: e.try ? null : whole(dataTypeOf(SOURCE, e.type)) };
      case "unary":
        if (e.op !== "-" || e.postfix) return other(e);
        if (e.operand.kind === "literal") return { e, type: ofLiteral(e.operand) };
        return calculated([e.operand], ([operand]) => ({ ...e, operand: operand as Expr }));
      case "binary":
        if (!/^[-+*]$/.test(e.op)) return other(e, { ...e, left: typed(e.left).e, right: typed(e.right).e });
        return calculated([e.left, e.right], ([left, right]) => ({ ...e, left: left as Expr, right: right as Expr }));
      case "case":
        return other(e, {
          ...e,
          branches: e.branches.map((b) => ({ ...b, result: typed(b.result).e })),
          otherwise: e.otherwise && typed(e.otherwise).e,
        });
      case "call":
        if (!ALIKE.has(e.name.at(-1)?.name.toLowerCase() ?? "")) return other(e);
        return other(e, { ...e, args: e.args.map((a) => ({ ...a, value: typed(a.value).e })) });
      default:
        return other(e);
    }
  };
  return typed(value).e;
}
