import { isUnsigned } from "../../../arrow/type-info.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { BitName } from "../../../expr/functions/bits.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { wrapInteger } from "../wrap.ts";

const BITS_OF: Readonly<Record<string, number>> = { "8": 8, "16": 16, "32": 32, "64": 64 };
const operator =
  (op: string): FunctionSql =>
  ([a, b], { type }) =>
    type.id === "Null" ? "NULL" : `(CAST(${a} AS ${sqlType(type)}) ${op} CAST(${b} AS ${sqlType(type)}))`;

const shift =
  (left: boolean): FunctionSql =>
  ([a, b], { type }) => {
    if (type.id === "Null") return "NULL";
    const size = BITS_OF[type.id.replace(/\D/g, "")] as number;
    const power = `(1::HUGEINT << greatest(0, least(${size - 1}, (${b})::HUGEINT))::HUGEINT)`;
    const value = `(${a})::HUGEINT`;
    // DuckDB moves no negative numbers down, and a quotient is cut towards zero.
    const lower = isUnsigned(type)
      ? `${value} // ${power}`
      : `CASE WHEN ${value} < 0 THEN -((-${value} - 1) // ${power}) - 1 ELSE ${value} // ${power} END`;
    const moved = left ? wrapInteger(`${value} * ${power}`, type) : `CAST(${lower} AS ${sqlType(type)})`;
    return `CASE WHEN (${b}) < 0 OR (${b}) >= ${size} THEN CASE WHEN ${a} IS NULL THEN NULL ELSE 0 END ELSE ${moved} END`;
  };

export const BITS: Rules<BitName, FunctionSql> = {
  bitAnd: operator("&"),
  bitOr: operator("|"),
  bitXor: ([a, b], { type }) =>
    type.id === "Null" ? "NULL" : `xor(CAST(${a} AS ${sqlType(type)}), CAST(${b} AS ${sqlType(type)}))`,
  bitNot: ([a], { type }) => (type.id === "Null" ? "NULL" : `(~CAST(${a} AS ${sqlType(type)}))`),
  shiftLeft: shift(true),
  shiftRight: shift(false),
};
