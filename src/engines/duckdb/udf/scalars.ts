import { SCALARS } from "../../../expr/scalars/index.ts";
import { rowwise, type Udf } from "./define.ts";

/** The name of a function as that of a UDF. */
export const scalarUdf = (name: string): string => `scalar_${name.replace(".", "_").toLowerCase()}`;

export const SCALAR_UDFS: Readonly<Record<string, Udf>> = Object.fromEntries(
  Object.entries(SCALARS).map(([name, { takes, gives, of }]) => [
    scalarUdf(name),
    rowwise(takes, gives, (settings) => of(settings as never)),
  ]),
);
