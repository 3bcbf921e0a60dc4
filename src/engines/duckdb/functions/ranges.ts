import type { DataType } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { RangeName, RangesName } from "../../../expr/functions/ranges.ts";
import type { Typed, TypedCall } from "../../../expr/typed.ts";
import { textLiteral } from "../quote.ts";
import type { FunctionSql, Scope } from "../scope.ts";
import { callUdf } from "../udf/define.ts";
import { typeSettings } from "../udf/spans.ts";

/** A range of arguments as a list of values of a type. */
type RangeSql = (args: readonly string[], c: TypedCall, inner: DataType) => string;

const whole: RangeSql = ([start, end, step = "1"], _, { id }) =>
  callUdf(
    `whole_range_${id.toLowerCase()}`,
    [start, end, step].map((x) => `(${x})::BIGINT`),
  );

const between: RangeSql = (args, { args: [from], options }, inner) => {
  const { interval, closed } = options;
  if (inner.id === "Date32") return callUdf("days_range", args, { interval, closed });
  const [own, type] = [(from as Typed).type, inner].map(typeSettings);
  return callUdf("moments_range", args, { interval, closed, from: own, type });
};

const spaced: RangeSql = ([start, end, n], { options: { closed } }, inner) => {
  const name = inner.id === "Float64" ? "doubles" : inner.id === "Float32" ? "floats" : "counts";
  return callUdf(`space_${name}`, [start as string, end as string, `(${n})::BIGINT`], { closed });
};

const RANGE: Readonly<Record<RangeName, RangeSql>> = {
  intRange: whole,
  dateRange: between,
  datetimeRange: between,
  timeRange: between,
  linearSpace: spaced,
};

/** Whether a call makes a range of one value for each argument. */
export const isRange = (e: Typed): boolean => e.kind === "call" && Object.hasOwn(RANGE, e.fn);

/** A range as a list; arguments that are columns must have one row. */
export function rangeSql(e: TypedCall, scope: Scope, list: (e: Typed) => string): string {
  const tests: string[] = [];
  const args = e.args.map((a, i) => {
    const failed = (code: string, what: string): string =>
      `error(${textLiteral(`POLAROID:${code}:${e.fn}: argument ${i + 1} ${what}`)})`;
    const one = a.shape === "scalar";
    const values = one ? "" : list(a);
    if (!one)
      tests.push(
        `WHEN len(${values}) <> 1 THEN ${failed("SHAPE_MISMATCH", `is a column, not one value; ${e.fn}s makes a list of each row`)}`,
      );
    const value = one ? `(${scope.sql(a, scope)})` : `list_extract(${values}, 1)`;
    tests.push(`WHEN ${value} IS NULL THEN ${failed("INVALID_ARGUMENT", "is null")}`);
    return value;
  });
  return `CASE ${tests.join(" ")} ELSE ${(RANGE[e.fn as RangeName] as RangeSql)(args, e, e.type)} END`;
}

const UNREACHED: FunctionSql = (_, c) => {
  throw new PolaroidError("INTERNAL", `${c.fn} has a length of its own and is compiled as a list`);
};
const byRow =
  (range: RangeSql): FunctionSql =>
  (args, c) =>
    c.type.id === "List" || c.type.id === "FixedSizeList"
      ? range(args, c, c.type.inner)
      : UNREACHED(args, c, {} as Scope);

export const RANGES: Rules<RangeName | RangesName, FunctionSql> = {
  intRange: UNREACHED,
  dateRange: UNREACHED,
  datetimeRange: UNREACHED,
  timeRange: UNREACHED,
  linearSpace: UNREACHED,
  intRanges: byRow(whole),
  dateRanges: byRow(between),
  datetimeRanges: byRow(between),
  timeRanges: byRow(between),
  linearSpaces: byRow(spaced),
};
