import type { Statistics } from "./metadata.ts";
import * as m from "./metadata.ts";
import type { Literal, Op, Test } from "./predicate.ts";
import type { Leaf } from "./schema.ts";
import { compare, fromPlain, type Value } from "./value.ts";

/** What is known of the values of a column in some rows. */
export interface Evidence {
  readonly rows: number;
  readonly nulls: number | null;
  readonly min: Value | null;
  readonly max: Value | null;
  /** False where a bloom filter says that the value does not occur. */
  readonly holds: ((value: Literal) => boolean) | null;
}

/** Bounds of the old format are in the order of signed bytes or numbers: right for these alone. */
function trusted(leaf: Leaf): boolean {
  const { physical, storage } = leaf;
  if (physical === m.FLOAT || physical === m.DOUBLE || physical === m.BOOLEAN) return true;
  return (physical === m.INT32 || physical === m.INT64) && !storage.type.id.startsWith("UInt");
}

/** The least and greatest value that statistics promise; null where they are absent or not to be trusted. */
export function boundsOf(leaf: Leaf, s: Statistics | null, ordered: boolean): { min: Value | null; max: Value | null } {
  if (s === null || ((s.legacy || !ordered) && !trusted(leaf))) return { min: null, max: null };
  const min = s.min === null ? null : fromPlain(leaf, s.min);
  const max = s.max === null ? null : fromPlain(leaf, s.max);
  return min !== null && max !== null && compare(min, max) > 0 ? { min: null, max: null } : { min, max };
}

function mayCompare(op: Op, [low, high]: Literal, { min, max, holds }: Evidence): boolean {
  switch (op) {
    case "eq":
      if (min !== null && compare(high, min) < 0) return false;
      if (max !== null && compare(low, max) > 0) return false;
      return holds === null || holds([low, high]);
    case "lt":
      return min === null || !(compare(min, high) >= 0);
    case "le":
      return min === null || !(compare(min, high) > 0);
    case "gt":
      return max === null || !(compare(max, low) <= 0);
    case "ge":
      return max === null || !(compare(max, low) < 0);
  }
}

/** Whether rows of which this is known may pass a test of one column. */
export function mayPassColumn(test: Exclude<Test, { kind: "any" | "and" | "or" }>, e: Evidence): boolean {
  const allNull = e.nulls !== null && e.nulls >= e.rows;
  switch (test.kind) {
    case "null":
      return test.isNull ? e.nulls !== 0 : !allNull;
    case "compare":
      return !allNull && mayCompare(test.op, test.value, e);
    case "in":
      return !allNull && test.values.some((v) => mayCompare("eq", v, e));
  }
}

function comparesAll(op: Op, [low, high]: Literal, { min, max }: Evidence): boolean {
  // NaN is in no statistics, and greater than all numbers.
  const bound = op === "lt" || op === "le" ? max : min;
  if (bound === null || typeof bound === "number") return false;
  switch (op) {
    case "lt":
      return compare(bound, low) < 0;
    case "le":
      return compare(bound, low) <= 0;
    case "gt":
      return compare(bound, high) > 0;
    case "ge":
      return compare(bound, high) >= 0;
    case "eq":
      return false;
  }
}

/** Whether all rows pass. */
export function passesAll(test: Test, evidence: (column: string) => Evidence | null): boolean {
  switch (test.kind) {
    case "and":
      return test.parts.every((t) => passesAll(t, evidence));
    case "or":
      return test.parts.some((t) => passesAll(t, evidence));
    case "compare": {
      const e = evidence(test.column);
      return e !== null && e.nulls === 0 && comparesAll(test.op, test.value, e);
    }
    case "null": {
      const e = evidence(test.column);
      return e !== null && !test.isNull && e.nulls === 0;
    }
    default:
      return false;
  }
}

/** Whether any row may pass. */
export function mayPass(test: Test, evidence: (column: string) => Evidence | null): boolean {
  switch (test.kind) {
    case "any":
      return true;
    case "and":
      return test.parts.every((t) => mayPass(t, evidence));
    case "or":
      return test.parts.some((t) => mayPass(t, evidence));
    default: {
      const e = evidence(test.column);
      return e === null || mayPassColumn(test, e);
    }
  }
}
