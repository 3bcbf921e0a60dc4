import type { Struct } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { FieldsName } from "../../../expr/functions/names.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { fieldName, identifier, textLiteral } from "../quote.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";

export const FIELDS: Rules<FieldsName, FunctionSql> = {
  "name.mapFields": ([x], c) => {
    const old = ((c.args[0] as TypedCall).type as Struct).fields;
    const made = (c.type as Struct).fields.map(
      (f, i) => `${identifier(f.name)} := struct_extract(${x}, ${textLiteral(fieldName(old[i]?.name ?? ""))})`,
    );
    return `CASE WHEN ${x} IS NULL THEN NULL ELSE CAST(struct_pack(${made.join(", ")}) AS ${sqlType(c.type)}) END`;
  },
};
