import type { Column } from "../arrow/column.ts";
import { sameSchema } from "../arrow/schema.ts";
import { type Stored, valueAt } from "../arrow/value.ts";
import type { DataFrame } from "./data-frame.ts";

/** Whether two stored values are the same; NaN equals NaN. */
export function sameValue(a: Stored, b: Stored): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [x, y] = [Object.entries(a), Object.entries(b)];
  return x.length === y.length && x.every(([k, v], i) => y[i]?.[0] === k && sameValue(v as Stored, y[i][1] as Stored));
}

export function sameColumn(a: Column, b: Column): boolean {
  if (a.length !== b.length || a.nulls !== b.nulls) return false;
  for (let i = 0; i < a.length; i++) if (!sameValue(valueAt(a, i), valueAt(b, i))) return false;
  return true;
}

export function sameFrames(a: DataFrame, b: DataFrame): boolean {
  if (a.height !== b.height || !sameSchema(a.schema, b.schema)) return false;
  const [x, y] = [a.toBatch(), b.toBatch()];
  return x.columns.every((c, i) => sameColumn(c, y.columns[i] as Column));
}
