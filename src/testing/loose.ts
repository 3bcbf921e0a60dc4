import { concatAll as concatTyped } from "../api/concat.ts";
import { DataFrame } from "../api/data-frame.ts";
import { Expr } from "../api/expr/expr.ts";
import * as texts from "../api/expr/format.ts";
import * as functions from "../api/expr/functions.ts";
import * as moments from "../api/expr/moments.ts";
import * as pairs from "../api/expr/rolling-pairs.ts";
import { cs as selectors } from "../api/expr/selectors.ts";
import * as statistics from "../api/expr/statistics.ts";
import { LazyFrame } from "../api/lazy-frame.ts";
import * as ranges from "../api/ranges.ts";
import { call, type Expr as Node } from "../expr/node.ts";
import type { Plan } from "../plan/node.ts";

// The cases are about what queries mean, the ill-typed ones too: they see the API without its column types.
type Members =
  | "abs add alias all and any arccos arcsin arctan argMax argMin cast cbrt ceil clip cos cosh count cumCount cumMax cumMin cumProd cumSum degrees diff div dropNulls dt eq eqMissing"
  | "exp explode fillNan fillNull filter first floor floorDiv forwardFill backwardFill gather ge gt head implode isBetween isDuplicated isFinite isFirstDistinct isIn isInfinite isNan isNotNan isNotNull isNull isUnique"
  | "last le len list log log10 log1p lt max mean median min mod mode mul nUnique name ne neMissing neg not nullCount or over pctChange pow product quantile radians rank reverse rleId round sample shift sign sin sinh"
  | "slice sort sortBy sqrt std str struct sub sum tail tan tanh unique var xor then when otherwise"
  | "contains startsWith endsWith toLowercase toUppercase toTitlecase lenChars lenBytes replace replaceAll split stripChars stripCharsStart stripCharsEnd stripPrefix stripSuffix extract extractAll countMatches find zfill padStart padEnd toInteger toDate toDatetime toTime"
  | "year isoYear quarter month week weekday day ordinalDay hour minute second millisecond microsecond nanosecond date time timestamp epoch truncate offsetBy strftime isLeapYear monthStart monthEnd daysInMonth totalDays totalHours totalMinutes totalSeconds totalMilliseconds totalMicroseconds totalNanoseconds castTimeUnit convertTimeZone replaceTimeZone"
  | "rollingSum rollingMean rollingMin rollingMax rollingStd rollingVar rollingMedian rollingQuantile rollingSkew rollingKurtosis rollingRank rollingMap rolling cumulativeEval"
  | "rollingSumBy rollingMeanBy rollingMinBy rollingMaxBy rollingStdBy rollingVarBy rollingMedianBy rollingQuantileBy rollingRankBy"
  | "ewmMean ewmStd ewmVar ewmSum ewmMeanBy ewmSumBy interpolate interpolateBy peakMin peakMax"
  | "get join field prefix suffix keep"
  | "containsAny findMany extractMany replaceMany extractGroups splitExact splitn strptime toDecimal escapeRegex normalize jsonDecode jsonPathMatch"
  | "century millennium baseUtcOffset dstOffset combine isBusinessDay addBusinessDays stripPrefix stripSuffix prefixFields suffixFields mapFields map"
  | "arr bin cat eval agg gatherEvery item toStruct toArray toList setUnion setIntersection setDifference setSymmetricDifference concat dot unnest drop renameFields jsonEncode withFields physical to size encode decode reinterpret"
  | "arccosh arcsinh arctanh cot erf erfc truncate truncdiv rem roundSigFigs isClose bitwiseCountOnes bitwiseCountZeros bitwiseLeadingOnes bitwiseLeadingZeros bitwiseTrailingOnes"
  | "bitwiseTrailingZeros replace replaceStrict cut qcut repeatBy hash mapElements mapBatches argSort argTrue argUnique isLastDistinct toPhysical maxBy minBy"
  | "nanMax nanMin lowerBound upperBound hasNulls isEmpty isSorted indexOf searchSorted skew kurtosis entropy dot bitwiseAnd bitwiseOr bitwiseXor"
  | "approxNUnique approxQuantile append dropNans extendConstant topK bottomK topKBy bottomKBy limit hist reshape rle uniqueCounts valueCounts"
  | "binIntervals binQuantiles binRanks truediv pipeWithDtype";
type Words<T extends string> = T extends `${infer Head} ${infer Rest}` ? Head | Words<Rest> : T;
type Verb =
  | "select"
  | "withColumns"
  | "filter"
  | "drop"
  | "rename"
  | "cast"
  | "sort"
  | "topK"
  | "bottomK"
  | "slice"
  | "head"
  | "tail"
  | "unique"
  | "dropNulls"
  | "fillNull"
  | "groupBy"
  | "join"
  | "explode"
  | "unnest"
  | "unpivot"
  | "pivot"
  | "sample"
  | "withRowIndex"
  | "nullCount"
  | "agg"
  | "joinAsof"
  | "joinWhere"
  | "groupByDynamic"
  | "rolling"
  | "upsample"
  | "resampleOhlcv"
  | "mergeSorted"
  | "setSorted"
  | "update"
  | "matchToSchema"
  | "len"
  | "sum";

/** An expression without the types of its columns. */
export type Loose = { readonly "~expr": Node } & ((...args: readonly unknown[]) => Loose) & {
    readonly [K in Words<Members>]: Loose;
  };
/** A query without the types of its columns. */
export type Query = { readonly plan: Plan; collect(options?: object): Promise<DataFrame> } & {
  readonly [K in Verb]: (...args: readonly unknown[]) => Query;
};

type Call = (...args: readonly unknown[]) => Loose;
const loose = (f: unknown): Call => f as Call;
export const col: Call = loose(functions.col);
export const lit: Call = loose(functions.lit);
export const all: Call = loose(functions.all);
export const exclude: Call = loose(functions.exclude);
export const len: Call = loose(functions.len);
export const intRange: Call = loose(ranges.intRange);
export const intRanges: Call = loose(ranges.intRanges);
export const dateRange: Call = loose(ranges.dateRange);
export const dateRanges: Call = loose(ranges.dateRanges);
export const datetimeRange: Call = loose(ranges.datetimeRange);
export const datetimeRanges: Call = loose(ranges.datetimeRanges);
export const timeRange: Call = loose(ranges.timeRange);
export const timeRanges: Call = loose(ranges.timeRanges);
export const linearSpace: Call = loose(ranges.linearSpace);
export const linearSpaces: Call = loose(ranges.linearSpaces);
export const coalesce: Call = loose(functions.coalesce);
export const minHorizontal: Call = loose(functions.minHorizontal);
export const maxHorizontal: Call = loose(functions.maxHorizontal);
export const sumHorizontal: Call = loose(functions.sumHorizontal);
export const meanHorizontal: Call = loose(functions.meanHorizontal);
export const allHorizontal: Call = loose(functions.allHorizontal);
export const anyHorizontal: Call = loose(functions.anyHorizontal);
export const concatStr: Call = loose(functions.concatStr);
export const format: Call = loose(texts.format);
export const date: Call = loose(moments.date);
export const datetime: Call = loose(moments.datetime);
export const time: Call = loose(moments.time);
export const duration: Call = loose(moments.duration);
export const fromEpoch: Call = loose(moments.fromEpoch);
export const businessDayCount: Call = loose(moments.businessDayCount);
export const concatList: Call = loose(functions.concatList);
export const concatArr: Call = loose(functions.concatArr);
export const element: Call = loose(functions.element);
export const field: Call = loose(functions.field);
export const implode: Call = loose(functions.implode);
export const struct: Call = loose(functions.struct);
export const when: Call = loose(functions.when);
export const corr: Call = loose(statistics.corr);
export const cov: Call = loose(statistics.cov);
export const arctan2: Call = loose(statistics.arctan2);
export const argSortBy: Call = loose(statistics.argSortBy);
export const argWhere: Call = loose(statistics.argWhere);
export const rollingCov: Call = loose(pairs.rollingCov);
export const rollingCorr: Call = loose(pairs.rollingCorr);
export const cs: Readonly<Record<keyof typeof selectors, Call>> = selectors as unknown as Readonly<
  Record<keyof typeof selectors, Call>
>;
export const concatAll: (frames: readonly Query[], options?: object) => Query = concatTyped as unknown as (
  frames: readonly Query[],
  options?: object,
) => Query;
export const queryOf = (p: Plan): Query => new LazyFrame(p) as unknown as Query;
/** A function of the registry that has no method. */
export const apply = (fn: string, args: readonly Loose[], options: Readonly<Record<string, unknown>> = {}): Loose =>
  new Expr(
    call(
      fn,
      args.map((a) => a["~expr"]),
      options,
    ),
  ) as unknown as Loose;
type FrameMaker = new (data: object, options: object) => { lazy(): unknown };
export const frameOf = (data: object, schema: object): Query =>
  new (DataFrame as unknown as FrameMaker)(data, { schema }).lazy() as Query;
