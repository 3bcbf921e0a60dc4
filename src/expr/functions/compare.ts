import { isInteger, isNested, isNumeric, isText } from "../../arrow/type-info.ts";
import { Bool, type DataType, Decimal, List } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import type { LiteralValue } from "../node.ts";
import { adopt, common, supertype } from "../supertype.ts";
import { argTypes, gives } from "./signatures.ts";

export type CompareName =
  | "eq"
  | "ne"
  | "lt"
  | "le"
  | "gt"
  | "ge"
  | "eqMissing"
  | "neMissing"
  | "isIn"
  | "isBetween"
  | "isNull"
  | "isNotNull";
type Sign = FunctionSpec["signature"];

const comparable = (a: DataType, b: DataType): boolean =>
  isNumeric(a) === isNumeric(b) || a.id === "Bool" || b.id === "Bool" || a.id === "Null" || b.id === "Null";

// No integer type holds all of UInt64 and values below zero, and Float64 takes close ones for the same.
const EXACT = Decimal(38, 0);
const exactly = (args: readonly Arg[], type: DataType | null): DataType | null =>
  type?.id === "Float64" && args.every((a) => isInteger(a.type)) ? EXACT : type;
const meeting = (args: readonly Arg[]): DataType | null => exactly(args, common(args, true));

function compareType(args: readonly Arg[]): DataType | string {
  const [a, b] = args as readonly [Arg, Arg];
  const type = comparable(a.type, b.type) ? meeting(args) : null;
  if (type === null) {
    const text =
      isText(a.type) !== isText(b.type)
        ? "; turn text into the other type first, as by cast() or str.toDatetime()"
        : "";
    return `${argTypes(args)} cannot be compared${text}`;
  }
  return type;
}

const compare =
  (ordered: boolean): Sign =>
  (args) => {
    const type = compareType(args);
    if (typeof type === "string") return type;
    if (ordered && isNested(type)) return `${argTypes(args)} have no order`;
    return { args: args.map((a) => keepText(a, type)), type: Bool };
  };

// Codes of one dictionary are compared as they are.
const keepText = (a: Arg, type: DataType): DataType => (isText(type) && isText(a.type) ? a.type : type);

const isIn: Sign = (args) => {
  const [x, list] = args as readonly [Arg, Arg];
  const inner = list.type.id === "List" || list.type.id === "FixedSizeList" ? list.type.inner : null;
  if (inner === null) return `takes a list of values, got ${argTypes([list])}`;
  if (x.type.id === "Null") return { args: null, type: Bool };
  if (inner.id === "Null") return { args: [x.type, List(x.type)], type: Bool };
  const element: Arg = { type: inner, nullable: true, literal: list.untyped ? 0 : undefined, untyped: false };
  const bare = list.untyped && isNumeric(x.type) && isNumeric(inner);
  const type = bare
    ? exactly([x, element], narrowed(list, x.type))
    : comparable(x.type, inner)
      ? meeting([x, element])
      : null;
  if (type === null) return `${argTypes([x])} cannot be in a list of ${argTypes([element])}`;
  return { args: [keepText(x, type), List(type)], type: Bool };
};

// A list of bare numbers takes the column's type where all of them fit.
function narrowed(list: Arg, column: DataType): DataType | null {
  let type: DataType | null = column;
  for (const value of (list.literal ?? []) as readonly LiteralValue[]) {
    if (type === null || value === null) continue;
    type = supertype(type, adopt({ type: list.type, nullable: false, literal: value, untyped: true }, column));
  }
  return type;
}

const between: Sign = (args) => {
  const type = meeting(args);
  if (type === null || !comparable((args[0] as Arg).type, type) || isNested(type))
    return `${argTypes(args)} cannot be compared`;
  return { args: args.map((a) => keepText(a, type)), type: Bool };
};

const any = gives(Bool);
const ordered: FunctionSpec = elementwise(compare(true), "any");

export const COMPARE: Family<CompareName> = {
  /** Equal; null where a side is null; NaN equals NaN. @example col("a").eq(1) */
  eq: elementwise(compare(false), "any"),
  /** Not equal; null where a side is null. @example col("a").ne(1) */
  ne: elementwise(compare(false), "any"),
  /** Less than; NaN is greater than every number. @example col("a").lt(col("b")) */
  lt: ordered,
  /** Less than or equal. @example col("a").le(col("b")) */
  le: ordered,
  /** Greater than; NaN is greater than every number. @example col("a").gt(col("b")) */
  gt: ordered,
  /** Greater than or equal. @example col("a").ge(col("b")) */
  ge: ordered,
  /** Equal, where null equals null. @example col("a").eqMissing(col("b")) */
  eqMissing: elementwise(compare(false), "never"),
  /** Not equal, where null equals null. @example col("a").neMissing(col("b")) */
  neMissing: elementwise(compare(false), "never"),
  /** Whether the value is in a list; null stays null, unless `nullsEqual`. @example col("a").isIn([1, 2]) */
  isIn: elementwise(
    isIn,
    (args, options) => (args[1] as Arg).nullable || (options.nullsEqual !== true && (args[0] as Arg).nullable),
  ),
  /** Whether the value lies between two bounds (closed: both, left, right, none). @example col("a").isBetween(1, 3) */
  isBetween: elementwise(between, "any"),
  /** Whether the value is null. @example col("a").isNull() */
  isNull: elementwise(any, "never"),
  /** Whether the value is not null. @example col("a").isNotNull() */
  isNotNull: elementwise(any, "never"),
};
