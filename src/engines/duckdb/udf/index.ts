import type { Udf } from "./define.ts";
import { MOMENTS } from "./moments.ts";
import { decimals, NUMBERS } from "./numbers.ts";
import { PATTERNS } from "./patterns.ts";
import { TEXTS } from "./texts.ts";
import { ZONES } from "./zones.ts";

const UDFS: Readonly<Record<string, Udf>> = { ...TEXTS, ...PATTERNS, ...MOMENTS, ...ZONES, ...NUMBERS };

/** The UDF of a name, behind the prefix. */
export const udfOf = (name: string): Udf | undefined => (name.includes("decimal") ? decimals(name) : UDFS[name]);
