import { missing, type Rules } from "../../../engine/rules.ts";
import type { StructName } from "../../../expr/functions/structs.ts";
import { fieldName, textLiteral } from "../quote.ts";
import type { FunctionSql } from "../scope.ts";

const todo = missing("ours", "it is not written in SQL yet");

export const STRUCTS: Rules<StructName, FunctionSql> = {
  "struct.field": ([s], c) => `struct_extract(${s}, ${textLiteral(fieldName(String(c.options["name"])))})`,
  "struct.drop": todo,
  "struct.renameFields": todo,
  "struct.jsonEncode": todo,
  "struct.withFields": todo,
  "struct.eval": todo,
};
