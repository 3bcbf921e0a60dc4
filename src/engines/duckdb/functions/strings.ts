import type { Rules } from "../../../engine/rules.ts";
import type { StringName } from "../../../expr/functions/strings.ts";
import type { FunctionSql } from "../scope.ts";

export const STRINGS: Rules<StringName, FunctionSql> = {
  "str.contains": ([x, p], c) => (c.options.literal === true ? `contains(${x}, ${p})` : `regexp_matches(${x}, ${p})`),
};
