import { expect } from "vitest";
import { batch } from "../../../../src/arrow/batch.ts";
import { countBits } from "../../../../src/arrow/bitmap.ts";
import { columnFrom } from "../../../../src/arrow/build.ts";
import { type Column, fixedColumn } from "../../../../src/arrow/column.ts";
import { dictionaryOf } from "../../../../src/arrow/dictionary.ts";
import { formatValue } from "../../../../src/arrow/format-value.ts";
import { field, schema } from "../../../../src/arrow/schema.ts";
import { sliceColumn } from "../../../../src/arrow/slice.ts";
import { takeColumn } from "../../../../src/arrow/take.ts";
import { typeName } from "../../../../src/arrow/type-info.ts";
import { type DataType, Int32 } from "../../../../src/arrow/types.ts";
import { valuesOf } from "../../../../src/arrow/value.ts";
import { compile, evaluateColumn } from "../../../../src/engines/wasm/evaluate.ts";
import type { Expr } from "../../../../src/expr/node.ts";
import { resolveOne } from "../../../../src/expr/resolve.ts";

export type Columns = Readonly<Record<string, Column>>;

/** A column of JavaScript values. */
export const make = (type: DataType, values: readonly unknown[]): Column => columnFrom(values, type);

/** The same column as a part of a longer one: offsets and bitmaps that do not start at 0. */
export function shifted(c: Column, by: number): Column {
  const rows = Int32Array.from({ length: c.length + by }, (_, i) => Math.max(0, i - by));
  return c.length === 0 ? c : sliceColumn(takeColumn(c, rows), by, c.length);
}

/** The same text by codes. */
export function coded(c: Column): Column {
  const values = valuesOf(c) as (string | null)[];
  const texts = [...new Set(values.filter((v) => v !== null))];
  const codes = Int32Array.from(values, (v) => (v === null ? 0 : texts.indexOf(v)));
  return {
    layout: "dict",
    type: c.type,
    length: c.length,
    nulls: c.nulls,
    validity: c.validity,
    codes,
    dictionary: dictionaryOf(texts.length === 0 ? [""] : texts),
  };
}

/** Throws unless a column keeps what every column promises. */
export function sound(c: Column): void {
  expect(c.validity === null).toBe(c.nulls === 0);
  if (c.validity !== null) expect(c.length - countBits(c.validity, c.length)).toBe(c.nulls);
  if (c.layout === "fixed") expect(c.values.length).toBe(c.type.id === "Decimal" ? 2 * c.length : c.length);
  if (c.layout === "list") sound(c.child);
  if (c.layout === "struct") for (const child of c.children) sound(child);
}

/** An expression over columns, as the engine computes it. */
export function evaluate(e: Expr, columns: Columns = {}): Column {
  const names = Object.keys(columns);
  const length = names.length === 0 ? 1 : (columns[names[0] as string] as Column).length;
  const all = names.length === 0 ? { "": fixedColumn(Int32, 1, new Int32Array(1)) } : columns;
  const s = schema(Object.entries(all).map(([name, c]) => field(name, c.type, c.nulls > 0)));
  const { input } = resolveOne(e, s);
  const out = evaluateColumn(compile(input), batch(s, Object.values(all), length));
  sound(out);
  expect(typeName(out.type)).toBe(typeName(input.type));
  if (!input.nullable) expect(out.nulls).toBe(0);
  return out;
}

export const values = (e: Expr, columns: Columns = {}): unknown[] => valuesOf(evaluate(e, columns));
export const shown = (e: Expr, columns: Columns = {}): string[] => {
  const c = evaluate(e, columns);
  return Array.from({ length: c.length }, (_, i) => formatValue(c, i));
};
export const typeOf = (e: Expr, columns: Columns = {}): string => typeName(evaluate(e, columns).type);
