import { columnFrom } from "../../arrow/build.ts";
import type { Column } from "../../arrow/column.ts";
import { allNull } from "../../arrow/take.ts";
import type { DataType } from "../../arrow/types.ts";
import type { LiteralValue } from "../../expr/node.ts";
import type { TypedLit } from "../../expr/typed.ts";

// Durations and times are stored as counts: a number here is a count too, not milliseconds.
const stored = (value: LiteralValue, type: DataType): unknown =>
  (type.id === "Duration" || type.id === "Time" || type.id === "Datetime") && typeof value === "number"
    ? BigInt(value)
    : value;

/** A literal as a column of one row. */
export const literalColumn = (e: TypedLit): Column =>
  e.value === null ? allNull(e.type, 1) : columnFrom([stored(e.value, e.type)], e.type);
