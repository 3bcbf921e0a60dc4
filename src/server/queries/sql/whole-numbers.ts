import { isInteger } from "../../../arrow/type-info.ts";
import { type DataType, Int32, Int64, UInt64 } from "../../../arrow/types.ts";
import { Source } from "../../../sql/bind/scope.ts";
import { dataTypeOf } from "../../../sql/bind/type-name.ts";
import type { Cast, Expr, Literal, TypeName } from "../../../sql/syntax/expr.ts";
import { node, type Span } from "../../../sql/syntax/node.ts";
import type { Query } from "../../../sql/syntax/query.ts";

const typeNamed = (name: string, { start, end }: Span): TypeName =>
  node<TypeName>("type", start, end, { name, schema: [], modifiers: [], fields: [], items: [], dimensions: [] });
const as = (operand: Expr, name: string): Expr =>
  node<Cast>("cast", operand.start, operand.end, { operand, type: typeNamed(name, operand), try: false });

const ofLiteral = ({ type, text }: Literal): DataType | null => {
  if (type !== "number" || !/^\d+$/.test(text)) return null;
  const value = BigInt(text);
  return value < 2n ** 31n ? Int32 : value < 2n ** 63n ? Int64 : null;
};

const CONSTANT: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
};
/** What is calculated of written numbers alone, where no step leaves 32 bits: it stays as it is written. */
function small(e: Expr): number | undefined {
  const value = (): number | undefined => {
    if (e.kind === "literal") return ofLiteral(e) === Int32 ? Number(e.text) : undefined;
    if (e.kind === "unary" && e.op === "-" && !e.postfix) {
      const operand = small(e.operand);
      return operand === undefined ? undefined : -operand;
    }
    if (e.kind !== "binary") return undefined;
    const [left, right] = [small(e.left), small(e.right)];
    return left === undefined || right === undefined ? undefined : CONSTANT[e.op]?.(left, right);
  };
  const found = value();
  return found !== undefined && Math.abs(found) < 2 ** 31 ? found : undefined;
}

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
/** Functions that calculate as operators do. */
const CALCULATES: ReadonlySet<string> = new Set(["add", "subtract", "multiply", "abs"]);
/** What has names of its own, which nothing else knows, and what holds no values. */
const CLOSED: ReadonlySet<string> = new Set(["lambda", "arrow", "comprehension", "query", "ident", "type", "window"]);

/** A part of a tree whose expressions are changed. */
function mapped<T>(part: T, change: (e: Expr) => Expr): T {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map((p) => mapped(p, change)) as T;
  const { kind } = part as { readonly kind?: string };
  if (kind === undefined) return inside(part, change);
  return CLOSED.has(kind) ? part : (change(part as unknown as Expr) as T);
}
const inside = <T extends object>(part: T, change: (e: Expr) => Expr): T =>
  Object.fromEntries(Object.entries(part).map(([key, value]) => [key, mapped(value, change)])) as T;

/** A query of one row that reads no table: its values know no other names than those around it. */
const readsNothing = ({ ctes, body }: Query): boolean =>
  ctes.length === 0 && (body.kind === "values" || (body.kind === "select" && body.from.length === 0));
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
    // Products of two of 32 bits without a sign are as large as 64 bits without one.
    const large = unsigned || is("Int64") || operands.filter((o) => o.type?.id === "UInt32").length > 1;
    const made = make(operands.map((o) => as(o.e, large ? "hugeint" : "bigint")));
    return { e: large ? as(made, unsigned ? "ubigint" : "bigint") : made, type: unsigned ? UInt64 : Int64 };
  };
  const other = (e: Expr, inner: Expr = e): Typed => ({
    e: inner,
    type: ASKED.has(e.kind) ? whatever(typing.typeOf(e)) : null,
  });
  const typed = (e: Expr): Typed => {
    if (small(e) !== undefined) return { e, type: Int32 };
    switch (e.kind) {
      case "literal":
        return { e, type: ofLiteral(e) };
      case "column":
      case "param":
        return { e, type: whole(typing.typeOf(e)) };
      case "cast":
        return { e: { ...e, operand: typed(e.operand).e }, type: e.try ? null : whole(dataTypeOf(SOURCE, e.type)) };
      case "unary":
        if (e.op !== "-" || e.postfix) return other(e, { ...e, operand: typed(e.operand).e });
        if (e.operand.kind === "literal") return { e, type: ofLiteral(e.operand) };
        return calculated([e.operand], ([operand]) => ({ ...e, operand: operand as Expr }));
      case "binary":
        if (!/^[-+*]$/.test(e.op)) return other(e, { ...e, left: typed(e.left).e, right: typed(e.right).e });
        return calculated([e.left, e.right], ([left, right]) => ({ ...e, left: left as Expr, right: right as Expr }));
      case "call":
        if (!CALCULATES.has(e.name.at(-1)?.name.toLowerCase() ?? ""))
          return other(
            e,
            inside(e, (x) => typed(x).e),
          );
        return calculated(
          e.args.map((a) => a.value),
          (all) => ({ ...e, args: e.args.map((a, i) => ({ ...a, value: all[i] as Expr })) }),
        );
      case "subquery":
        if (!readsNothing(e.query)) return other(e);
        return other(e, { ...e, query: { ...e.query, body: inside(e.query.body, (x) => typed(x).e) } });
      default:
        return other(
          e,
          inside(e, (x) => typed(x).e),
        );
    }
  };
  return typed(value).e;
}
