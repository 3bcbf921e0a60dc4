import type { Rules } from "../../../engine/rules.ts";
import type { ListFormName } from "../../../expr/functions/list-forms.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";

export const LIST_FORMS: Rules<ListFormName, FunctionSql> = {
  // Fields of list_zip have no names: a cast gives them theirs by place.
  "list.zip": (args, { type }) =>
    `CASE WHEN ${args[0]} IS NULL THEN NULL ELSE CAST(list_zip(${args.join(", ")}) AS ${sqlType(type)}) END`,
  "list.flatten": ([x]) => `flatten(${x})`,
};
