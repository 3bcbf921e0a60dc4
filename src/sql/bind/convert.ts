import { typeToJson } from "../../arrow/json.ts";
import { isFloat, isInteger, isNumeric, isTemporal } from "../../arrow/type-info.ts";
import { Bool, type DataType, Datetime, Decimal, Float64, Int8, List, Utf8 } from "../../arrow/types.ts";
import { call, cast, type Expr, evaluated, lit } from "../../expr/node.ts";
import type { Span } from "../syntax/node.ts";
import { type Env, typeIn } from "./env.ts";
import { ITEM, itemEnv, itemType } from "./item.ts";
import { decimalTo, floatTo } from "./rounding.ts";
import { shared } from "./shared.ts";
import { sqlTypeName } from "./sql-name.ts";
import { checkWritten } from "./written-value.ts";

const YES = ["true", "t", "1", "yes", "y"];
const NO = ["false", "f", "0", "no", "n"];
const isNumber = (t: DataType): boolean => isNumeric(t) || t.id === "Bool";
const isList = (t: DataType): boolean => t.id === "List" || t.id === "FixedSizeList";
const word = (text: string): Expr => lit(text, Utf8);

/** Text of a value as SQL writes it: fractions of seconds without zeros behind them, exponents of two digits. */
export function textOf(x: Expr, env: Env): Expr {
  const type = typeIn(env, x);
  const plain = cast(x, Utf8);
  const replaced = (e: Expr, pattern: string, by: string): Expr =>
    call("str.replace", [e, word(pattern), word(by)], { literal: false });
  switch (type.id) {
    case "Utf8":
      return x;
    case "Float32":
    case "Float64":
      // biome-ignore lint/suspicious/noTemplateCurlyInString: groups of a regular expression
      return replaced(replaced(call("str.toLowercase", [plain]), "e(\\d)", "e+${1}"), "e([+-])(\\d)$", "e${1}0${2}");
    case "Time":
    case "Datetime": {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: groups of a regular expression
      const short = replaced(plain, "(?:\\.0+|(\\.\\d*[1-9])0+)($|[+-])", "${1}${2}");
      // biome-ignore lint/suspicious/noTemplateCurlyInString: groups of a regular expression
      return type.id === "Datetime" && type.zone !== null ? replaced(short, "([+-]\\d\\d):00$", "${1}") : short;
    }
    default:
      return plain;
  }
}

/** A number that is written out as text, without blanks, underscores and other bases. */
function writtenNumber(text: string, whole: boolean): string {
  const plain = text.trim().replace(/(?<=\d)_(?=\d)/g, "");
  return whole && /^0x[0-9a-f]+$/i.test(plain) ? String(BigInt(plain)) : plain;
}

function fromText(given: Expr, to: DataType, strict: boolean, env: Env): Expr {
  const bare = given.kind === "lit" && typeof given.value === "string" ? given.value : null;
  if (to.id === "Bool") {
    const x = shared(given, env);
    const bits = call("replaceStrict", [
      call("str.toLowercase", [x]),
      lit([...YES, ...NO], List(Utf8) as DataType),
      lit([...YES.map(() => "1"), ...NO.map(() => "0")], List(Utf8) as DataType),
      call("concatStr", [word("no boolean: "), x], { separator: "" }),
    ]);
    return cast(cast(bits, Int8, strict), Bool);
  }
  if (isTemporal(to)) {
    if (bare !== null && strict)
      checkWritten(bare.trim(), to.id === "Date32" && bare.trim().length > 10 ? (Datetime("us") as DataType) : to, to);
    const x = bare === null ? call("str.stripChars", [given]) : word(bare.trim());
    return to.id === "Date32" && (bare === null || bare.trim().length > 10)
      ? cast(cast(x, Datetime("us") as DataType, strict), to)
      : cast(x, to, strict);
  }
  if (bare !== null && strict) checkWritten(writtenNumber(bare, isInteger(to)), to);
  const x = bare === null ? call("str.stripChars", [given]) : word(writtenNumber(bare, isInteger(to)));
  if (isInteger(to)) {
    if (bare !== null && !/[.e]/i.test(bare)) return cast(x, to, strict);
    const v = shared(x, env);
    return call("coalesce", [cast(v, to, false), cast(floatTo(cast(v, Float64, strict), 0, env), to, strict)]);
  }
  if (to.id === "Decimal") {
    const scale = Math.min(36 - (to.precision - to.scale), to.scale + 10);
    if (scale > to.scale)
      return cast(decimalTo(cast(x, Decimal(38, scale) as DataType, strict), to.scale, false, env), to, strict);
  }
  return cast(x, to, strict);
}

/** What a value is as another type, by SQL's rules: fractions are rounded, times are no numbers. */
export function converted(x: Expr, to: DataType, strict: boolean, env: Env, at: Span): Expr {
  const from = typeIn(env, x);
  const refused = (code: "TYPE_MISMATCH" | "NOT_SUPPORTED"): Expr => {
    if (!strict && code === "TYPE_MISMATCH") return lit(null, to);
    throw env.binder.source.error(at, `${sqlTypeName(from)} cannot be cast to ${sqlTypeName(to)}`, code);
  };
  if ((isNumber(from) && isTemporal(to)) || (isTemporal(from) && isNumber(to))) return refused("TYPE_MISMATCH");
  if (
    isTemporal(from) &&
    isTemporal(to) &&
    (from.id === "Date32" || to.id === "Date32") &&
    (from.id === "Time" || to.id === "Time")
  )
    return refused("TYPE_MISMATCH");
  if (to.id === "Utf8" && !isList(from) && from.id !== "Struct") return textOf(x, env);
  if (from.id === "Utf8" && to.id === "List" && isNumber(itemType(to)))
    return call("str.jsonDecode", [call("str.toLowercase", [x])], { type: typeToJson(to) });
  if (from.id === "Utf8" && (isList(to) || to.id === "Struct" || to.id === "Duration")) return refused("NOT_SUPPORTED");
  if (from.id === "Utf8" && (isNumber(to) || isTemporal(to))) return fromText(x, to, strict, env);
  if (isList(from) && to.id === "List") {
    const item = converted(ITEM, itemType(to), strict, itemEnv(env, x, []), at);
    return item.kind === "cast" && item.input === ITEM
      ? cast(x, to, strict)
      : cast(evaluated(x, item, "list"), to, strict);
  }
  if (from.id === "Decimal" && isInteger(to)) return cast(decimalTo(x, 0, false, env), to, strict);
  if (from.id === "Decimal" && to.id === "Decimal" && to.scale < from.scale)
    return cast(decimalTo(x, to.scale, false, env), to, strict);
  if (isFloat(from) && to.id === "Decimal" && to.scale > 0 && to.scale < 16)
    return cast(floatTo(x, to.scale, env), to, strict);
  if (isFloat(from) && isInteger(to)) {
    const whole = call("round", [x], { decimals: 0 });
    if (!to.id.startsWith("U")) return cast(whole, to, strict);
    const v = shared(x, env);
    return cast(
      call("when", [call("lt", [v, lit(0)]), call("floor", [v]), call("round", [v], { decimals: 0 })]),
      to,
      strict,
    );
  }
  return cast(x, to, strict);
}
