import { isValid } from "../../../arrow/column.ts";
import { MOST_VALUES } from "../../../arrow/time/range.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { RangeName, RangesName } from "../../../expr/functions/ranges.ts";
import { listsOf } from "../../../expr/ranges/lists.ts";
import { between, integers, type Spans, spaced } from "../../../expr/ranges/spans.ts";
import type { Elementwise, Whole } from "../function.ts";
import { isScalar, scalar, spread } from "../value.ts";

/** One range of arguments that are one value each. */
const one =
  (name: string, spans: Spans): Whole =>
  (args, { type, options }) => {
    for (const [i, a] of args.entries()) {
      if (a.length !== 1)
        throw new PolaroidError(
          "SHAPE_MISMATCH",
          `${name} takes one value as argument ${i + 1}, not a column of ${a.length}; ${name}s makes a list of each row`,
        );
      if (!isValid(a, 0)) throw new PolaroidError("INVALID_ARGUMENT", `${name}: argument ${i + 1} is null`);
    }
    return spans(args, type, options)(0, MOST_VALUES);
  };

/** A list a row, null where an argument is. */
const byRow =
  (spans: Spans): Elementwise =>
  (args, { type, length, options }) => {
    const single = args.every(isScalar);
    const n = single ? 1 : length;
    const columns = args.map((a) => spread(a, n));
    const out = listsOf(spans, columns, n, type, options);
    return single ? scalar(out) : out;
  };

export const RANGES: Rules<RangeName, Whole> = {
  intRange: one("intRange", integers),
  dateRange: one("dateRange", between),
  datetimeRange: one("datetimeRange", between),
  timeRange: one("timeRange", between),
  linearSpace: one("linearSpace", spaced),
};
export const RANGES_BY_ROW: Rules<RangesName, Elementwise> = {
  intRanges: byRow(integers),
  dateRanges: byRow(between),
  datetimeRanges: byRow(between),
  timeRanges: byRow(between),
  linearSpaces: byRow(spaced),
};
