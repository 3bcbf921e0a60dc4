import { type Column, dictColumn, fixedColumn, isValid, structColumn } from "../../../../arrow/column.ts";
import { dictionaryOf } from "../../../../arrow/dictionary.ts";
import { floatText } from "../../../../arrow/float-text.ts";
import { Categorical, Float64, UInt32 } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { doubles } from "../../aggregates/doubles.ts";
import type { Whole } from "../../function.ts";
import { binOf } from "../recode/cut.ts";

/** Borders of bins of one width from the least value to the greatest. */
function evenEdges(c: Column, x: Float64Array, count: number): Float64Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < c.length; i++) {
    const v = x[i] as number;
    if (!isValid(c, i) || v !== v) continue;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  if (low > high) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const width = (high - low) / count;
  return Float64Array.from({ length: count + 1 }, (_, i) => (i === count ? high : low + width * i));
}

function givenEdges(bins: readonly number[]): Float64Array {
  bins.forEach((b, i) => {
    if (b !== b || (i > 0 && b <= (bins[i - 1] as number)))
      throw new PolaroidError("INVALID_ARGUMENT", `hist: the borders of bins must ascend, found ${b} at place ${i}`);
  });
  return Float64Array.from(bins);
}

/** Counts by bins that are closed on the right, the first one on both sides. */
export const hist: Whole = ([c], { type, options }) => {
  const column = c as Column;
  const x = doubles(column);
  const { bins, binCount } = options as { bins?: readonly number[] | null; binCount?: number | null };
  if (bins != null && binCount != null)
    throw new PolaroidError("INVALID_ARGUMENT", "hist takes either bins or binCount");
  const edges = bins == null ? evenEdges(column, x, binCount ?? 10) : givenEdges(bins);
  const n = Math.max(0, edges.length - 1);
  const counts = new Uint32Array(n);
  if (n > 0)
    for (let i = 0; i < column.length; i++) {
      const v = x[i] as number;
      if (!isValid(column, i) || !(v >= (edges[0] as number) && v <= (edges[n] as number))) continue;
      const bin = Math.max(0, binOf(edges, v, false) - 1);
      counts[bin] = (counts[bin] as number) + 1;
    }
  const count = fixedColumn(UInt32, n, counts);
  if (type.id !== "Struct") return count;
  const names = (): string[] =>
    Array.from(
      counts,
      (_, i) => `${i === 0 ? "[" : "("}${floatText(edges[i] as number)}, ${floatText(edges[i + 1] as number)}]`,
    );
  const children = type.fields.map(({ name }) => {
    if (name === "breakpoint") return fixedColumn(Float64, n, edges.slice(1));
    if (name === "count") return count;
    const texts = names();
    const entries = [...new Set(texts)];
    return dictColumn(
      Categorical,
      n,
      Int32Array.from(texts, (t) => entries.indexOf(t)),
      dictionaryOf(entries),
    );
  });
  return structColumn(type, n, children);
};
