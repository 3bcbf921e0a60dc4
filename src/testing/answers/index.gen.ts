// Recorded from polars by test/conformance/record.ts.
import type { Answers } from "../case.ts";
import { FRAME } from "./frame.gen.ts";
import { SELECT } from "./select.gen.ts";
import { WITH_COLUMNS } from "./with-columns.gen.ts";
import { FILTER } from "./filter.gen.ts";
import { DROP } from "./drop.gen.ts";
import { RENAME } from "./rename.gen.ts";
import { CAST } from "./cast.gen.ts";
import { DROP_NULLS } from "./drop-nulls.gen.ts";
import { SORT } from "./sort.gen.ts";
import { SLICE } from "./slice.gen.ts";
import { UNIQUE } from "./unique.gen.ts";
import { GROUP_BY } from "./group-by.gen.ts";
import { JOIN } from "./join.gen.ts";
import { CONCAT } from "./concat.gen.ts";
import { EXPLODE } from "./explode.gen.ts";
import { UNPIVOT } from "./unpivot.gen.ts";
import { PIVOT } from "./pivot.gen.ts";
import { SAMPLE } from "./sample.gen.ts";
import { WITH_ROW_INDEX } from "./with-row-index.gen.ts";
import { OVER } from "./over.gen.ts";
import { ARITHMETIC } from "./arithmetic.gen.ts";
import { LOGIC } from "./logic.gen.ts";
import { MATH } from "./math.gen.ts";
import { CONDITIONAL } from "./conditional.gen.ts";
import { COMPARE } from "./compare.gen.ts";
import { AGGREGATES } from "./aggregates.gen.ts";
import { WINDOWS } from "./windows.gen.ts";
import { ROLLING } from "./rolling.gen.ts";
import { SMOOTHING } from "./smoothing.gen.ts";
import { PIPELINES } from "./pipelines.gen.ts";
import { RESHAPES } from "./reshapes.gen.ts";
import { LISTS } from "./lists.gen.ts";
import { ELEMENTS } from "./elements.gen.ts";
import { LIST_ITEMS } from "./list-items.gen.ts";
import { ARRAYS } from "./arrays.gen.ts";
import { STRUCTS } from "./structs.gen.ts";
import { UNNEST } from "./unnest.gen.ts";
import { CATEGORIES } from "./categories.gen.ts";
import { BINARIES } from "./binaries.gen.ts";
import { STRINGS } from "./strings.gen.ts";
import { TEXTS } from "./texts.gen.ts";
import { JSON_TEXTS } from "./json-texts.gen.ts";
import { NAMES } from "./names.gen.ts";
import { DATETIME } from "./datetime.gen.ts";
import { CALENDAR } from "./calendar.gen.ts";
import { JOIN_ASOF } from "./join-asof.gen.ts";
import { JOIN_WHERE } from "./join-where.gen.ts";
import { GROUP_BY_DYNAMIC } from "./group-by-dynamic.gen.ts";
import { ROLLING_GROUPS } from "./rolling-groups.gen.ts";
import { UPSAMPLE } from "./upsample.gen.ts";
import { MERGE_SORTED } from "./merge-sorted.gen.ts";
import { SET_SORTED } from "./set-sorted.gen.ts";
import { RESAMPLE_OHLCV } from "./resample-ohlcv.gen.ts";
import { RANGES } from "./ranges.gen.ts";
import { NUMERICS } from "./numerics.gen.ts";
import { RECODE } from "./recode.gen.ts";
import { PLACES } from "./places.gen.ts";
import { STATISTICS } from "./statistics.gen.ts";
import { REARRANGE } from "./rearrange.gen.ts";
import { BINS } from "./bins.gen.ts";
import { UPDATE } from "./update.gen.ts";
import { MATCH_TO_SCHEMA } from "./match-to-schema.gen.ts";
import { QUERIES } from "./queries.gen.ts";
import { FACTS } from "./facts.gen.ts";

/** What Polars answered to each case. */
export const ANSWERS: Readonly<Record<string, Answers>> = {
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
  queries: QUERIES,
  facts: FACTS,
};
