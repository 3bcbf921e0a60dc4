import { Datetime, Float64, Int64, List } from "../../arrow/types.ts";
import { badArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { type LiteralValue, lit, type Expr as Node } from "../../expr/node.ts";
import { isExpr, type Literal, literalNode, nodeOf } from "./into.ts";

/** Values and what stands for them: an object, a Map, or pairs of lists. */
export type Mapping = Readonly<Record<string, Literal>> | ReadonlyMap<Literal, Literal>;

/** A list of one type: whole numbers are Int64, any fraction makes all of them Float64. */
function listNode(values: readonly Literal[]): Node {
  const present = values.filter((v) => v !== null);
  const node = literalNode(values) as { readonly value: LiteralValue } & Node;
  const items = node.value;
  if (present.length === 0) return node;
  if (present.every((v) => v instanceof Date)) return lit(items, List(Datetime("ms")));
  if (!present.every((v) => typeof v === "number" || typeof v === "bigint")) return node;
  const whole = present.every((v) => typeof v === "bigint" || Number.isSafeInteger(v));
  const convert = (v: LiteralValue): LiteralValue => (v === null ? null : whole ? BigInt(v as number) : Number(v));
  return lit(Object.freeze((items as readonly LiteralValue[]).map(convert)), List(whole ? Int64 : Float64));
}

const isMap = (v: unknown): v is ReadonlyMap<Literal, Literal> => v instanceof Map;
const listed = (v: unknown): readonly Literal[] => (Array.isArray(v) ? (v as readonly Literal[]) : [v as Literal]);

/** The nodes of what is to be replaced and of what stands for it. */
export function replacement(fn: string, old: unknown, by: unknown): readonly [Node, Node] {
  if (by === undefined) {
    if (isMap(old)) return [listNode([...old.keys()]), listNode([...old.values()])];
    if (typeof old !== "object" || old === null || Array.isArray(old) || isExpr(old) || old instanceof Date)
      throw badArgument(`what ${fn} replaces`, old, "an object or a Map of values and what stands for them, or two lists");
    return [listNode(Object.keys(old)), listNode(Object.values(old) as Literal[])];
  }
  if (isExpr(old)) throw badArgument(`what ${fn} replaces`, old, "a value or a list of values");
  const olds = listed(old);
  if (Array.isArray(by)) {
    if (by.length !== olds.length && by.length !== 1)
      throw new PolaroidError("SHAPE_MISMATCH", `${fn}: ${olds.length} values cannot be replaced by ${by.length}; give as many, or one`);
    return [listNode(olds), listNode(by as readonly Literal[])];
  }
  return [listNode(olds), nodeOf(by as Literal)];
}
