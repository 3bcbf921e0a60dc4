import { expect, test } from "vitest";
import { fc } from "../support/property.ts";
import "../../src/node.ts";
import { PolaroidError, toPolaroidError } from "../../src/core/error.ts";
import { duckdb } from "../../src/engines/duckdb/engine.ts";
import { planText } from "../../src/plan/print.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import type { Query } from "../../src/testing/loose.ts";
import { promisesOrder, toleranceOf } from "../../src/testing/rules.ts";
import { differencesOf, type Rows, rowsOf } from "../../src/testing/same-frame.ts";
import { pythonWith } from "../support/python.ts";
import { askPolars } from "./polars.ts";
import { randomQuery } from "./random-plan.ts";
import { Tape } from "./tape.ts";

const RUNS = Number(process.env["POLAROID_RANDOM_RUNS"] ?? 400);
const SEED = Number(process.env["POLAROID_RANDOM_SEED"] ?? 20_240_229);
const judge = pythonWith("polars");

async function outcome(q: Query, engine: string): Promise<Rows | PolaroidError> {
  try {
    return rowsOf(await q.collect({ engine }));
  } catch (cause) {
    return toPolaroidError(cause);
  }
}

// A third opinion for whoever reads the failure.
function polars(q: Query, ours: Rows | PolaroidError): string {
  if ("reason" in judge) return judge.reason;
  const [said] = askPolars(judge.python, [q.plan]);
  if (said === undefined || "error" in said) return `Polars: ${said?.error}`;
  if (ours instanceof PolaroidError) return "Polars gives rows";
  const found = differencesOf(ours, said.rows, { order: promisesOrder(q.plan), floats: toleranceOf(q.plan) });
  return found.length === 0 ? "Polars is with wasm" : `Polars is not with wasm:\n${found.join("\n")}`;
}

/** Runs a query on both engines; what differs, nothing where they agree, undefined where it cannot be asked. */
async function compare(
  q: Query,
): Promise<{ readonly found: readonly string[]; readonly ours: Rows | PolaroidError } | undefined> {
  const plan = resolvePlan(q.plan);
  if (plan.isErr || duckdb.gaps(plan.value).length > 0) return undefined;
  const [a, b] = [await outcome(q, "wasm"), await outcome(q, "duckdb")];
  const failed = [a, b].filter((x) => x instanceof PolaroidError).length;
  if (failed === 2) return { found: [], ours: a };
  if (failed === 1)
    return {
      found: [a, b].map((x, i) => `${i === 0 ? "wasm" : "duckdb"}: ${x instanceof PolaroidError ? x.message : "rows"}`),
      ours: a,
    };
  return {
    found: differencesOf(b as Rows, a as Rows, { order: promisesOrder(q.plan), floats: toleranceOf(q.plan) }),
    ours: a,
  };
}

test("random queries give the same on both engines", { timeout: 120_000 }, async () => {
  let compared = 0;
  const choices = fc.array(fc.nat(1 << 20), { minLength: 20, maxLength: 440, size: "max" });
  const property = fc.asyncProperty(choices, async (tape) => {
    const result = await compare(randomQuery(new Tape(tape)));
    if (result === undefined) return true;
    compared++;
    return result.found.length === 0;
  });
  const { failed, counterexample, seed } = await fc.check(property, {
    numRuns: RUNS,
    seed: SEED,
    interruptAfterTimeLimit: 60_000,
  });
  if (failed && counterexample != null) {
    const q = randomQuery(new Tape(counterexample[0]));
    const result = await compare(q);
    if (result !== undefined)
      expect.fail([`seed ${seed}`, planText(q.plan), ...result.found, polars(q, result.ours)].join("\n"));
  }
  expect(failed).toBe(false);
  console.log(`random: queries ${RUNS}, compared ${compared}`);
  expect(compared).toBeGreaterThan(RUNS / 4);
});
