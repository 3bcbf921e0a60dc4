import type { Rules } from "../../../engine/rules.ts";
import type { LogicName } from "../../../expr/functions/logic.ts";
import type { FunctionSql } from "../scope.ts";

export const LOGIC: Rules<LogicName, FunctionSql> = {
  and: ([a, b]) => `(${a} AND ${b})`,
  or: ([a, b]) => `(${a} OR ${b})`,
  xor: ([a, b]) => `(${a} <> ${b})`,
  not: ([a]) => `(NOT ${a})`,
  allHorizontal: (args) => `(${args.join(" AND ")})`,
  anyHorizontal: (args) => `(${args.join(" OR ")})`,
};
