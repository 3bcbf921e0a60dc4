import { columnFrom } from "../../arrow/build.ts";
import type { Column } from "../../arrow/column.ts";
import type { DataType } from "../../arrow/types.ts";
import { functionArgument } from "../../core/argument.ts";
import { dataType } from "../../expr/data-type.ts";
import type { Series } from "../series.ts";
import { seriesMaker } from "./series-maker.ts";

const isColumn = (v: unknown): v is { readonly column: Column } =>
  typeof v === "object" && v !== null && "column" in v;

/** A function of a Series as one of its column; it may give a Series, a list, a typed array or one value. */
export function ofColumn(f: (values: Series<any>) => unknown, type: DataType | null): (c: Column) => Column {
  functionArgument(f, "what mapBatches is given");
  return (c) => {
    const made = f(seriesMaker.make?.("", c) as Series<any>);
    if (isColumn(made)) return made.column;
    const to = type ?? c.type;
    if (ArrayBuffer.isView(made)) return columnFrom(made as unknown as ArrayLike<unknown>);
    return columnFrom(Array.isArray(made) ? made : [made ?? null], to);
  };
}

/** The type that a function is said to give, checked. */
export const returned = (fn: string, type: unknown): DataType | null => (type == null ? null : dataType(type, fn));
