import { parseDecimal } from "../arrow/decimal.ts";
import { isFloat, isInteger, isText, PER_SECOND } from "../arrow/type-info.ts";
import { Binary, Bool, type DataType, List, Null, Utf8 } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import type { LiteralValue } from "./node.ts";
import { fits, literalType, supertype } from "./supertype.ts";
import type { TypedLit } from "./typed.ts";

/** The type of a literal that has none given. */
export function typeOfLiteral(value: LiteralValue): DataType {
  if (value === null) return Null;
  switch (typeof value) {
    case "number":
    case "bigint":
      return literalType(value);
    case "string":
      return Utf8;
    case "boolean":
      return Bool;
    default: {
      if (value instanceof Uint8Array) return Binary;
      let inner: DataType = Null;
      for (const v of value as readonly LiteralValue[]) {
        const next = supertype(inner, typeOfLiteral(v));
        if (next === null) throw new PolaroidError("TYPE_MISMATCH", "the values of a list literal have no common type");
        inner = next;
      }
      return List(inner);
    }
  }
}

const moment = (value: bigint, from: number, to: number): bigint | undefined => {
  if (to >= from) return value * BigInt(to / from);
  const step = BigInt(from / to);
  return value % step === 0n ? value / step : undefined;
};

/** A literal's value in another type, where that is exact; undefined where a cast must do it. */
export function literalAs(e: TypedLit, to: DataType): LiteralValue | undefined {
  const { value, type } = e;
  if (value === null) return null;
  if (typeof value === "number" || typeof value === "bigint") {
    if (type.id === "Datetime" && to.id === "Datetime" && typeof value === "bigint")
      return moment(value, PER_SECOND[type.unit], PER_SECOND[to.unit]);
    if (type.id === "Duration" && to.id === "Duration" && typeof value === "bigint")
      return moment(value, PER_SECOND[type.unit], PER_SECOND[to.unit]);
    if (!isInteger(type) && !isFloat(type)) return undefined;
    if (isFloat(to)) return to.id === "Float32" ? Math.fround(Number(value)) : Number(value);
    const whole = typeof value === "bigint" || Number.isInteger(value);
    if (isInteger(to) && whole && fits(value, to)) return /64/.test(to.id) ? BigInt(value) : Number(value);
    if (to.id === "Decimal" && whole)
      return parseDecimal(String(value), to.precision, to.scale) === undefined ? undefined : String(value);
    return undefined;
  }
  if (typeof value === "string" && isText(type) && to.id === "Utf8") return value;
  if (Array.isArray(value) && (type.id === "List" || type.id === "FixedSizeList") && to.id === "List") {
    const out: LiteralValue[] = [];
    for (const v of value as readonly LiteralValue[]) {
      const item = literalAs({ ...e, value: v, type: v === null ? type.inner : type.inner }, to.inner);
      if (item === undefined) return undefined;
      out.push(item);
    }
    return Object.freeze(out);
  }
  return undefined;
}
