import type { DataType } from "../../../arrow/types.ts";
import type { ScalarName } from "../../../expr/functions/scalars.ts";
import { SCALARS } from "../../../expr/scalars/index.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { callUdf } from "../udf/define.ts";
import { scalarUdf } from "../udf/scalars.ts";

const called =
  (name: ScalarName): FunctionSql =>
  (args, { options }) =>
    callUdf(
      scalarUdf(name),
      args.map((a, i) => `CAST(${a} AS ${sqlType(SCALARS[name].takes[i] as DataType)})`),
      options,
    );

export const SCALAR_FUNCTIONS: Readonly<Record<ScalarName, FunctionSql>> = Object.fromEntries(
  Object.keys(SCALARS).map((name) => [name, called(name as ScalarName)]),
) as Readonly<Record<ScalarName, FunctionSql>>;
