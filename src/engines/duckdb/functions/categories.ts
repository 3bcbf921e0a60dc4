import { missing, type Rules } from "../../../engine/rules.ts";
import type { CategoryName, CategoryWindowName } from "../../../expr/functions/categories.ts";
import type { FunctionSql } from "../scope.ts";

const todo = missing("ours", "it is not written in SQL yet");

export const CATEGORIES: Rules<CategoryName | CategoryWindowName, FunctionSql> = {
  "cat.lenBytes": todo,
  "cat.lenChars": todo,
  "cat.startsWith": todo,
  "cat.endsWith": todo,
  "cat.slice": todo,
  "cat.to": todo,
  "cat.physical": todo,
};
