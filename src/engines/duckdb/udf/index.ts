import type { Udf } from "./define.ts";
import { MOMENTS } from "./moments.ts";
import { decimals, NUMBERS } from "./numbers.ts";
import { PATTERNS } from "./patterns.ts";
import { TEXTS } from "./texts.ts";
import { ZONES } from "./zones.ts";

const UDFS: Readonly<Record<string, Udf>> = { ...TEXTS, ...PATTERNS, ...MOMENTS, ...ZONES, ...NUMBERS };

/** The UDF of a name, behind the prefix. */
export function udfOf(name: string): Udf | undefined {
  const decimal = /^decimal_([a-z]+)_(\d+)$/.exec(name);
  return decimal === null ? UDFS[name] : decimals(decimal[1] as string, Number(decimal[2]));
}
