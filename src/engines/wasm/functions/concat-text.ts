import { type BytesColumn, bytesColumn, type DictColumn, dictColumn } from "../../../arrow/column.ts";
import { plainText } from "../../../arrow/concat.ts";
import { Utf8 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { jointNulls, nullsOf, resultOf, rowsOf } from "./operands.ts";

type Text = BytesColumn | DictColumn;

/** Copies a text's bytes; gives the place behind them. */
export function copyBytes(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number {
  if (end - start > 32) to.set(from.subarray(start, end), at);
  else for (let j = start, k = at; j < end; j++, k++) to[k] = from[j] as number;
  return at + end - start;
}

function join(
  a: BytesColumn,
  sa: number,
  b: BytesColumn,
  sb: number,
  n: number,
): { offsets: Int32Array; data: Uint8Array } {
  const offsets = new Int32Array(n + 1);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const [p, q] = [i * sa, i * sb];
    total +=
      (a.offsets[p + 1] as number) - (a.offsets[p] as number) + (b.offsets[q + 1] as number) - (b.offsets[q] as number);
    if (total > 0x7fffffff) throw new PolaroidError("LIMIT_EXCEEDED", "joined texts would pass 2 GiB in one batch");
    offsets[i + 1] = total;
  }
  const data = new Uint8Array(total);
  for (let i = 0, at = 0; i < n; i++) {
    const [p, q] = [i * sa, i * sb];
    at = copyBytes(a.data, a.offsets[p] as number, a.offsets[p + 1] as number, data, at);
    at = copyBytes(b.data, b.offsets[q] as number, b.offsets[q + 1] as number, data, at);
  }
  return { offsets, data };
}

/** One text behind the other. */
export function concatText(x: Value, y: Value, length: number): Value {
  const args = [x, y];
  const nulls = jointNulls(args, length);
  if (nulls === undefined) return nullsOf(args, Utf8, length);
  const [a, b] = [columnIn(x) as Text, columnIn(y) as Text];
  // Entries that differ still differ with the same text before or behind them.
  const coded = isScalar(x) ? b : a;
  if (isScalar(x) !== isScalar(y) && coded.layout === "dict") {
    const [p, q] = isScalar(x) ? [plainText(a), coded.dictionary] : [coded.dictionary, plainText(b)];
    const { offsets, data } = join(p, isScalar(x) ? 0 : 1, q, isScalar(y) ? 0 : 1, coded.dictionary.length);
    return dictColumn(
      Utf8,
      length,
      coded.codes,
      bytesColumn(Utf8, coded.dictionary.length, offsets, data),
      nulls.validity,
      nulls.nulls,
    );
  }
  const n = rowsOf(args, length);
  const { offsets, data } = join(plainText(a), isScalar(x) ? 0 : 1, plainText(b), isScalar(y) ? 0 : 1, n);
  return resultOf(args, bytesColumn(Utf8, n, offsets, data, nulls.validity, nulls.nulls));
}
