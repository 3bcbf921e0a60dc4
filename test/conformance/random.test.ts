import fc from "fast-check";
import { expect, test } from "vitest";
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

test("random queries give the same on both engines", { timeout: 300_000 }, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1 << 20), { minLength: 20, maxLength: 220, size: "max" }), async (choices) => {
      const q = randomQuery(new Tape(choices));
      const plan = resolvePlan(q.plan);
      if (plan.isErr || duckdb.gaps(plan.value).length > 0) return;
      const [a, b] = [await outcome(q, "wasm"), await outcome(q, "duckdb")];
      compared++;
      const found =
        a instanceof PolaroidError || b instanceof PolaroidError
          ? a instanceof PolaroidError && b instanceof PolaroidError ? [] : [`wasm: ${a instanceof PolaroidError ? a.message : "rows"}`, `duckdb: ${b instanceof PolaroidError ? b.message : "rows"}`]
          : differencesOf(b, a, { order: promisesOrder(q.plan), floats: toleranceOf(q.plan) });
      if (found.length > 0) throw new Error([planText(q.plan), ...found, polars(q, a)].join("\n"));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  console.log(`random: queries ${RUNS}, compared ${compared}`);
  expect(compared).toBeGreaterThan(RUNS / 4);
});
