import { expect, test } from "vitest";
import type { Batch } from "../../src/arrow/batch.ts";
import { orThrow } from "../../src/core/result.ts";
import { executeSync } from "../../src/engines/wasm/engine.ts";
import { tools } from "../../src/engines/wasm/tools.ts";
import { DataFrame } from "../../src/node.ts";
import { joinOrder, joinOrderFrom } from "../../src/optimize/join-order.ts";
import { MORE } from "../../src/optimize/more.ts";
import { type MoreRules, optimize } from "../../src/optimize/optimize.ts";
import { frameOf, type Plan } from "../../src/plan/node.ts";
import { planText } from "../../src/plan/print.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import { schemaOf } from "../../src/plan/schema.ts";
import { len, type Query } from "../../src/testing/loose.ts";
import { promisesOrder, toleranceOf } from "../../src/testing/rules.ts";
import { differencesOf, rowsOf } from "../../src/testing/same-frame.ts";
import { randomFrame } from "../conformance/random-frame.ts";
import { randomQuery } from "../conformance/random-plan.ts";
import { Tape } from "../conformance/tape.ts";
import { fc } from "../support/property.ts";

/** Joins are put in another order however little that saves. */
const EAGER: MoreRules = { ...MORE, joins: MORE.joins.map((r) => (r === joinOrder ? joinOrderFrom(0) : r)) };
const fired = new Map<string, number>();

function rows(p: Plan): readonly Batch[] | string {
  try {
    return executeSync(p);
  } catch (cause) {
    return String((cause as { code?: string }).code);
  }
}

/** What differs between a plan as it is and as the rules make it. */
function differences(q: Query): readonly string[] {
  const plan = orThrow(resolvePlan(q.plan));
  const best = orThrow(optimize(plan, tools, EAGER));
  for (const name of best.fired) fired.set(name, (fired.get(name) ?? 0) + 1);
  const [a, b] = [rows(plan), rows(best.plan)];
  // A row that fails may be one that an optimized plan does not look at.
  if (typeof a === "string") return [];
  if (typeof b === "string") return [`optimized: ${b}`, planText(best.plan)];
  const of = (p: Plan, batches: readonly Batch[]) => rowsOf(DataFrame.of(frameOf(schemaOf(p), batches)));
  const found = differencesOf(of(plan, a), of(best.plan, b), {
    order: promisesOrder(q.plan),
    floats: toleranceOf(q.plan),
  });
  return found.length === 0 ? [] : [...found, planText(best.plan)];
}

function check(make: (tape: Tape) => Query, runs: number): void {
  const choices = fc.array(fc.nat(1 << 20), { minLength: 20, maxLength: 220, size: "max" });
  const property = (tape: readonly number[]): boolean => differences(make(new Tape(tape))).length === 0;
  const { failed, counterexample } = fc.check(fc.property(choices, property), { numRuns: runs, seed: 4 });
  if (!failed || counterexample === null) return;
  const q = make(new Tape(counterexample[0]));
  expect.fail([planText(q.plan), ...differences(q)].join("\n"));
}

test("random queries give the same as they are and as the rules make them", () => {
  check(randomQuery, 1500);
  for (const name of ["pushFilters", "pushProjections", "commonExpressions", "commonSubplans"])
    expect(fired.get(name) ?? 0, name).toBeGreaterThan(0);
});

/** Inner joins of up to five frames, filters and sorts between them, a group or distinct rows above. */
function randomJoins(tape: Tape): Query {
  let q = randomFrame(tape);
  const several = 1 + tape.below(4);
  for (let i = 0; i < several; i++) {
    const again = tape.chance(3);
    let other = again ? q : randomFrame(tape);
    if (tape.chance(3)) other = other.sort("k");
    // Which row of a join comes first is not promised.
    if (tape.chance(3) && !again) other = other.unique({ subset: "k", keep: "first" });
    const how = tape.pick(["inner", "inner", "inner", "left", "semi", "cross"] as const);
    q = q.join(other, how === "cross" ? { how } : { on: tape.pick([["k"], ["i"], ["k", "i"]]), how });
    if (
      q.plan.kind === "join" &&
      orThrow(resolvePlan(q.plan)) &&
      schemaOf(orThrow(resolvePlan(q.plan))).fields.length > 24
    )
      q = q.select("k", "i");
  }
  return tape.chance(2)
    ? q.groupBy("k").agg(len().alias("n")).unique()
    : tape.chance(2)
      ? q.unique({ subset: "k", keep: "any" }).select("k")
      : q;
}

test("joins in any order give the same rows", () => {
  fired.clear();
  const some = (tape: Tape): Query => {
    try {
      const q = randomJoins(tape);
      if (resolvePlan(q.plan).isOk) return q;
    } catch {
      // Columns that are not there.
    }
    return randomFrame(new Tape([]));
  };
  check(some, 3000);
  for (const name of ["joinOrder", "dropSorts", "dropDistinct"]) expect(fired.get(name) ?? 0, name).toBeGreaterThan(0);
});
