import type { Rules } from "../../../engine/rules.ts";
import type { ListName } from "../../../expr/functions/lists.ts";
import type { FunctionSql } from "../scope.ts";

export const LISTS: Rules<ListName, FunctionSql> = {
  "list.len": ([x]) => `CAST(len(${x}) AS UINTEGER)`,
};
