export {
  Binary, Bool, Categorical, type DType, Date32, Datetime, Decimal, Duration, Enum, FixedSizeList, Float32, Float64, Int16, Int32, Int64, Int8, List, Null, type Nullable, Struct, Time, type TimeUnit, UInt16, UInt32, UInt64, UInt8, Utf8,
} from "../arrow/types.ts";
export { type Field, type Schema, schemaText } from "../arrow/schema.ts";
export type { Batch } from "../arrow/batch.ts";
export type { Column } from "../arrow/column.ts";
export type { JsOptions } from "../arrow/to-js.ts";
export { typeName } from "../arrow/type-info.ts";
export { CODES, type CodeInfo, type ErrorCode } from "../core/codes.ts";
export { PolaroidError } from "../core/error.ts";
export { attempt, attemptAsync, Maybe, type Outcome, Result, run, take, Task } from "../core/result.ts";
export type { Signal } from "../core/host.ts";
export type { Mode } from "../engine/choose.ts";
export { concatAll as concat } from "./concat.ts";
export { type CollectOptions, type Configuration, configure } from "./config.ts";
export { DataFrame, Series } from "./constructors.ts";
export { type ColumnInput, type FrameOptions, type PivotOptions, tryFrame } from "./data-frame.ts";
export { DataTypes as DataType } from "./data-types.ts";
export { Expr, type FillStrategy } from "./expr/expr.ts";
export {
  all, allHorizontal, anyHorizontal, coalesce, col, concatList, concatStr, count, cs, exclude, len, lit, maxHorizontal, meanHorizontal, minHorizontal, struct, sumHorizontal, when,
} from "./expr/functions.ts";
export type { IntoExpr, Literal } from "./expr/into.ts";
export { GroupBy } from "./group-by.ts";
export { LazyFrame } from "./lazy-frame.ts";
export {
  type CsvOptions, type NdjsonOptions, type ParquetOptions, read, readCsv, readIpc, readNdjson, readParquet, scan, scanCsv, scanIpc, scanNdjson, type ScanOptions, scanParquet, tryRead,
} from "./read.ts";
export type { Frames, FrameKind } from "./types/frames.ts";
export type { NumExpr, BoolExpr, StrExpr, TemporalExpr, DurationExpr, ListExpr, StructExpr, PlainExpr, Typed, Cols } from "./types/made.ts";
export type { Row } from "./types/rows.ts";
export type { Names } from "./types/schema.ts";
export type { AnyExpr } from "./expr/any.ts";
export type { JoinArguments, SampleArguments, SortOptions, UniqueOptions, UnpivotOptions } from "./verbs.ts";
export type { CsvWriteOptions, IpcWriteOptions, ParquetWriteOptions } from "./write.ts";
