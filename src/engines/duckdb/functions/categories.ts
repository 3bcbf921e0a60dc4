import type { DataType, Enum } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { CategoryName, CategoryWindowName } from "../../../expr/functions/categories.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { enumRank, enumText } from "../categories.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { STRINGS } from "./strings.ts";

const typeAt = (c: TypedCall, i: number): DataType => (c.args[i] as TypedCall).type;

const to: FunctionSql = ([n], c) => {
  const type = c.type as Enum;
  const count = type.categories.length;
  const outside =
    c.options["strict"] === false
      ? "NULL"
      : `error('POLAROID:OUT_OF_RANGE:a number is no place among ${count} categories; with { strict: false } it gives null')`;
  return `CASE WHEN ${n} IS NULL THEN NULL WHEN ${n} < 0 OR ${n} >= ${count} THEN ${outside} ELSE ${count === 0 ? "NULL" : enumText(`(${n} + 1)`, type)} END`;
};

/** Why the numbers behind categories are not known; undefined where they are. */
export const physicalGap = (c: TypedCall): string | undefined =>
  typeAt(c, 0).id === "Enum" ? undefined : "categories are text there, without numbers";

export const CATEGORIES: Rules<CategoryName | CategoryWindowName, FunctionSql> = {
  "cat.lenBytes": STRINGS["str.lenBytes"],
  "cat.lenChars": STRINGS["str.lenChars"],
  "cat.startsWith": STRINGS["str.startsWith"],
  "cat.endsWith": STRINGS["str.endsWith"],
  "cat.slice": STRINGS["str.slice"],
  "cat.to": to,
  "cat.physical": ([x], c) => `CAST(${enumRank(x as string, typeAt(c, 0) as Enum)} - 1 AS ${sqlType(c.type)})`,
};
