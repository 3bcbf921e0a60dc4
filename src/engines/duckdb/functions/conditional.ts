import { isFloat } from "../../../arrow/type-info.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { AcrossName } from "../../../expr/functions/across.ts";
import type { ConditionalName } from "../../../expr/functions/conditional.ts";
import { aggregateSql, type FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { huge, wrapping } from "../wrap.ts";
import { AGGREGATES } from "./aggregates.ts";

const when: FunctionSql = (args) => {
  const cases: string[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) cases.push(`WHEN ${args[i]} THEN ${args[i + 1]}`);
  return `CASE ${cases.join(" ")} ELSE ${args[args.length - 1]} END`;
};

// NaN is the greatest here, and is passed over as in the aggregates of the same name.
const edge =
  (fn: string): FunctionSql =>
  (args, c) =>
    isFloat(c.type)
      ? `coalesce(${fn}(${args.map((a) => `CASE WHEN isnan(${a}) THEN NULL ELSE ${a} END`).join(", ")}), ${args.join(", ")})`
      : `${fn}(${args.join(", ")})`;

const fill: FunctionSql = ([x], c, scope) => {
  const limit = c.options["limit"] == null ? "UNBOUNDED" : String(Number(c.options["limit"]));
  const order = `OVER (${scope.partition} ORDER BY ${scope.row} ROWS BETWEEN`;
  switch (c.options["strategy"]) {
    case "forward":
      return `last_value(${x} IGNORE NULLS) ${order} ${limit} PRECEDING AND CURRENT ROW)`;
    case "backward":
      return `first_value(${x} IGNORE NULLS) ${order} CURRENT ROW AND ${limit} FOLLOWING)`;
    case "mean":
      return isFloat(c.type)
        ? `coalesce(${x}, CAST(${aggregateSql(`avg(${x})`, scope)} AS ${sqlType(c.type)}))`
        : `coalesce(${x}, CAST(${aggregateSql(`sum(${x}::HUGEINT)`, scope)} // nullif(${aggregateSql(`count(${x})`, scope)}, 0) AS ${sqlType(c.type)}))`;
    case "zero":
    case "one":
      return `coalesce(${x}, CAST(${c.options["strategy"] === "zero" ? 0 : 1} AS ${sqlType(c.type)}))`;
    default:
      return `coalesce(${x}, ${(AGGREGATES[String(c.options["strategy"]) as "min" | "max"] as FunctionSql)([x as string], c, scope)})`;
  }
};

export const CONDITIONAL: Rules<ConditionalName | AcrossName | "fillNullStrategy", FunctionSql> = {
  when,
  coalesce: (args) => `coalesce(${args.join(", ")})`,
  fillNull: (args) => `coalesce(${args.join(", ")})`,
  fillNullStrategy: fill,
  minHorizontal: edge("least"),
  maxHorizontal: edge("greatest"),
  sumHorizontal: (args, c) => wrapping(`(${args.map((a) => `coalesce(${huge(a, c.type)}, 0)`).join(" + ")})`, c.type),
  meanHorizontal: (args, c) =>
    `CAST((${args.map((a) => `coalesce(${a}, 0)`).join(" + ")}) / nullif(${args.map((a) => `(CASE WHEN ${a} IS NULL THEN 0 ELSE 1 END)`).join(" + ")}, 0) AS ${sqlType(c.type)})`,
};
