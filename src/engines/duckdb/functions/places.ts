import { missing, type Rules } from "../../../engine/rules.ts";
import type { PlaceName } from "../../../expr/functions/places.ts";
import type { FunctionSql } from "../scope.ts";
import { CATEGORIES } from "./categories.ts";
import { among } from "./compare.ts";

const todo = missing("ours", "it is not written in SQL yet");

export const PLACES: Rules<PlaceName, FunctionSql> = {
  argSort: todo,
  argSortBy: todo,
  isLastDistinct: ([x], _, scope) =>
    `(row_number() OVER (${among(x as string, scope)} ORDER BY ${scope.row} DESC) = 1)`,
  qcut: todo,
  // Times are the counts that they are stored as there too.
  toPhysical: (args, c, scope) => {
    const codes = CATEGORIES["cat.physical"];
    const { id } = c.args[0]?.type ?? c.type;
    return (id === "Categorical" || id === "Enum") && typeof codes === "function"
      ? codes(args, c, scope)
      : (args[0] as string);
  },
};
