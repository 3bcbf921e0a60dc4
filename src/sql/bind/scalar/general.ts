import type { DataType } from "../../../arrow/types.ts";
import { call, type Expr, lit } from "../../../expr/node.ts";
import { typeIn } from "../env.ts";
import { compare } from "../operators.ts";
import { arg, type Given, MANY, type Rules, rule, typeAt, word } from "./rule.ts";

const SQL_NAMES: Readonly<Record<string, string>> = {
  Int8: "TINYINT",
  Int16: "SMALLINT",
  Int32: "INTEGER",
  Int64: "BIGINT",
  UInt8: "UTINYINT",
  UInt16: "USMALLINT",
  UInt32: "UINTEGER",
  UInt64: "UBIGINT",
  Float32: "FLOAT",
  Float64: "DOUBLE",
  Utf8: "VARCHAR",
  Categorical: "VARCHAR",
  Bool: "BOOLEAN",
  Binary: "BLOB",
  Date32: "DATE",
  Time: "TIME",
  Duration: "INTERVAL",
  Null: '"NULL"',
};
/** A type's name in SQL. */
export function sqlTypeName(t: DataType): string {
  switch (t.id) {
    case "Decimal":
      return t.precision === 38 && t.scale === 0 ? "HUGEINT" : `DECIMAL(${t.precision},${t.scale})`;
    case "Datetime":
      return t.zone !== null
        ? "TIMESTAMP WITH TIME ZONE"
        : t.unit === "us"
          ? "TIMESTAMP"
          : `TIMESTAMP_${t.unit.toUpperCase()}`;
    case "List":
      return `${sqlTypeName(t.inner)}[]`;
    case "FixedSizeList":
      return `${sqlTypeName(t.inner)}[${t.size}]`;
    case "Struct":
      return `STRUCT(${t.fields.map((f) => `${/^[a-z_][a-z0-9_]*$/.test(f.name) ? f.name : `"${f.name.replaceAll('"', '""')}"`} ${sqlTypeName(f.type)}`).join(", ")})`;
    case "Enum":
      return "VARCHAR";
    default:
      return SQL_NAMES[t.id] ?? t.id.toUpperCase();
  }
}
const extreme = (fn: string): Rules[string] =>
  rule(1, MANY, (g) => {
    const times = g.args.find((a) => /^(Date|Time)/.test(typeIn(g.env, a).id));
    const all: readonly Expr[] =
      times === undefined
        ? g.args
        : g.args.map((a) => (a.kind === "lit" && typeof a.value === "string" ? call("coalesce", [a]) : a));
    return call(fn, all);
  });
const decided = (g: Given): Expr => call("when", g.args);

export const GENERAL: Rules = {
  coalesce: rule(1, MANY, (g) => call("coalesce", g.args)),
  ifnull: rule(2, 2, (g) => call("coalesce", g.args)),
  nullif: rule(2, 2, (g) => call("when", [compare("=", arg(g, 0), arg(g, 1), g.env), lit(null), arg(g, 0)])),
  if: rule(3, 3, decided),
  greatest: extreme("maxHorizontal"),
  least: extreme("minHorizontal"),
  typeof: rule(1, 1, (g) => word(sqlTypeName(typeAt(g, 0)))),
  error: rule(1, 1, (g) => {
    throw g.env.binder.source.error(g.call, "error() is not supported", "NOT_SUPPORTED");
  }),
};
