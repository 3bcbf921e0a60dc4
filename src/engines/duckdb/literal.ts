import { isFloat, isInteger } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import type { LiteralValue } from "../../expr/node.ts";
import { textLiteral } from "./quote.ts";
import { sqlType } from "./types.ts";

const number = (v: number | bigint): string => {
  if (typeof v === "bigint") return String(v);
  if (Number.isNaN(v)) return "'nan'";
  if (!Number.isFinite(v)) return v > 0 ? "'inf'" : "'-inf'";
  return Object.is(v, -0) ? "'-0.0'" : `'${v}'`;
};

/** A value as SQL of exactly its type. */
export function literalSql(v: LiteralValue, type: DataType): string {
  const to = sqlType(type);
  if (v === null) return `CAST(NULL AS ${to})`;
  if (typeof v === "boolean") return v ? "true" : "false";
  if (type.id === "List" || type.id === "FixedSizeList")
    return `CAST([${(v as readonly LiteralValue[]).map((x) => literalSql(x, type.inner)).join(", ")}] AS ${to})`;
  if (v instanceof Uint8Array) return `'${[...v].map((b) => `\\x${b.toString(16).padStart(2, "0")}`).join("")}'::BLOB`;
  if (typeof v === "number" || typeof v === "bigint")
    return isFloat(type) || isInteger(type) ? `CAST(${number(v)} AS ${to})` : `CAST('${v}' AS ${to})`;
  if (type.id === "Decimal") return `CAST(${textLiteral(String(v))} AS ${to})`;
  return `${textLiteral(String(v))}::${to}`;
}
