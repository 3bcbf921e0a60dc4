import { isFloat, isInteger, isNumeric } from "../../arrow/type-info.ts";
import {
  type DataType,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Float64,
  Int32,
  Int64,
  Time,
  Utf8,
} from "../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../expr/node.ts";
import type { Binary, Unary } from "../syntax/expr.ts";
import type { Span } from "../syntax/node.ts";
import { textOf } from "./convert.ts";
import { type Env, typeIn } from "./env.ts";
import { factorial } from "./factorial.ts";
import { calendarSpan, lengthOfSpan, meeting, monthsIn, spanOf } from "./literal.ts";

const isDecimal = (t: DataType): t is DataType & { id: "Decimal"; precision: number; scale: number } =>
  t.id === "Decimal";
export const float = (e: Expr): Expr => cast(e, Float64);
/** Text of a value; what is text stays as it is. */
export const text = (e: Expr, env: Env): Expr => textOf(e, env);

/** Moves a time by the parts of an interval, one after the other. */
function moved(time: Expr, span: string, back: boolean, env: Env): Expr {
  const type = typeIn(env, time);
  const at = type.id === "Datetime" ? time : cast(time, Datetime("us") as DataType);
  return span.split("|").reduce((t, part) => {
    const negative = part.startsWith("-") !== back;
    return call("dt.offsetBy", [t, lit(`${negative ? "-" : ""}${part.replace(/^[+-]/, "")}`, Utf8)]);
  }, at);
}

/** Moves a time by so many units of the calendar. */
function movedBy(
  time: Expr,
  { count, unit }: NonNullable<ReturnType<typeof lengthOfSpan>>,
  back: boolean,
  env: Env,
): Expr {
  const at = typeIn(env, time).id === "Datetime" ? time : cast(time, Datetime("us") as DataType);
  const n = cast(back ? call("neg", [count]) : count, Utf8);
  return call("dt.offsetBy", [at, call("concatStr", [n, lit(unit, Utf8)], { separator: "" })]);
}

/** Sums and differences with times on a side; null for plain numbers. */
function temporal(op: "add" | "sub", a: Expr, b: Expr, env: Env): Expr | null {
  const [left, right] = [spanOf(a), spanOf(b)];
  const isTime = (t: DataType): boolean => t.id === "Date32" || t.id === "Datetime" || t.id === "Null";
  const [x, y] = [typeIn(env, a), typeIn(env, b)];
  const [ahead, behind] = [lengthOfSpan(a), lengthOfSpan(b)];
  if (behind !== undefined && isTime(x)) return movedBy(a, behind, op === "sub", env);
  if (ahead !== undefined && isTime(y) && op === "add") return movedBy(b, ahead, false, env);
  if (right === undefined && y.id === "Duration" && x.id === "Date32")
    return call(op, [cast(a, Datetime("us") as DataType), b]);
  if (left === undefined && x.id === "Duration" && y.id === "Date32" && op === "add")
    return call(op, [a, cast(b, Datetime("us") as DataType)]);
  if (right !== undefined && isTime(x)) return moved(a, right, op === "sub", env);
  if (left !== undefined && isTime(y) && op === "add") return moved(b, left, false, env);
  // A date that there is none of is an error, not another date.
  const days = (date: Expr, n: Expr): Expr => cast(cast(call(op, [cast(date, Int64), cast(n, Int64)]), Int32), Date32);
  if (x.id === "Date32" && isInteger(y)) return days(a, b);
  if (y.id === "Date32" && isInteger(x) && op === "add") return days(b, a);
  if (op === "add" && x.id === "Date32" && y.id === "Time") return moment(a, b);
  if (op === "add" && x.id === "Time" && y.id === "Date32") return moment(b, a);
  if (x.id === "Time" && y.id === "Duration") return onClock(op, a, b);
  if (op === "sub" && x.id === "Date32" && y.id === "Date32") return call("dt.totalDays", [call("sub", [a, b])]);
  return null;
}

const MICROS = Datetime("us") as DataType;
const moment = (day: Expr, time: Expr): Expr =>
  call("add", [cast(day, MICROS), cast(cast(time, Duration("ns") as DataType), Duration("us") as DataType)]);
/** A time of day moved by a length, round the clock. */
const onClock = (op: "add" | "sub", time: Expr, length: Expr): Expr =>
  cast(call(op, [moment(lit(0, Date32), time), length]), Time);

/** So many times an interval of months; null where neither side is one. */
function months(a: Expr, b: Expr, env: Env, at: Span): Expr | null {
  for (const [span, n] of [
    [monthsIn(a), b],
    [monthsIn(b), a],
  ] as const)
    if (span !== undefined && isInteger(typeIn(env, n)))
      return calendarSpan({ ...span, count: call("mul", [cast(n, Int64), span.count]) }, env, at);
  return null;
}

/** A product of Decimals has the digits of both behind the point. */
export function product(a: Expr, b: Expr, env: Env): Expr {
  const [x, y] = [typeIn(env, a), typeIn(env, b)];
  if (isDecimal(x) && isDecimal(y)) {
    const scale = Math.min(38, x.scale + y.scale);
    return call("mul", [cast(a, Decimal(38, scale) as DataType), b]);
  }
  return call("mul", [a, b]);
}

/** The quotient of whole numbers, towards zero; null by zero. Each operand is named as seldom as can be: chains double with every one. */
const quotient = (a: Expr, b: Expr): Expr => call("floorDiv", [call("sub", [a, call("rem", [a, b])]), b]);

const unlessZero = (b: Expr): Expr => call("when", [call("ne", [b, lit(0)]), b, lit(null)]);

/** Of fractions, DuckDB's whole division is a plain one, with null by zero. */
const fraction = (a: Expr, b: Expr): Expr => call("div", [float(a), unlessZero(float(b))]);

/** What whole division leaves over, with the sign of the dividend; null by zero. */
function remainder(a: Expr, b: Expr, env: Env): Expr {
  const [x, y] = [typeIn(env, a), typeIn(env, b)];
  if (!isDecimal(x) && !isDecimal(y)) return call("rem", [a, b]);
  if (isFloat(x) || isFloat(y)) return call("rem", [float(a), float(b)]);
  const type = digits(x, y);
  // As whole numbers of the last place, which both engines divide exactly.
  const unit = lit(`1${"0".repeat(type.scale)}`, Decimal(type.scale + 1, 0) as DataType);
  const whole = (e: Expr): Expr => cast(product(cast(e, type), unit, env), Int64);
  const place = lit(
    type.scale === 0 ? "1" : `0.${"0".repeat(type.scale - 1)}1`,
    Decimal(type.scale + 1, type.scale) as DataType,
  );
  return cast(product(cast(call("rem", [whole(a), whole(b)]), Decimal(38, 0) as DataType), place, env), type);
}
/** The Decimal that holds both of two numbers. */
function digits(x: DataType, y: DataType): Extract<DataType, { id: "Decimal" }> {
  const of = (t: DataType): readonly [number, number] =>
    isDecimal(t) ? [t.precision - t.scale, t.scale] : [t.id === "Int64" || t.id === "UInt64" ? 19 : 10, 0];
  const [[p, s], [q, r]] = [of(x), of(y)];
  const scale = Math.max(s, r);
  return Decimal(Math.min(38, Math.max(p, q) + scale), scale) as Extract<DataType, { id: "Decimal" }>;
}

function concatenated(a: Expr, b: Expr, env: Env): Expr {
  const [x, y] = [typeIn(env, a), typeIn(env, b)];
  if (x.id === "List" || y.id === "List") return call("concatList", [a, b]);
  return call("concatStr", [text(a, env), text(b, env)], { separator: "" });
}

type Operator = (a: Expr, b: Expr, env: Env, at?: Span) => Expr;
const NOWHERE: Span = { start: 0, end: 0 };
const compared =
  (fn: string): Operator =>
  (a, b, env, at) => {
    const both = meeting(a, b, env);
    if (!/^(eq|ne)$/.test(fn) && both.some((e) => /^(List|FixedSizeList|Struct)$/.test(typeIn(env, e).id)))
      throw env.binder.source.error(at ?? NOWHERE, "lists and structs have no order here", "NOT_SUPPORTED");
    return call(fn, both);
  };

const bits =
  (fn: string): Operator =>
  (a, b) =>
    call(fn, [a, b]);
const longer = (list: Expr): Expr => call("gt", [call("list.len", [list]), lit(0)]);
/** Whether lists have an item in common. */
export const overlapping = (a: Expr, b: Expr): Expr => longer(call("list.setIntersection", [a, b]));
/** Whether a list has all items of another. */
export const holding = (a: Expr, b: Expr): Expr => call("not", [longer(call("list.setDifference", [b, a]))]);

const OPERATORS: Readonly<Record<string, Operator>> = {
  "=": compared("eq"),
  "<>": compared("ne"),
  "<": compared("lt"),
  "<=": compared("le"),
  ">": compared("gt"),
  ">=": compared("ge"),
  "+": (a, b, env) => temporal("add", a, b, env) ?? call("add", [a, b]),
  "-": (a, b, env) => temporal("sub", a, b, env) ?? call("sub", [a, b]),
  "*": (a, b, env, at) => months(a, b, env, at ?? NOWHERE) ?? product(a, b, env),
  "/": (a, b) => call("div", [float(a), float(b)]),
  "//": (a, b, env) => {
    const [x, y] = [typeIn(env, a), typeIn(env, b)];
    const whole = (t: DataType): boolean => isInteger(t) || t.id === "Null";
    return whole(x) && whole(y) ? quotient(a, b) : fraction(a, b);
  },
  "%": remainder,
  "**": (a, b) => call("pow", [float(a), float(b)]),
  "^": (a, b) => call("pow", [float(a), float(b)]),
  "||": concatenated,
  "->>": (a, b) => jsonAt(a, b),
  "~": (a, b, env) => matching(a, b, env),
  "!~": (a, b, env) => call("not", [matching(a, b, env)]),
  "^@": (a, b) => call("str.startsWith", [a, b]),
  "&": bits("bitAnd"),
  "|": bits("bitOr"),
  "<<": bits("shiftLeft"),
  ">>": bits("shiftRight"),
  "&&": (a, b) => overlapping(a, b),
  "@>": (a, b) => holding(a, b),
  "<@": (a, b) => holding(b, a),
};

/** Whether the whole of a text fits a regular expression. */
function matching(a: Expr, pattern: Expr, env: Env): Expr {
  const whole = call("concatStr", [lit("^(?:", Utf8), text(pattern, env), lit(")$", Utf8)], { separator: "" });
  const written = pattern.kind === "lit" && typeof pattern.value === "string" ? pattern.value : null;
  return call("str.contains", [text(a, env), written === null ? whole : lit(`^(?:${written})$`, Utf8)]);
}

/** What a key, a place or a path leads to in JSON text. */
export function jsonAt(text: Expr, at: Expr): Expr {
  const key = at.kind === "lit" ? at.value : null;
  const path =
    typeof key === "number" || typeof key === "bigint"
      ? `$[${key}]`
      : typeof key !== "string"
        ? null
        : key.startsWith("$")
          ? key
          : `$['${key.replaceAll("'", "\\'")}']`;
  return call("str.jsonPathMatch", [text, path === null ? at : lit(path, Utf8)]);
}

export const compare = (op: string, a: Expr, b: Expr, env: Env, at?: Span): Expr =>
  (OPERATORS[op] as Operator)(a, b, env, at);

export function binary(e: Binary, left: Expr, right: Expr, env: Env): Expr {
  const make = Object.hasOwn(OPERATORS, e.op) ? OPERATORS[e.op] : undefined;
  if (make === undefined)
    throw env.binder.source.error(e.right, `the operator ${e.op} is not supported`, "NOT_SUPPORTED");
  return make(left, right, env, e);
}

export function unary(e: Unary, operand: Expr, env: Env): Expr {
  if (e.postfix && e.op === "!") return factorial(operand);
  if (!e.postfix)
    switch (e.op) {
      case "~":
        return call("bitNot", [operand]);
      case "not":
        return call("not", [operand]);
      case "+":
        return operand;
      case "-":
        return negative(e, operand, env);
      case "@":
        return call("abs", [operand]);
    }
  throw env.binder.source.error(e, `the operator ${e.op} is not supported`, "NOT_SUPPORTED");
}

function negative(at: Span, e: Expr, env: Env): Expr {
  const span = monthsIn(e);
  if (span !== undefined) return calendarSpan({ ...span, count: call("neg", [span.count]) }, env, at);
  if (e.kind === "lit" && e.type !== null && isNumeric(e.type)) {
    if (typeof e.value === "number" || typeof e.value === "bigint") return lit(-e.value, e.type);
    if (typeof e.value === "string") return lit(e.value.startsWith("-") ? e.value.slice(1) : `-${e.value}`, e.type);
  }
  return call("neg", [e]);
}

/** `and` and `or` of any number of conditions, as a tree of even depth. */
export function logic(fn: "and" | "or", args: readonly Expr[]): Expr {
  if (args.length === 1) return args[0] as Expr;
  const half = args.length >> 1;
  return call(fn, [logic(fn, args.slice(0, half)), logic(fn, args.slice(half))]);
}
