import { bothValid } from "../../../../arrow/bitmap.ts";
import {
  type BytesColumn,
  boolColumn,
  type Column,
  type DictColumn,
  fixedColumn,
  isValid,
  type ListColumn,
} from "../../../../arrow/column.ts";
import { plainText } from "../../../../arrow/concat.ts";
import { sliceColumn } from "../../../../arrow/slice.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { Bool } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import type { Elementwise } from "../../function.ts";
import { ruleOf } from "../../tables.ts";
import { isScalar, type Value } from "../../value.ts";
import { COMPARE } from "../compare.ts";
import { Marks } from "../strings/rows.ts";
import { argTexts, fromTexts } from "../strings/texts.ts";
import { ints, listOfItem, type OfLists } from "./rows.ts";

const withIndexNulls = (out: Column, c: ListColumn, v: Value): Column => {
  if (isScalar(v) || v.validity === null) return out;
  const { validity, nulls } = bothValid(out.validity, v.validity, c.length);
  return { ...out, validity, nulls } as Column;
};

export const len: OfLists = (c, _, { type }) => {
  const out = new Uint32Array(c.length);
  for (let i = 0; i < out.length; i++) out[i] = (c.offsets[i + 1] as number) - (c.offsets[i] as number);
  return fixedColumn(type, c.length, out, c.validity, c.nulls);
};

function at(c: ListColumn, index: (i: number) => number, outside: (i: number, length: number) => void): Column {
  const rows = new Int32Array(c.length).fill(-1);
  for (let i = 0; i < rows.length; i++) {
    if (!isValid(c, i)) continue;
    const start = c.offsets[i] as number;
    const length = (c.offsets[i + 1] as number) - start;
    const k = index(i) < 0 ? index(i) + length : index(i);
    if (k >= 0 && k < length) rows[i] = start + k;
    else outside(i, length);
  }
  return takeColumn(c.child, rows, true);
}
const quiet = (): void => undefined;

export const get: OfLists = (c, [index], { options }) => {
  const v = index as Value;
  const of = ints(v);
  const loud = (i: number, length: number): void => {
    if (!isScalar(v) && !isValid(v, i)) return;
    throw new PolaroidError(
      "OUT_OF_RANGE",
      `index ${of(i)} lies outside of a list of ${length}; with { nullOnOob: true } it gives null`,
    );
  };
  return withIndexNulls(at(c, of, options.nullOnOob === true ? quiet : loud), c, v);
};
export const first: OfLists = (c) => at(c, () => 0, quiet);
export const last: OfLists = (c) => at(c, () => -1, quiet);

/** The items of all lists, and the list of each; null lists have none. */
export function flat(c: ListColumn): { readonly items: Column; readonly groups: Int32Array } {
  const start = c.offsets[0] as number;
  return { items: sliceColumn(c.child, start, (c.offsets[c.length] as number) - start), groups: listOfItem(c) };
}

/** An aggregate of each list's items: the engine's own, with the list as the group. */
const folded =
  (name: "sum" | "mean" | "min" | "max"): OfLists =>
  (c, _, { type }) => {
    const { items, groups } = flat(c);
    const fold = ruleOf("accumulators", name)({ type, argTypes: [items.type], options: {} });
    fold.update([items], groups, c.length);
    const out = fold.finish(c.length);
    const { validity, nulls } = bothValid(out.validity, c.validity, c.length);
    return { ...out, type, validity, nulls } as Column;
  };
export const sum: OfLists = folded("sum");
export const mean: OfLists = folded("mean");
export const min: OfLists = folded("min");
export const max: OfLists = folded("max");

/** Null is an item like any other. */
export const contains: OfLists = (c, [item], { type }) => {
  const bits = new Uint8Array((c.length + 7) >> 3);
  const { items, groups } = flat(c);
  const v = item as Value;
  const wanted: Value = isScalar(v) ? v : takeColumn(v, groups);
  const same = (COMPARE.eqMissing as Elementwise)([items, wanted], { type: Bool, length: items.length, options: {} });
  const found = (isScalar(same) ? same.column : same) as { readonly bits: Uint8Array };
  for (let k = 0; k < groups.length; k++) {
    if ((((found.bits[k >> 3] as number) >> (k & 7)) & 1) === 0) continue;
    const i = groups[k] as number;
    bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  }
  return boolColumn(type, c.length, bits, c.validity, c.nulls);
};

export const join: OfLists = (c, [separator], { options }) => {
  const by = separator as Value;
  const of = argTexts(by);
  const out = new Array<string>(c.length).fill("");
  const marks = new Marks(c);
  if (c.child.layout === "null") return fromTexts(out, c.validity, c.nulls);
  const child = plainText(c.child as DictColumn | BytesColumn);
  const text = argTexts(child);
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    if (!isScalar(by) && !isValid(by, i)) {
      marks.clear(i);
      continue;
    }
    const parts: string[] = [];
    for (let k = c.offsets[i] as number; k < (c.offsets[i + 1] as number); k++) {
      if (isValid(child, k)) parts.push(text(k));
      else if (options.ignoreNulls === false) {
        marks.clear(i);
        break;
      }
    }
    if (isValidMark(marks, i)) out[i] = parts.join(of(i));
  }
  return fromTexts(out, marks.nulls === 0 ? null : marks.bits, marks.nulls);
};
const isValidMark = (m: Marks, i: number): boolean => (((m.bits[i >> 3] as number) >> (i & 7)) & 1) === 1;
