import { parseDuration } from "../../arrow/time/duration.ts";
import type { DataType } from "../../arrow/types.ts";
import type { FrameBound, WindowFrame } from "../../expr/frame.ts";

function offsetSql(offset: number | string): string {
  if (typeof offset === "number") return String(offset);
  const d = parseDuration(offset);
  const sign = d.negative ? "-" : "";
  const parts = [
    `to_months(${sign}${d.months})`,
    `to_days(${sign}${d.weeks * 7 + d.days})`,
    `to_microseconds(${sign}${d.nanoseconds / 1000n})`,
  ];
  return `(${parts.join(" + ")})`;
}
const boundSql = ({ side, offset }: FrameBound): string =>
  side === "current" ? "CURRENT ROW" : `${offset === null ? "UNBOUNDED" : offsetSql(offset)} ${side.toUpperCase()}`;
const EXCLUDED: Readonly<Record<WindowFrame["exclude"], string>> = {
  none: "",
  current: " EXCLUDE CURRENT ROW",
  group: " EXCLUDE GROUP",
  ties: " EXCLUDE TIES",
};

/** A frame as DuckDB writes it. */
export const frameSql = ({ unit, from, to, exclude }: WindowFrame): string =>
  `${unit.toUpperCase()} BETWEEN ${boundSql(from)} AND ${boundSql(to)}${EXCLUDED[exclude]}`;

/** A time, which is a count here, as what an interval can be added to. */
export function momentSql(x: string, type: DataType): string {
  if (type.id === "Date32") return `(DATE '1970-01-01' + (${x})::INTEGER)`;
  const micros =
    type.id !== "Datetime" || type.unit === "us" ? x : type.unit === "ms" ? `(${x}) * 1000` : `(${x}) // 1000`;
  return `make_timestamp((${micros})::BIGINT)`;
}
