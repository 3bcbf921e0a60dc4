import { type BytesColumn, bytesColumn, type DictColumn, dictColumn } from "../../../arrow/column.ts";
import { plainText } from "../../../arrow/concat.ts";
import { Utf8 } from "../../../arrow/types.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { jointNulls, nullsOf, resultOf, rowsOf } from "./operands.ts";
import { joinTexts } from "./strings/join-texts.ts";

type Text = BytesColumn | DictColumn;

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
    const { offsets, data } = joinTexts(
      [
        { c: p, one: isScalar(x) },
        { c: q, one: isScalar(y) },
      ],
      coded.dictionary.length,
      null,
    );
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
  const { offsets, data } = joinTexts(
    [
      { c: a, one: isScalar(x) },
      { c: b, one: isScalar(y) },
    ],
    n,
    nulls.validity,
  );
  return resultOf(args, bytesColumn(Utf8, n, offsets, data, nulls.validity, nulls.nulls));
}
