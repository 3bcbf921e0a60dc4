import { type Missing, missing, type Rules } from "../../../engine/rules.ts";
import type { RangeName, RangesName } from "../../../expr/functions/ranges.ts";
import type { FunctionSql } from "../scope.ts";

const free: Missing = missing("ours", "ranges with a length of their own are not written in SQL yet");
const calendar: Missing = missing("ours", "ranges by the calendar are not written in SQL yet");
const space: Missing = missing("ours", "values at equal distances are not written in SQL yet");

export const RANGES: Rules<RangeName | RangesName, FunctionSql> = {
  intRange: free,
  dateRange: free,
  datetimeRange: free,
  timeRange: free,
  linearSpace: free,
  intRanges: missing("ours", "ranges of numbers are not written in SQL yet"),
  dateRanges: calendar,
  datetimeRanges: calendar,
  timeRanges: calendar,
  linearSpaces: space,
};
