import { describe, expect, test } from "vitest";
import "../../../src/node.ts";
import { PolaroidError, toPolaroidError } from "../../../src/core/error.ts";
import { duckdb } from "../../../src/engines/duckdb/engine.ts";
import { resolvePlan } from "../../../src/plan/resolve.ts";
import type { Loose, Query } from "../../../src/testing/loose.ts";
import { promisesOrder, toleranceOf } from "../../../src/testing/rules.ts";
import { differencesOf, type Rows, rowsOf } from "../../../src/testing/same-frame.ts";

async function outcome(q: Query, engine: string): Promise<Rows | PolaroidError> {
  try {
    return rowsOf(await q.collect({ engine }));
  } catch (cause) {
    return toPolaroidError(cause);
  }
}

/** A query gives the same rows, or fails with the same code, on DuckDB as on our own engine; it is no gap. */
export async function same(q: Query): Promise<void> {
  const plan = resolvePlan(q.plan);
  if (plan.isErr) throw plan.error;
  expect(duckdb.gaps(plan.value)).toEqual([]);
  const [ours, theirs] = [await outcome(q, "wasm"), await outcome(q, "duckdb")];
  if (ours instanceof PolaroidError || theirs instanceof PolaroidError) {
    expect(theirs instanceof PolaroidError ? theirs.code : "rows", String(theirs)).toBe(
      ours instanceof PolaroidError ? ours.code : "rows",
    );
    return;
  }
  if (ours instanceof PolaroidError || theirs instanceof PolaroidError) return;
  expect(differencesOf(theirs, ours, { order: promisesOrder(q.plan), floats: toleranceOf(q.plan) })).toEqual([]);
}

type Exprs = Readonly<Record<string, Loose>>;
/** A test for each expression of a frame. */
export const each = (name: string, input: () => Query, exprs: Exprs): unknown =>
  describe(name, () => {
    for (const [what, e] of Object.entries(exprs)) test(what, () => same(input().select(e.alias("out"))));
  });

/** One test of expressions that give a value a row, and no error. */
export const together = (name: string, input: () => Query, exprs: Exprs): unknown =>
  test(name, () => same(input().select(...Object.entries(exprs).map(([what, e]) => e.alias(what)))));
