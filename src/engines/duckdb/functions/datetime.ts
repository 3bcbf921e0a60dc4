import type { Rules } from "../../../engine/rules.ts";
import type { DatetimeName } from "../../../expr/functions/datetime.ts";
import { missing } from "../../../engine/rules.ts";
import type { FunctionSql } from "../scope.ts";

export const DATETIME: Rules<DatetimeName, FunctionSql> = {
  "dt.year": missing("ours", "calendar functions over counts are not written in SQL yet"),
};
