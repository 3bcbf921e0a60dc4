import { bothValid } from "../../../arrow/bitmap.ts";
import { type Column, fixedListColumn, isValid, listColumn } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { allNull, takeColumn } from "../../../arrow/take.ts";
import type { DataType } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { RangeName, RangesName } from "../../../expr/functions/ranges.ts";
import type { Elementwise, Whole } from "../function.ts";
import { MOST_VALUES } from "../time/range.ts";
import { isScalar, scalar, spread } from "../value.ts";
import { between, integers, type Spans, spaced } from "./ranges/spans.ts";

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
    const inner = (type as Extract<DataType, { inner: DataType }>).inner;
    const span = spans(columns, inner, options);
    let [validity, nulls]: [Column["validity"], number] = [null, 0];
    for (const c of columns) ({ validity, nulls } = bothValid(validity, c.validity, n));
    const parts: Column[] = [];
    const offsets = new Int32Array(n + 1);
    let total = 0;
    for (let i = 0; i < n; i++) {
      if (columns.every((c) => isValid(c, i))) {
        const made = span(i, MOST_VALUES - total);
        parts.push(made);
        total += made.length;
      } else if (type.id === "FixedSizeList") {
        parts.push(allNull(inner, type.size));
        total += type.size;
      }
      offsets[i + 1] = total;
    }
    const items = parts.length === 0 ? takeColumn(allNull(inner, 0), new Int32Array(0)) : concatColumns(inner, parts);
    const out =
      type.id === "FixedSizeList"
        ? fixedListColumn(type, n, type.size, items, validity, nulls)
        : listColumn(type, n, offsets, items, validity, nulls);
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
