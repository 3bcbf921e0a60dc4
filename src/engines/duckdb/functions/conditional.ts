import { isFloat } from "../../../arrow/type-info.ts";
import { missing, type Rules } from "../../../engine/rules.ts";
import type { ConditionalName } from "../../../expr/functions/conditional.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { huge, wrapping } from "../wrap.ts";

const when: FunctionSql = (args) => {
  const cases: string[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) cases.push(`WHEN ${args[i]} THEN ${args[i + 1]}`);
  return `CASE ${cases.join(" ")} ELSE ${args[args.length - 1]} END`;
};

// NaN is the greatest here, and is passed over as in the aggregates of the same name.
const edge = (fn: string): FunctionSql => (args, c) =>
  isFloat(c.type) ? `coalesce(${fn}(${args.map((a) => `CASE WHEN isnan(${a}) THEN NULL ELSE ${a} END`).join(", ")}), ${args.join(", ")})` : `${fn}(${args.join(", ")})`;

export const CONDITIONAL: Rules<ConditionalName, FunctionSql> = {
  when,
  coalesce: (args) => `coalesce(${args.join(", ")})`,
  fillNull: (args) => `coalesce(${args.join(", ")})`,
  fillNullStrategy: missing("ours", "it needs windows with IGNORE NULLS, not written yet"),
  minHorizontal: edge("least"),
  maxHorizontal: edge("greatest"),
  sumHorizontal: (args, c) => wrapping(`(${args.map((a) => `coalesce(${huge(a, c.type)}, 0)`).join(" + ")})`, c.type),
  meanHorizontal: (args, c) => `CAST((${args.map((a) => `coalesce(${a}, 0)`).join(" + ")}) / nullif(${args.map((a) => `(CASE WHEN ${a} IS NULL THEN 0 ELSE 1 END)`).join(" + ")}, 0) AS ${sqlType(c.type)})`,
};
