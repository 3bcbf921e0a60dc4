import { type Missing, missing, type Rules } from "../../../engine/rules.ts";
import type { RangeName, RangesName } from "../../../expr/functions/ranges.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";

const free: Missing = missing("ours", "ranges with a length of their own are not written in SQL yet");
const calendar: Missing = missing("ours", "ranges by the calendar are not written in SQL yet");
const space: Missing = missing("ours", "values at equal distances are not written in SQL yet");

const STEP = "error('POLAROID:INVALID_ARGUMENT:the step of a range is not 0')";

export const RANGES: Rules<RangeName | RangesName, FunctionSql> = {
  intRange: free,
  dateRange: free,
  datetimeRange: free,
  timeRange: free,
  linearSpace: free,
  intRanges: ([start, end, step = "1"], c) =>
    `CASE WHEN (${step}) = 0 THEN ${STEP} ELSE CAST(range((${start})::BIGINT, (${end})::BIGINT, (${step})::BIGINT) AS ${sqlType(c.type)}) END`,
  dateRanges: calendar,
  datetimeRanges: calendar,
  timeRanges: calendar,
  linearSpaces: space,
};
