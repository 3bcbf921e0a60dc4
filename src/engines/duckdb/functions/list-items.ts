import { missing, type Rules } from "../../../engine/rules.ts";
import type { ListItemName } from "../../../expr/functions/list-items.ts";
import type { FunctionSql } from "../scope.ts";

const todo = missing("ours", "it is not written in SQL yet");

export const LIST_ITEMS: Rules<ListItemName, FunctionSql> = {
  "list.item": todo,
  "list.gather": todo,
  "list.gatherEvery": todo,
  "list.shift": todo,
  "list.setUnion": todo,
  "list.setIntersection": todo,
  "list.setDifference": todo,
  "list.setSymmetricDifference": todo,
  "list.toStruct": todo,
  "list.toArray": todo,
};
