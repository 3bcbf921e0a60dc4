import type { Column } from "../../../arrow/column.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { FieldsName } from "../../../expr/functions/names.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, isScalar, scalar, type Value } from "../value.ts";

export const FIELDS: Rules<FieldsName, Elementwise> = {
  "name.mapFields": ([v], { type }) => {
    const out = { ...columnIn(v as Value), type } as Column;
    return isScalar(v as Value) ? scalar(out) : out;
  },
};
