import { BINS } from "./bins.ts";
import { BYTES, typedBytes } from "./bytes.ts";
import { DAYS } from "./days.ts";
import type { Udf } from "./define.ts";
import { FORMS, jsonDecoder } from "./forms.ts";
import { MANY } from "./many.ts";
import { MOMENTS } from "./moments.ts";
import { decimals, NUMBERS } from "./numbers.ts";
import { NUMERIC_CURVES } from "./numerics.ts";
import { PATTERNS } from "./patterns.ts";
import { SCALAR_UDFS } from "./scalars.ts";
import { SPANS, wholeRanges } from "./spans.ts";
import { TEXTS } from "./texts.ts";
import { INDEX_WINDOWS } from "./windows.ts";
import { ZONES } from "./zones.ts";

const UDFS: Readonly<Record<string, Udf>> = {
  ...TEXTS,
  ...BYTES,
  ...PATTERNS,
  ...MANY,
  ...FORMS,
  ...MOMENTS,
  ...DAYS,
  ...ZONES,
  ...NUMBERS,
  ...NUMERIC_CURVES,
  ...SPANS,
  ...BINS,
  ...INDEX_WINDOWS,
  ...SCALAR_UDFS,
};

/** The UDF of a name, behind the prefix. */
export const udfOf = (name: string): Udf | undefined =>
  UDFS[name] ??
  jsonDecoder(name) ??
  typedBytes(name) ??
  wholeRanges(name) ??
  (name.includes("decimal") ? decimals(name) : undefined);
