import { missing, type Rules } from "../../../engine/rules.ts";
import type { ArrayName } from "../../../expr/functions/arrays.ts";
import type { FunctionSql } from "../scope.ts";

const todo = missing("ours", "it is not written in SQL yet");

export const ARRAYS: Rules<ArrayName, FunctionSql> = {
  "arr.toList": todo,
  "arr.sort": todo,
  "arr.reverse": todo,
  "arr.shift": todo,
  "arr.dot": todo,
  "arr.toStruct": todo,
  concatArr: todo,
};
