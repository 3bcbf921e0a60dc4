import { bitmapBytes } from "../../../arrow/bitmap.ts";
import {
  type BytesColumn,
  type Column,
  type DictColumn,
  type FixedColumn,
  isValid,
  type ListColumn,
} from "../../../arrow/column.ts";
import { plainText } from "../../../arrow/concat.ts";
import { entries } from "../../../arrow/dictionary.ts";
import { sliceColumn } from "../../../arrow/slice.ts";
import { Bool } from "../../../arrow/types.ts";
import type { Elementwise } from "../function.ts";
import { NESTED } from "../later.ts";
import { columnIn, isScalar, scalar, type Value } from "../value.ts";
import { boolOf } from "./bits.ts";
import { memberBits, textMembers } from "./members.ts";
import { EQ, numberBits } from "./number-relation.ts";
import { NO_NULLS, nullsOf, resultOf, rowsOf } from "./operands.ts";
import { relate } from "./relation.ts";
import { bitsByCode } from "./text-relation.ts";

/** Few values are compared one by one; more go into a hash table. */
const FEW = 6;

/** The rows of `c` that hold one of some values, none of them null. */
function among(c: Column, list: readonly Column[], all: Column): Uint8Array {
  const n = c.length;
  if (c.layout === "dict") {
    const members = new Set(list.map((v) => entries(plainText(v as BytesColumn | DictColumn))[0]));
    return bitsByCode(
      c.codes,
      Uint8Array.from(entries(c.dictionary), (e) => (members.has(e) ? 1 : 0)),
      n,
    );
  }
  if (list.length > FEW) {
    if (c.layout === "bytes") return textMembers(c, plainText(all as BytesColumn | DictColumn));
    if (c.layout === "fixed" && c.type.id !== "Decimal") return memberBits(c, all as FixedColumn);
  }
  const out = new Uint8Array(bitmapBytes(n));
  for (const v of list) {
    const bits =
      c.layout === "fixed" && c.type.id !== "Decimal"
        ? numberBits(EQ, 0, c, v as FixedColumn, true, n)
        : relate("eq", c, scalar(v), n);
    for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) | (bits[i] as number);
  }
  return out;
}

const sizeOf = ({ offsets }: ListColumn): number => (offsets[1] as number) - (offsets[0] as number);

/** Whether a value is in a list: one for all rows, or one a row. Null stays null unless `nullsEqual`. */
export const isIn: Elementwise = (args, { length, options }) => {
  const [x, y] = args as readonly [Value, Value];
  const nullsEqual = options.nullsEqual === true;
  const n = rowsOf(args, length);
  const list = columnIn(y);
  const c = columnIn(x);
  if (isScalar(y) && list.nulls > 0) return nullsOf(args, Bool, length);
  if (!isScalar(y)) return NESTED.code.inListOfRow(x, list, n, nullsEqual);
  const all =
    list.layout === "fixedList"
      ? sliceColumn(list.child, 0, list.size)
      : sliceColumn((list as ListColumn).child, (list as ListColumn).offsets[0] as number, sizeOf(list as ListColumn));
  if (c.layout === "null" || all.layout === "null") {
    if (!nullsEqual) return resultOf(args, boolOf(new Uint8Array(bitmapBytes(c.length)), c, c.length));
  }
  const picked: Column[] = [];
  for (let i = 0; i < all.length; i++) if (isValid(all, i)) picked.push(sliceColumn(all, i, 1));
  const dense = picked.length === all.length ? all : undefined;
  const bits = c.layout === "null" ? new Uint8Array(bitmapBytes(c.length)) : among(c, picked, dense ?? all);
  if (!nullsEqual || c.nulls === 0) return resultOf(args, boolOf(bits, c, c.length));
  const hasNull = all.nulls > 0;
  for (let i = 0; i < bits.length; i++) {
    const valid = c.validity === null ? 255 : (c.validity[i] as number);
    bits[i] = ((bits[i] as number) & valid) | (hasNull ? ~valid & 255 : 0);
  }
  return resultOf(args, boolOf(bits, NO_NULLS, c.length));
};
