import { Float64, Int64, Utf8 } from "../../arrow/types.ts";
import { nearest } from "../../core/suggest.ts";
import { call, cast, type Expr, lit } from "../../expr/node.ts";
import type { Call } from "../syntax/expr.ts";
import { type Env, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { text } from "./operators.ts";

export interface Given {
  readonly args: readonly Expr[];
  readonly env: Env;
  readonly call: Call;
}
/** How a function of SQL's is said with ours; `least` and `most` are how many arguments it takes. */
interface Rule {
  readonly least: number;
  readonly most: number;
  readonly make: (g: Given) => Expr;
}
const of = (least: number, most: number, make: (...args: readonly Expr[]) => Expr): Rule => ({
  least,
  most,
  make: ({ args }) => make(...args),
});
const rule = (least: number, most: number, make: (g: Given) => Expr): Rule => ({ least, most, make });
const plain = (fn: string, n = 1): Rule => of(n, n, (...args) => call(fn, args));
const float = (fn: string): Rule => of(1, 1, (x) => call(fn, [cast(x as Expr, Float64)]));
const texts = (fn: string, n = 1): Rule =>
  rule(n, n, ({ args, env }) =>
    call(
      fn,
      args.map((a) => text(a, env)),
    ),
  );
const whole = (e: Expr): Expr => cast(e, Int64);
const MANY = 1000;

const PARTS: Readonly<Record<string, string>> = {
  year: "year",
  month: "month",
  day: "day",
  hour: "hour",
  minute: "minute",
  second: "second",
  quarter: "quarter",
  week: "week",
  isodow: "weekday",
  doy: "ordinalDay",
  dayofyear: "ordinalDay",
  isoyear: "isoYear",
  dayofmonth: "day",
  weekofyear: "week",
  years: "year",
  months: "month",
  days: "day",
};
function part(name: string, x: Expr, { env, call: at }: Given): Expr {
  const key = name.toLowerCase();
  if (key === "dow" || key === "dayofweek" || key === "weekday")
    return whole(call("mod", [whole(call("dt.weekday", [x])), lit(7)]));
  if (key === "epoch") return call("div", [cast(call("dt.epoch", [x], { unit: "us" }), Float64), lit(1e6, Float64)]);
  const fn = PARTS[key];
  if (fn === undefined) throw env.binder.source.error(at, `there is no part "${name}" of a time here`, "NOT_SUPPORTED");
  return whole(call(`dt.${fn}`, [x]));
}
const written = (e: Expr | undefined, what: string, { env, call: at }: Given): string => {
  if (e?.kind === "lit" && typeof e.value === "string") return e.value;
  throw env.binder.source.error(at, `${what} is text that is written out`);
};
const TRUNCATED: Readonly<Record<string, string>> = {
  year: "1y",
  quarter: "1q",
  month: "1mo",
  week: "1w",
  day: "1d",
  hour: "1h",
  minute: "1m",
  second: "1s",
  millisecond: "1ms",
  microsecond: "1us",
};

const FUNCTIONS: Readonly<Record<string, Rule>> = {
  abs: plain("abs"),
  ceil: plain("ceil"),
  floor: plain("floor"),
  sign: plain("sign"),
  sqrt: float("sqrt"),
  cbrt: float("cbrt"),
  exp: float("exp"),
  sin: float("sin"),
  cos: float("cos"),
  tan: float("tan"),
  asin: float("asin"),
  acos: float("acos"),
  atan: float("atan"),
  degrees: float("degrees"),
  radians: float("radians"),
  ln: of(1, 1, (x) => call("log", [cast(x as Expr, Float64)], { base: Math.E })),
  log10: of(1, 1, (x) => call("log", [cast(x as Expr, Float64)], { base: 10 })),
  log2: of(1, 1, (x) => call("log", [cast(x as Expr, Float64)], { base: 2 })),
  pow: of(2, 2, (x, y) => call("pow", [cast(x as Expr, Float64), cast(y as Expr, Float64)])),
  pi: of(0, 0, () => lit(Math.PI, Float64)),
  round: rule(1, 2, ({ args: [x, n], env, call: at }) => {
    if (n !== undefined && !(n.kind === "lit" && typeof n.value === "number"))
      throw env.binder.source.error(at, "the digits of round() are a number that is written out");
    return call("round", [x as Expr], { decimals: n === undefined ? 0 : Number(n.value), mode: "halfAwayFromZero" });
  }),
  isnan: plain("isNan"),
  isinf: plain("isInfinite"),
  isfinite: plain("isFinite"),
  coalesce: of(1, MANY, (...args) => call("coalesce", args)),
  ifnull: of(2, 2, (...args) => call("coalesce", args)),
  nullif: of(2, 2, (x, y) => call("when", [call("eq", [x as Expr, y as Expr]), lit(null), x as Expr])),
  if: of(3, 3, (...args) => call("when", args)),
  greatest: of(1, MANY, (...args) => call("maxHorizontal", args)),
  least: of(1, MANY, (...args) => call("minHorizontal", args)),
  lower: texts("str.toLowercase"),
  upper: texts("str.toUppercase"),
  reverse: texts("str.reverse"),
  length: rule(1, 1, ({ args: [x], env }) =>
    whole(call(typeIn(env, x as Expr).id === "List" ? "list.len" : "str.lenChars", [x as Expr])),
  ),
  strlen: of(1, 1, (x) => whole(call("str.lenBytes", [x as Expr]))),
  substring: rule(2, 3, ({ args: [x, from, n] }) => {
    const at =
      from?.kind === "lit" && typeof from.value === "number"
        ? lit(from.value > 0 ? from.value - 1 : from.value)
        : call("when", [call("gt", [from as Expr, lit(0)]), call("sub", [from as Expr, lit(1)]), from as Expr]);
    return call("str.slice", n === undefined ? [x as Expr, at] : [x as Expr, at, n]);
  }),
  left: of(2, 2, (x, n) => call("str.head", [x as Expr, n as Expr])),
  right: of(2, 2, (x, n) => call("str.tail", [x as Expr, n as Expr])),
  concat: rule(1, MANY, ({ args, env }) =>
    call(
      "concatStr",
      args.map((a) => text(a, env)),
      { separator: "", ignoreNulls: true },
    ),
  ),
  replace: rule(3, 3, ({ args }) => call("str.replaceAll", args, { literal: true })),
  trim: of(1, 2, (...args) => call("str.stripChars", args)),
  ltrim: of(1, 2, (...args) => call("str.stripCharsStart", args)),
  rtrim: of(1, 2, (...args) => call("str.stripCharsEnd", args)),
  contains: rule(2, 2, ({ args: [x, y], env }) =>
    typeIn(env, x as Expr).id === "List"
      ? call("list.contains", [x as Expr, y as Expr])
      : call("str.contains", [x as Expr, y as Expr], { literal: true }),
  ),
  starts_with: plain("str.startsWith", 2),
  ends_with: plain("str.endsWith", 2),
  string_split: of(2, 2, (...args) => call("str.split", args)),
  regexp_matches: of(2, 2, (...args) => call("str.contains", args)),
  date_part: rule(2, 2, (g) => part(written(g.args[0], "the part", g), g.args[1] as Expr, g)),
  date_trunc: rule(2, 2, (g) => {
    const unit = written(g.args[0], "the unit", g).toLowerCase();
    const every = TRUNCATED[unit];
    if (every === undefined)
      throw g.env.binder.source.error(g.call, `there is no unit "${unit}" here`, "NOT_SUPPORTED");
    return call("dt.truncate", [g.args[1] as Expr, lit(every, Utf8)]);
  }),
  strftime: rule(2, 2, (g) =>
    call("dt.toString", [g.args[0] as Expr], { format: written(g.args[1], "the format", g) }),
  ),
  list_value: of(0, MANY, (...args) => call("concatList", args)),
};
const NAMES: Readonly<Record<string, string>> = {
  ceiling: "ceil",
  power: "pow",
  lcase: "lower",
  ucase: "upper",
  len: "length",
  char_length: "length",
  character_length: "length",
  substr: "substring",
  mid: "substring",
  prefix: "starts_with",
  suffix: "ends_with",
  split: "string_split",
  str_split: "string_split",
  string_to_array: "string_split",
  datepart: "date_part",
  datetrunc: "date_trunc",
  nvl: "coalesce",
  array_value: "list_value",
  list_contains: "contains",
  array_contains: "contains",
  array_length: "length",
};
for (const name of [...Object.keys(PARTS), "dayofweek", "epoch", "weekday"]) NAMES_OF_PARTS(name);
function NAMES_OF_PARTS(name: string): void {
  if (!Object.hasOwn(FUNCTIONS, name))
    (FUNCTIONS as Record<string, Rule>)[name] = rule(1, 1, (g) => part(name, g.args[0] as Expr, g));
}

/** A function of one row. */
export function scalarFunction(name: string, e: Call, env: Env): Expr {
  const { source } = env.binder;
  const key = Object.hasOwn(NAMES, name) ? (NAMES[name] as string) : name;
  const found = Object.hasOwn(FUNCTIONS, key) ? FUNCTIONS[key] : undefined;
  if (found === undefined) {
    const close = nearest(name, [...Object.keys(FUNCTIONS), ...Object.keys(NAMES)]);
    throw source.error(
      e,
      `there is no function ${name}()${close === undefined ? "" : `; did you mean ${close}()?`}`,
      "NOT_SUPPORTED",
    );
  }
  if (e.distinct || e.filter !== undefined || e.orderBy !== undefined)
    throw source.error(e, `${name}() is no aggregate: it takes no distinct, filter or order by`);
  if (e.args.length < found.least || e.args.length > found.most) {
    const wanted =
      found.least === found.most
        ? String(found.least)
        : found.most === MANY
          ? `at least ${found.least}`
          : `${found.least} to ${found.most}`;
    throw source.error(e, `${name}() takes ${wanted} arguments, not ${e.args.length}`);
  }
  return found.make({ args: e.args.map((a) => bind(a.value, env)), env, call: e });
}
