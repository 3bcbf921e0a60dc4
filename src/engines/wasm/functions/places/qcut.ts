import { type Column, isValid } from "../../../../arrow/column.ts";
import { allNull } from "../../../../arrow/take.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { binNames, labelsOf, plainNumber } from "../../../../expr/breaks.ts";
import { doubles } from "../../aggregates/doubles.ts";
import type { Whole } from "../../function.ts";
import { categories } from "../recode/cut.ts";

/** The values at shares of some numbers in order, on straight lines between them. */
function quantiles(sorted: Float64Array, shares: readonly number[]): number[] {
  return shares.map((q) => {
    const at = q * (sorted.length - 1);
    const [a, b] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
    return a === b ? a : a + (b - a) * (at - Math.floor(at));
  });
}

export const qcut: Whole = ([c], { type, options }) => {
  const column = c as Column;
  const all = doubles(column);
  const leftClosed = options.leftClosed === true;
  const present = all.filter((v, i) => v === v && isValid(column, i)).sort();
  const shares = [...(options.quantiles as readonly number[])].sort((a, b) => a - b);
  const breaks = present.length === 0 ? [] : quantiles(present, shares);
  const twice = breaks.find((b, i) => i > 0 && b === breaks[i - 1]);
  if (twice !== undefined && options.allowDuplicates !== true)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `qcut: several quantiles are ${plainNumber(twice)}; ask for fewer, or { allowDuplicates: true }`,
    );
  const names = binNames(
    shares.map((_, i) => breaks[i] ?? 0),
    leftClosed,
  );
  const labels = labelsOf(options.labels, names, "qcut");
  if (present.length === 0 && type.id !== "Struct") return allNull(type, column.length);
  return categories(column, Float64Array.from(breaks), labels, leftClosed, type);
};
