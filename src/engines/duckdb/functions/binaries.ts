import { missing, type Rules } from "../../../engine/rules.ts";
import type { BinaryName } from "../../../expr/functions/binaries.ts";
import type { FunctionSql } from "../scope.ts";

const todo = missing("ours", "it is not written in SQL yet");

export const BINARIES: Rules<BinaryName, FunctionSql> = {
  "bin.contains": todo,
  "bin.startsWith": todo,
  "bin.endsWith": todo,
  "bin.size": todo,
  "bin.encode": todo,
  "bin.decode": todo,
  "bin.get": todo,
  "bin.head": todo,
  "bin.tail": todo,
  "bin.slice": todo,
  "bin.reinterpret": todo,
};
