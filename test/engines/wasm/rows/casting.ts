import { expect } from "vitest";
import * as t from "../../../../src/arrow/types.ts";
import { cast, col } from "../../../../src/expr/node.ts";
import { coded, make, shifted, shown, values } from "./evaluate.ts";

const a = col("a");

/** Values cast with nulls for what does not fit: the same for a part of a longer column, and for text by codes. */
export const loose = (from: t.DataType, x: readonly unknown[], to: t.DataType): unknown[] => {
  const c = make(from, x);
  const out = values(cast(a, to, false), { a: c });
  expect(values(cast(a, to, false), { a: shifted(c, 3) })).toEqual(out);
  if (from.id === "Utf8") expect(values(cast(a, to, false), { a: coded(c) })).toEqual(out);
  return out;
};
export const strict = (from: t.DataType, x: readonly unknown[], to: t.DataType): unknown[] =>
  values(cast(a, to), { a: make(from, x) });
export const text = (from: t.DataType, x: readonly unknown[]): unknown[] => strict(from, x, t.Utf8);
export const decimals = (from: t.DataType, x: readonly unknown[], to: t.Decimal): string[] =>
  shown(cast(a, to, false), { a: make(from, x) });
