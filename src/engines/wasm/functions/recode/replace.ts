import { type Column, isValid } from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import { formatValue } from "../../../../arrow/format-value.ts";
import { sliceColumn } from "../../../../arrow/slice.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { PolaroidError } from "../../../../core/error.ts";
import type { CallInfo, Elementwise } from "../../function.ts";
import { groupsOf } from "../../order/groups.ts";
import { columnIn, isScalar, type Value } from "../../value.ts";
import { range } from "../equality.ts";
import { resultOf, rowsOf } from "../operands.ts";

/** The items of a list that is one for all rows. */
function itemsOf(v: Value): Column {
  const { child, start, end } = range(columnIn(v));
  return sliceColumn(child, start(0), end(0) - start(0));
}

/** For each value its place among some, -1 where it is none of them. */
function places(c: Column, among: Column, fn: string): Int32Array {
  const k = among.length;
  const { ids } = groupsOf([concatColumns(c.type, [among, c])], k + c.length);
  for (let i = 0; i < k; i++)
    if (ids[i] !== i)
      throw new PolaroidError("INVALID_ARGUMENT", `${fn}: a value is there twice among those to replace`);
  const out = ids.slice(k);
  for (let i = 0; i < out.length; i++) if ((out[i] as number) >= k) out[i] = -1;
  return out;
}

const strictError = (c: Column, i: number): PolaroidError =>
  new PolaroidError(
    "OUT_OF_RANGE",
    `replaceStrict: nothing stands for ${formatValue(c, i)}; add it to the values, or give a default`,
  );

function replaced(args: readonly Value[], { type, length }: CallInfo, fn: string, strict: boolean): Value {
  const [x, old, by, rest] = args as readonly [Value, Value, Value, Value?];
  const isList = ["list", "fixedList"].includes(columnIn(by).layout);
  const among = itemsOf(old);
  const made = isList ? itemsOf(by) : columnIn(by);
  if (isList && made.length !== among.length && made.length !== 1)
    throw new PolaroidError(
      "SHAPE_MISMATCH",
      `${fn}: ${among.length} values cannot be replaced by ${made.length}; give as many, or one`,
    );
  const sized = [x, ...(isList ? [] : [by]), ...(rest === undefined ? [] : [rest])];
  const n = rowsOf(sized, length);
  const c = columnIn(x);
  const found = places(c, among, fn);
  const others = rest === undefined ? (strict ? null : c) : columnIn(rest);
  const otherStep = rest === undefined ? (isScalar(x) ? 0 : 1) : isScalar(rest) ? 0 : 1;
  const rows = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const row = isScalar(x) ? 0 : i;
    const at = found[row] as number;
    if (at >= 0) rows[i] = isList ? (made.length === 1 ? 0 : at) : isScalar(by) ? 0 : i;
    else if (others !== null) rows[i] = made.length + i * otherStep;
    else {
      if (isValid(c, row)) throw strictError(c, row);
      rows[i] = -1;
    }
  }
  const source = others === null ? made : concatColumns(type, [made, others]);
  return resultOf(sized, takeColumn(source, rows, others === null));
}

export const replace: Elementwise = (args, info) => replaced(args, info, "replace", false);
export const replaceStrict: Elementwise = (args, info) => replaced(args, info, "replaceStrict", true);
