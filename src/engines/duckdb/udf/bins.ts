import { Float64, List, Utf8 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { binNames, labelsOf, plainNumber } from "../../../expr/breaks.ts";
import { rowwise, type Settings, type Udf } from "./define.ts";

type Bins = { readonly breaks: readonly number[]; readonly names: readonly string[] };

/** The bins of borders: made again where the borders are others. */
function binsOf(s: Settings): (breaks: readonly number[]) => Bins {
  let [key, last]: [string, Bins] = ["", { breaks: [], names: [] }];
  return (breaks) => {
    const next = breaks.join();
    if (next === key && last.names.length > 0) return last;
    const twice = breaks.find((b, i) => i > 0 && b === breaks[i - 1]);
    if (twice !== undefined && s["allowDuplicates"] !== true)
      throw new PolaroidError(
        "INVALID_ARGUMENT",
        `qcut: several quantiles are ${plainNumber(twice)}; ask for fewer, or { allowDuplicates: true }`,
      );
    last = { breaks, names: labelsOf(s["labels"], binNames(breaks, s["leftClosed"] === true), "qcut") };
    key = next;
    return last;
  };
}

const binned = (gives: Udf["gives"], give: (bins: Bins, i: number) => string | number): Udf =>
  rowwise([Float64, List(Float64)], gives, (s) => {
    const of = binsOf(s);
    return (x: number, borders: readonly number[]) => {
      if (Number.isNaN(x)) return null;
      const bins = of(borders);
      let i = 0;
      while (
        i < borders.length &&
        (s["leftClosed"] === true ? x >= (borders[i] as number) : x > (borders[i] as number))
      )
        i++;
      return give(bins, i);
    };
  });

/** The bins of numbers between borders that come with each row. */
export const BINS: Readonly<Record<string, Udf>> = {
  bin_name: binned(Utf8, ({ names }, i) => names[i] as string),
  bin_end: binned(Float64, ({ breaks }, i) => breaks[i] ?? Number.POSITIVE_INFINITY),
};
