import type { Column } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { spread } from "../value.ts";
import type { Grouped, Partition } from "./partition.ts";

/** A value as one column of one value a row. */
export function perRow(value: Grouped, parts: Partition): Column {
  if (value.per === "row") return value.column;
  return value.per === "group" ? takeColumn(value.column, parts.ids) : spread(value.value, parts.ids.length);
}
