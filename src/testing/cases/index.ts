import type { Cases } from "../case.ts";
import { BINS, MATCH_TO_SCHEMA, UPDATE } from "./bins.ts";
import { CALENDAR } from "./calendar.ts";
import { AGGREGATES, DATETIME, LISTS, RESHAPES, WINDOWS } from "./columns.ts";
import { FACTS } from "./facts.ts";
import { CONCAT, GROUP_BY, JOIN, OVER, PIVOT } from "./groups.ts";
import { ARRAYS, ELEMENTS, LIST_ITEMS } from "./lists.ts";
import { BINARIES, CATEGORIES, STRUCTS, UNNEST } from "./nested.ts";
import { ARITHMETIC, COMPARE, CONDITIONAL, LOGIC, MATH } from "./numbers.ts";
import { PIPELINES } from "./pipelines.ts";
import { PLACES, REARRANGE, STATISTICS } from "./places.ts";
import { RANGES } from "./ranges.ts";
import { ROLLING, SMOOTHING } from "./rolling.ts";
import {
  CAST,
  DROP,
  DROP_NULLS,
  EXPLODE,
  FILTER,
  FRAME,
  QUERIES,
  RENAME,
  SAMPLE,
  SELECT,
  SLICE,
  SORT,
  UNIQUE,
  UNPIVOT,
  WITH_COLUMNS,
  WITH_ROW_INDEX,
} from "./rows.ts";
import { SCALARS } from "./scalars.ts";
import { STRINGS } from "./strings.ts";
import { JSON_TEXTS, NAMES, TEXTS } from "./texts.ts";
import {
  GROUP_BY_DYNAMIC,
  JOIN_ASOF,
  JOIN_WHERE,
  MERGE_SORTED,
  RESAMPLE_OHLCV,
  ROLLING_GROUPS,
  SET_SORTED,
  UPSAMPLE,
} from "./time.ts";
import { NUMERICS, RECODE } from "./values.ts";

/** Every case by operation. */
export const CASES: Readonly<Record<string, Cases>> = {
  frame: FRAME,
  select: SELECT,
  withColumns: WITH_COLUMNS,
  filter: FILTER,
  drop: DROP,
  rename: RENAME,
  cast: CAST,
  dropNulls: DROP_NULLS,
  sort: SORT,
  slice: SLICE,
  unique: UNIQUE,
  groupBy: GROUP_BY,
  join: JOIN,
  concat: CONCAT,
  explode: EXPLODE,
  unpivot: UNPIVOT,
  pivot: PIVOT,
  sample: SAMPLE,
  withRowIndex: WITH_ROW_INDEX,
  over: OVER,
  arithmetic: ARITHMETIC,
  logic: LOGIC,
  math: MATH,
  conditional: CONDITIONAL,
  compare: COMPARE,
  aggregates: AGGREGATES,
  windows: WINDOWS,
  rolling: ROLLING,
  smoothing: SMOOTHING,
  pipelines: PIPELINES,
  reshapes: RESHAPES,
  lists: LISTS,
  elements: ELEMENTS,
  listItems: LIST_ITEMS,
  arrays: ARRAYS,
  structs: STRUCTS,
  unnest: UNNEST,
  categories: CATEGORIES,
  binaries: BINARIES,
  strings: STRINGS,
  texts: TEXTS,
  jsonTexts: JSON_TEXTS,
  names: NAMES,
  datetime: DATETIME,
  calendar: CALENDAR,
  joinAsof: JOIN_ASOF,
  joinWhere: JOIN_WHERE,
  groupByDynamic: GROUP_BY_DYNAMIC,
  rollingGroups: ROLLING_GROUPS,
  upsample: UPSAMPLE,
  mergeSorted: MERGE_SORTED,
  setSorted: SET_SORTED,
  resampleOhlcv: RESAMPLE_OHLCV,
  ranges: RANGES,
  numerics: NUMERICS,
  recode: RECODE,
  places: PLACES,
  statistics: STATISTICS,
  rearrange: REARRANGE,
  bins: BINS,
  update: UPDATE,
  matchToSchema: MATCH_TO_SCHEMA,
  scalars: SCALARS,
  queries: QUERIES,
  facts: FACTS,
};
