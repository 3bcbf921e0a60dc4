import { isDataType } from "./data-type.ts";
import { DDOF, FLAG, LITERAL, NUMBER, oneOf, type Rules, type Wanted, whole } from "./option-check.ts";

const orNull = ({ takes, words }: Wanted): Wanted => ({ takes: (v) => v === null || takes(v), words });
const FLAGS: Wanted = { takes: (v) => Array.isArray(v) && v.every(FLAG.takes), words: "true or false for each key" };
const TEXT: Wanted = { takes: (v) => typeof v === "string", words: "text" };
const SHARE: Wanted = { takes: (v) => typeof v === "number" && v >= 0 && v <= 1, words: "a number from 0 to 1" };
const FRACTION: Wanted = { takes: (v) => typeof v === "number" && v >= 0, words: "a number from 0 on" };

const TEXTS: Wanted = { takes: (v) => Array.isArray(v) && v.every(TEXT.takes), words: "a list of texts" };

const REVERSE: Rules = { reverse: FLAG };
const PARSE: Rules = { format: orNull(TEXT), strict: FLAG };
const PAD: Rules = { length: whole(0), fillChar: TEXT };
const ORDER: Rules = { descending: FLAG, nullsLast: FLAG };
const CLOSED = oneOf("left", "right", "both", "none");
const WEIGHTS: Wanted = {
  takes: (v) => Array.isArray(v) && v.every((w) => Number.isFinite(w)),
  words: "a list of numbers",
};
const SAMPLES: Rules = { minSamples: orNull(whole(0)) };
const WINDOW: Rules = { ...SAMPLES, windowSize: whole(0), weights: orNull(WEIGHTS), center: FLAG };
const STRETCH: Rules = { ...SAMPLES, windowSize: TEXT, closed: CLOSED };
const PLACES = oneOf("nearest", "lower", "higher", "midpoint", "linear", "equiprobable");
const SHAPE: Rules = { ...WINDOW, bias: FLAG, fisher: FLAG };
const TIES = oneOf("average", "min", "max", "dense");
const MANY: Rules = { asciiCaseInsensitive: FLAG };
const MATCHES: Rules = { ...MANY, overlapping: FLAG, leftmost: FLAG };
const TRANSFER = oneOf("hex", "base64");
const UNIT = oneOf("ms", "us", "ns");
const AMBIGUOUS = oneOf("raise", "earliest", "latest", "null");
const DAYS: Wanted = { takes: (v) => Array.isArray(v) && v.every(whole().takes), words: "a list of days since 1970" };
const BUSINESS: Rules = { weekMask: FLAGS, holidays: DAYS };
const EWM: Rules = { ...SAMPLES, alpha: NUMBER, adjust: FLAG, bias: FLAG, ignoreNulls: FLAG };

const FUNCTION: Wanted = { takes: (v) => typeof v === "function", words: "a function" };
const NUMBERS: Wanted = { takes: (v) => Array.isArray(v) && v.every(NUMBER.takes), words: "a list of numbers" };
const SHARES: Wanted = {
  takes: (v) => Array.isArray(v) && v.every(SHARE.takes),
  words: "a list of numbers from 0 to 1",
};
const TYPE: Wanted = { takes: isDataType, words: "a data type" };
const MOST_ROWS = 2 ** 27;
const ROWS: Wanted = {
  takes: (v) => typeof v === "number" && Number.isSafeInteger(v) && v >= 0 && v <= MOST_ROWS,
  words: `a whole number from 0 to ${MOST_ROWS}`,
};
const DIMENSIONS: Wanted = {
  takes: (v) =>
    Array.isArray(v) &&
    v.length > 0 &&
    v.length <= 16 &&
    v.every((n, i) => Number.isSafeInteger(n) && (n >= 0 || (i === 0 && n === -1)) && n <= 0x7fffffff),
  words: "a list of sizes, of which the first may be -1",
};
const MADE: Rules = { fn: FUNCTION, returnDtype: orNull(TYPE) };

const BINS: Rules = { count: orNull(whole(1)), labels: orNull(TEXTS), includeIntervals: FLAG, rightClosed: FLAG };
const SPAN: Rules = { interval: TEXT, closed: CLOSED };

/** What the options of functions may be that a page has not from the start. */
export const OPTIONS: Readonly<Record<string, Rules>> = {
  quantile: { q: SHARE, interpolation: oneOf("nearest", "lower", "higher", "midpoint", "linear") },
  shift: { n: whole() },
  diff: { n: whole() },
  pctChange: { n: whole() },
  cumSum: REVERSE,
  cumProd: REVERSE,
  cumMin: REVERSE,
  cumMax: REVERSE,
  cumCount: REVERSE,
  rollingSum: WINDOW,
  rollingMean: WINDOW,
  rollingMin: WINDOW,
  rollingMax: WINDOW,
  rollingStd: { ...WINDOW, ...DDOF },
  rollingVar: { ...WINDOW, ...DDOF },
  rollingMedian: WINDOW,
  rollingQuantile: { ...WINDOW, quantile: SHARE, interpolation: PLACES },
  rollingSkew: SHAPE,
  rollingKurtosis: SHAPE,
  rollingRank: { ...WINDOW, method: TIES },
  rollingMap: WINDOW,
  rollingCov: { ...WINDOW, ...DDOF },
  rollingCorr: WINDOW,
  rollingSumBy: STRETCH,
  rollingMeanBy: STRETCH,
  rollingMinBy: STRETCH,
  rollingMaxBy: STRETCH,
  rollingStdBy: { ...STRETCH, ...DDOF },
  rollingVarBy: { ...STRETCH, ...DDOF },
  rollingMedianBy: STRETCH,
  rollingQuantileBy: { ...STRETCH, quantile: SHARE, interpolation: PLACES },
  rollingRankBy: { ...STRETCH, method: TIES },
  rolling: { period: TEXT, offset: orNull(TEXT), closed: CLOSED },
  cumulativeEval: SAMPLES,
  ewmMean: EWM,
  ewmStd: EWM,
  ewmVar: EWM,
  ewmSum: EWM,
  ewmMeanBy: { halfLife: TEXT },
  ewmSumBy: { halfLife: TEXT },
  intRange: { dtype: TEXT },
  intRanges: { dtype: TEXT },
  dateRange: SPAN,
  dateRanges: SPAN,
  datetimeRange: { ...SPAN, timeUnit: orNull(oneOf("ms", "us", "ns")), timeZone: orNull(TEXT) },
  datetimeRanges: { ...SPAN, timeUnit: orNull(oneOf("ms", "us", "ns")), timeZone: orNull(TEXT) },
  timeRange: SPAN,
  timeRanges: SPAN,
  linearSpace: { closed: CLOSED },
  linearSpaces: { closed: CLOSED, asArray: FLAG },
  interpolate: { method: oneOf("linear", "nearest") },
  rank: { method: oneOf("average", "min", "max", "dense", "ordinal"), descending: FLAG },
  fillNullStrategy: {
    strategy: oneOf("forward", "backward", "mean", "min", "max", "zero", "one"),
    limit: orNull(whole(0)),
  },
  slice: { offset: whole(), length: orNull(whole(0)) },
  unique: { maintainOrder: FLAG },
  sort: ORDER,
  sortBy: { descending: FLAGS, nullsLast: FLAGS },
  sample: { n: orNull(whole(0)), fraction: orNull(FRACTION), withReplacement: FLAG, shuffle: FLAG, seed: whole() },
  concatStr: { separator: TEXT, ignoreNulls: FLAG },
  truncate: { decimals: whole(0) },
  roundSigFigs: { digits: whole(1) },
  isClose: { absTol: FRACTION, relTol: FRACTION, nansEqual: FLAG },
  reinterpret: { signed: orNull(FLAG), dtype: orNull(TYPE) },
  replaceStrict: { returnDtype: orNull(TYPE) },
  binIntervals: BINS,
  binQuantiles: { ...BINS, shares: orNull(SHARES) },
  binRanks: { ...BINS, shares: orNull(SHARES) },
  cut: { breaks: NUMBERS, labels: orNull(TEXTS), leftClosed: FLAG, includeBreaks: FLAG },
  hash: { seed: whole(0) },
  mapElements: { ...MADE, skipNulls: FLAG },
  mapRows: MADE,
  mapBatches: MADE,
  mapGroups: MADE,
  argSort: ORDER,
  argSortBy: { descending: FLAGS, nullsLast: FLAGS },
  qcut: { quantiles: SHARES, labels: orNull(TEXTS), leftClosed: FLAG, allowDuplicates: FLAG, includeBreaks: FLAG },
  get: { index: orNull(whole()), nullOnOob: FLAG },
  item: { allowEmpty: FLAG },
  isSorted: { descending: orNull(FLAG), nullsLast: orNull(FLAG) },
  skew: { bias: FLAG },
  kurtosis: { fisher: FLAG, bias: FLAG },
  searchSorted: { side: oneOf("any", "left", "right"), descending: FLAG },
  searchSortedAll: { side: oneOf("any", "left", "right"), descending: FLAG },
  corr: { method: oneOf("pearson", "spearman"), propagateNans: FLAG },
  cov: DDOF,
  append: { upcast: FLAG },
  extendConstant: { n: ROWS },
  gatherEvery: { n: whole(1), offset: whole(0) },
  hist: { bins: orNull(NUMBERS), binCount: orNull(ROWS), includeCategory: FLAG, includeBreakpoint: FLAG },
  reshape: { dimensions: DIMENSIONS },
  valueCounts: { sort: FLAG, name: orNull(TEXT), normalize: FLAG },
  "list.get": { nullOnOob: FLAG },
  "list.sort": ORDER,
  "str.countMatches": LITERAL,
  "str.find": LITERAL,
  "str.replace": { ...LITERAL, n: whole(0) },
  "str.replaceAll": LITERAL,
  "str.split": { inclusive: FLAG },
  "str.extract": { groupIndex: whole(0) },
  "list.zip": { names: TEXTS },
  "str.like": { escape: TEXT, ignoreCase: FLAG },
  "str.fill": { side: oneOf("start", "end") },
  "str.padStart": PAD,
  "str.padEnd": PAD,
  "str.toDate": PARSE,
  "str.toTime": PARSE,
  "str.toDatetime": { ...PARSE, timeUnit: oneOf("ms", "us", "ns"), timeZone: orNull(TEXT) },
  "str.containsAny": MANY,
  "str.findMany": MATCHES,
  "str.extractMany": MATCHES,
  "str.replaceMany": { ...MANY, leftmost: FLAG },
  "str.extractGroups": { pattern: TEXT },
  "str.splitExact": { n: whole(0), inclusive: FLAG },
  "str.splitn": { n: whole(0) },
  "str.encode": { encoding: TRANSFER },
  "str.decode": { encoding: TRANSFER, strict: FLAG },
  "str.normalize": { form: oneOf("NFC", "NFD", "NFKC", "NFKD") },
  "dt.replace": { ambiguous: AMBIGUOUS },
  "dt.isBusinessDay": BUSINESS,
  "dt.addBusinessDays": { ...BUSINESS, roll: oneOf("raise", "forward", "backward") },
  businessDayCount: BUSINESS,
  datetime: { unit: UNIT, timeZone: orNull(TEXT), ambiguous: AMBIGUOUS },
  duration: { unit: UNIT },
  "dt.truncate": { every: TEXT },
  "dt.round": { every: TEXT },
  "dt.offsetBy": { by: TEXT },
  "dt.epoch": { unit: oneOf("ms", "us", "ns", "s", "d") },
  "struct.field": { name: TEXT },
  "struct.drop": { names: TEXTS, strict: FLAG },
  "struct.renameFields": { names: TEXTS },
  "struct.withFields": { names: TEXTS },
  "struct.eval": { names: TEXTS },
  "list.item": { allowEmpty: FLAG },
  "list.gather": { nullOnOob: FLAG },
  "list.toStruct": { names: TEXTS },
  "list.toArray": { width: whole(0) },
  "arr.sort": ORDER,
  "arr.toStruct": { names: orNull(TEXTS) },
  "cat.to": { categories: TEXTS, strict: FLAG },
  "bin.size": { unit: oneOf("b", "kb", "mb", "gb", "tb") },
  "bin.encode": { encoding: oneOf("hex", "base64") },
  "bin.decode": { encoding: oneOf("hex", "base64"), strict: FLAG },
  "bin.get": { nullOnOob: FLAG },
  "bin.reinterpret": { endianness: oneOf("little", "big") },
};
