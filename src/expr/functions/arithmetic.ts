import { isFloat, isInteger, isNumeric, isSigned, isText, PER_SECOND } from "../../arrow/type-info.ts";
import {
  type DataType,
  Datetime,
  Decimal,
  Duration,
  Float64,
  Int64,
  type TimeUnit,
  UInt32,
  Utf8,
} from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec, type Signature } from "../function.ts";
import { belowUInt64, common } from "../supertype.ts";
import { argTypes, same } from "./signatures.ts";

export type ArithmeticName = "add" | "sub" | "mul" | "div" | "floorDiv" | "mod" | "pow" | "neg";
type Sign = FunctionSpec["signature"];

const units = (t: DataType): TimeUnit => (t.id === "Datetime" || t.id === "Duration" ? t.unit : "us");
const isMoment = (t: DataType): boolean => t.id === "Datetime" || t.id === "Date32";
// Polars meets in the coarser unit.
const coarser = (a: DataType, b: DataType): TimeUnit => {
  const order: readonly TimeUnit[] = ["ms", "us", "ns"];
  return order[Math.min(order.indexOf(units(a)), order.indexOf(units(b)))] as TimeUnit;
};

function temporal(fn: string, a: Arg, b: Arg): Signature | undefined {
  const [x, y] = [a.type, b.type];
  if (fn === "sub" && isMoment(x) && isMoment(y)) {
    const to = common([a, b]);
    if (to === null) return undefined;
    return to.id === "Date32"
      ? { args: [to, to], type: Duration("us") }
      : { args: [to, to], type: Duration(units(to)) };
  }
  if (fn === "sub" && x.id === "Time" && y.id === "Time") return { args: null, type: Duration("ns") };
  if (x.id === "Duration" && y.id === "Duration" && (fn === "add" || fn === "sub")) {
    const to = Duration(coarser(x, y));
    return { args: [to, to], type: to };
  }
  if (x.id === "Date32" && y.id === "Duration" && (fn === "add" || fn === "sub")) return { args: [x, y], type: x };
  if (x.id === "Duration" && y.id === "Date32" && fn === "add") return { args: [x, y], type: y };
  if (x.id === "Datetime" && y.id === "Duration" && (fn === "add" || fn === "sub")) {
    const unit = coarser(x, y);
    return { args: [Datetime(unit, x.zone), Duration(unit)], type: Datetime(unit, x.zone) };
  }
  if (x.id === "Duration" && y.id === "Datetime" && fn === "add") {
    const unit = coarser(x, y);
    return { args: [Duration(unit), Datetime(unit, y.zone)], type: Datetime(unit, y.zone) };
  }
  if (x.id === "Duration" && isNumeric(y) && (fn === "mul" || fn === "div")) {
    const by = isInteger(y) ? Int64 : Float64;
    return { args: [x, by], type: x };
  }
  if (isNumeric(x) && y.id === "Duration" && fn === "mul")
    return { args: [isInteger(x) ? Int64 : Float64, y], type: y };
  if (x.id === "Duration" && y.id === "Duration" && fn === "div") {
    // A quotient loses nothing in the finer unit.
    const to = PER_SECOND[units(x)] > PER_SECOND[units(y)] ? x : y;
    return { args: [to, to], type: Float64 };
  }
  return undefined;
}

const binary =
  (fn: string): Sign =>
  (args) => {
    const [a, b] = args as readonly [Arg, Arg];
    if (a.type.id === "Null" && b.type.id === "Null") return { args: null, type: a.type };
    const time = temporal(fn, a, b);
    if (time !== undefined) return time;
    const texts = [a, b].filter((v) => isText(v.type)).length;
    if (fn === "add" && texts > 0 && [a, b].every((v) => isText(v.type) || v.type.id === "Null"))
      return { args: [Utf8, Utf8], type: Utf8 };
    const numeric = (t: DataType): boolean => isNumeric(t) || t.id === "Bool" || t.id === "Null";
    if (!numeric(a.type) || !numeric(b.type)) return `does not take (${argTypes(args)})`;
    let type = common(args);
    if (type === null) return `does not take (${argTypes(args)})`;
    if (type.id === "Bool") {
      if (fn === "add") type = UInt32;
      else if (fn !== "div") return `does not take (${argTypes(args)}); cast to a number first`;
    }
    if (type.id === "Decimal") type = Decimal(38, type.scale);
    return { args: [type, type], type, ...(belowUInt64(args, type) && { through: Int64 }) };
  };

const division: Sign = (args) => {
  const plain = binary("div")(args, {});
  if (typeof plain === "string" || plain.type.id === "Duration" || plain.type.id === "Decimal") return plain;
  const to = plain.args?.[0];
  if (to?.id === "Duration") return plain;
  const type = isFloat(plain.type) ? plain.type : Float64;
  return { ...plain, args: [type, type], type };
};

const power: Sign = (args) => {
  const [a, b] = args as readonly [Arg, Arg];
  const number = (t: DataType): boolean => isInteger(t) || isFloat(t) || t.id === "Null";
  if (!number(a.type) || !number(b.type))
    return `does not take (${argTypes(args)})${a.type.id === "Decimal" ? "; cast to Float64 first" : ""}`;
  if (a.type.id === "Null") return { args: null, type: a.type };
  if (isInteger(a.type) && !isFloat(b.type)) {
    const below = (typeof b.literal === "number" || typeof b.literal === "bigint") && b.literal < 0;
    return below
      ? `raises integers to a negative power (${b.literal}); cast them to Float64 first`
      : { args: [a.type, UInt32], type: a.type };
  }
  const type = isFloat(a.type) ? a.type : b.type;
  return { args: [type, type], type };
};

// A span by a number that is 0 or NaN is null.
const spans = (args: readonly Arg[]): boolean => args.some((a) => a.nullable || a.type.id === "Duration");
const wholes = (args: readonly Arg[]): boolean =>
  args.some((a) => a.nullable) || !args.some((a) => isFloat(a.type) || a.type.id === "Decimal");

export const ARITHMETIC: Family<ArithmeticName> = {
  /** The sum; text is joined; integers wrap. @example col("a").add(col("b")) */
  add: elementwise(binary("add"), "any"),
  /** The difference; of two moments a Duration. @example col("a").sub(1) */
  sub: elementwise(binary("sub"), "any"),
  /** The product; integers wrap. @example col("price").mul(col("qty")) */
  mul: elementwise(binary("mul"), spans),
  /** True division: floats, also of integers. @example col("a").div(2) */
  div: elementwise(division, spans),
  /** Division rounded down; null where an integer is divided by zero. @example col("a").floorDiv(2) */
  floorDiv: elementwise(binary("floorDiv"), wholes),
  /** The remainder with the divisor's sign; null where an integer is divided by zero. @example col("a").mod(2) */
  mod: elementwise(binary("mod"), wholes),
  /** A power; integers stay integers. @example col("a").pow(2) */
  pow: elementwise(power, "any"),
  /** The value with its sign changed. @example col("a").neg() */
  neg: elementwise(
    same((t) => (isNumeric(t) && (isSigned(t) || !isInteger(t))) || t.id === "Duration", "signed numbers or Duration"),
    "any",
  ),
};
