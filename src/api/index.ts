export type { Batch } from "../arrow/batch.ts";
export type { Column } from "../arrow/column.ts";
export type { Field, Schema } from "../arrow/schema.ts";
export type { JsOptions } from "../arrow/to-js.ts";
export {
  Binary,
  Bool,
  Categorical,
  Date32,
  Datetime,
  Decimal,
  type DType,
  Duration,
  Enum,
  FixedSizeList,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Null,
  Nullable,
  Struct,
  Time,
  type TimeUnit,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../arrow/types.ts";
export { CODES, type CodeInfo, type ErrorCode } from "../core/codes.ts";
export { PolaroidError } from "../core/error.ts";
export type { Signal } from "../core/host.ts";
export { attempt, attemptAsync, Maybe, type Outcome, Result, run, Task, take } from "../core/result.ts";
export { setRandomSeed } from "../core/seed.ts";
export type { Mode } from "../engine/choose.ts";
export { concatAll as concat } from "./concat.ts";
export { type CollectOptions, type Configuration, configure } from "./config.ts";
export { DataFrame, Series } from "./constructors.ts";
export { type ColumnInput, type FrameOptions, type PivotOptions, tryFrame } from "./data-frame.ts";
export { DataTypes as DataType } from "./data-types.ts";
export type { AnyExpr } from "./expr/any.ts";
export type { BinOptions, RankBinOptions } from "./expr/bins.ts";
export type { Ambiguous, BusinessDays } from "./expr/business.ts";
export type { DatePart, DateParts } from "./expr/dt.ts";
export { Expr, type FillStrategy } from "./expr/expr.ts";
export { escapeRegex, format } from "./expr/format.ts";
export {
  all,
  allHorizontal,
  anyHorizontal,
  coalesce,
  col,
  concatArr,
  concatList,
  concatStr,
  count,
  element,
  exclude,
  field,
  implode,
  len,
  lit,
  maxHorizontal,
  meanHorizontal,
  minHorizontal,
  struct,
  sumHorizontal,
  when,
} from "./expr/functions.ts";
export type { IntoExpr, Literal } from "./expr/into.ts";
export {
  businessDayCount,
  type DatetimeOptions,
  type DurationParts,
  date,
  datetime,
  duration,
  fromEpoch,
  time,
} from "./expr/moments.ts";
export type {
  ClosedInterval,
  EwmOptions,
  EwmSpreadOptions,
  EwmSumOptions,
  ExprRollingOptions,
  RollingByOptions,
  RollingCovOptions,
  RollingInterpolation,
  RollingKurtosisOptions,
  RollingOptions,
  RollingPairOptions,
  RollingQuantileByOptions,
  RollingQuantileOptions,
  RollingRankByOptions,
  RollingRankMethod,
  RollingRankOptions,
  RollingShapeOptions,
  RollingSpreadByOptions,
  RollingSpreadOptions,
  WeightedOptions,
} from "./expr/rolling-options.ts";
export { rollingCorr, rollingCov } from "./expr/rolling-pairs.ts";
export { cs, cs as selectors, isSelector, Selector } from "./expr/selectors.ts";
export { approxNUnique, arctan2, argSortBy, argWhere, corr, cov } from "./expr/statistics.ts";
export {
  any,
  arange,
  cumCount,
  cumFold,
  cumReduce,
  cumSum,
  cumSumHorizontal,
  first,
  fold,
  head,
  last,
  mapBatches,
  max,
  mean,
  median,
  min,
  nth,
  nUnique,
  ones,
  quantile,
  reduce,
  repeat,
  rowIndex,
  std,
  sum,
  tail,
  var,
  zeros,
} from "./expr/top.ts";
export { GroupBy } from "./group-by.ts";
export { LazyFrame } from "./lazy-frame.ts";
export {
  alignFrames,
  collectAll,
  collectAllAsync,
  defer,
  explainAll,
  fromDict,
  fromRecords,
  jsonNormalize,
  mergeSorted,
  select,
  threadPoolSize,
  union,
} from "./lazy-functions.ts";
export { load } from "./load.ts";
export {
  fromRepr,
  getIndexType,
  mapGroups,
  pipeWithDtype,
  readDatabase,
  readParquetMetadata,
  sqlExpr,
} from "./more-functions.ts";
export {
  fromArrow,
  readIpcSchema,
  readIpcStream,
  readJson,
  readLines,
  readParquetSchema,
  scanLines,
} from "./more-io.ts";
export {
  type DatetimeRangeOptions,
  dateRange,
  dateRanges,
  datetimeRange,
  datetimeRanges,
  type IntRangeOptions,
  intRange,
  intRanges,
  linearSpace,
  linearSpaces,
  type RangeOptions,
  type SpacesOptions,
  timeRange,
  timeRanges,
} from "./ranges.ts";
export type { DatabaseConnection, IfTableExists } from "./rare/database.ts";
export type { MatchArguments } from "./rare/match.ts";
export type { UpdateArguments } from "./rare/update.ts";
export {
  type CsvOptions,
  type HeldTo,
  type NdjsonOptions,
  type ParquetOptions,
  read,
  readAvro,
  readCsv,
  readIpc,
  readNdjson,
  readParquet,
  type ScanOptions,
  scan,
  scanCsv,
  scanIpc,
  scanNdjson,
  scanParquet,
  sql,
  tryRead,
} from "./read.ts";
export type { SqlOptions } from "./sql.ts";
export { schemaText, typeName } from "./texts.ts";
export type {
  AsofArguments,
  DynamicArguments,
  OhlcvArguments,
  RollingArguments,
  UpsampleArguments,
  WhereOptions,
} from "./time-verbs.ts";
export type { FrameKind, Frames } from "./types/frames.ts";
export type {
  BoolExpr,
  Cols,
  DurationExpr,
  ListExpr,
  NumExpr,
  PlainExpr,
  StrExpr,
  StructExpr,
  TemporalExpr,
  Typed,
} from "./types/made.ts";
export type { Row } from "./types/rows.ts";
export type { Names } from "./types/schema.ts";
export type {
  JoinArguments,
  SampleArguments,
  SortOptions,
  UniqueOptions,
  UnnestOptions,
  UnpivotOptions,
} from "./verbs.ts";
export type { AvroWriteOptions, CsvWriteOptions, IpcWriteOptions, ParquetWriteOptions } from "./write.ts";
