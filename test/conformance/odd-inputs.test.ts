import { describe, expect, test } from "vitest";
import "../../src/node.ts";
import { LazyFrame } from "../../src/api/lazy-frame.ts";
import { toPolaroidError } from "../../src/core/error.ts";
import { engineOf } from "../../src/engine/registry.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import { promisesOrder, toleranceOf } from "../../src/testing/rules.ts";
import { differencesOf, rowsOf } from "../../src/testing/same-frame.ts";
import { pythonWith } from "../support/python.ts";
import { type Odd, oddCases } from "./odd-inputs.ts";
import { askPolars } from "./polars.ts";

const found = pythonWith("polars");

/** Where we differ from Polars on purpose, or it has no one answer. */
const APART: readonly (readonly [name: RegExp, why: string])[] = [
  [/rolling: rollingRank/, "Polars gives ranks of nothing another type than ranks"],
  [/list\.set|items of nulls|sets of columns/, "Polars makes a row of nothing, and lists of nulls of another type"],
  [/list\.gatherEvery/, "the same of lists of nulls; our lengths have 64 bits"],
  [/rollingGroups: aggregates/, "a list of nothing has no other type here"],
  [/^upsample: /, "nothing is upsampled to nothing; Polars fails"],
  [/extendConstant by what does not fit/, "Polars panics"],
  [/interpolateBy|^smoothing: (nothing but nulls|one row)/, "null as a place is an error"],
  [/searchSorted/, "of what is not sorted"],
  [/roundSigFigs/, "rounded exactly here"],
  [/^groupByDynamic: keys, then a filter/, "the filter goes first, and drops what Polars fails at"],
  [
    /^groupByDynamic: aggregates|a window of an aggregate|rollingMean of i$/,
    "sums of the largest integers, before they are divided",
  ],
  [/^joinAsof: (far apart|nothing on the right|text)/, "rows whose keys are out of order, of which none is read"],
  [
    /^calendar: (date|datetime|names of what)/,
    "parts of no calendar are an error, also where Polars cuts them to 8 bits",
  ],
  [/^bins: intervals of one width(, right)?$/, "borders between the largest integers are doubles"],
  [/statistics: get by an expression/, "a place that there is not is an error"],
];
/** Where DuckDB's own arithmetic fails on the largest numbers. */
const APART_ON_DUCKDB: typeof APART = [
  [/^rolling: rolling\w+By/, "DuckDB's frames of a range cannot pass the least integer"],
  [/^mergeSorted: /, "what is not sorted is sorted there, not merged"],
  [/^rolling: rolling(Std|Var)|statistics: corr/, "squares of 1e300 do not fit"],
];

interface Answer {
  readonly rows?: ReturnType<typeof rowsOf>;
  readonly error?: string;
}

describe.skipIf("reason" in found).each<Odd>(["no rows", "nulls", "odd values"])("every case, with %s", (how) => {
  const cases = oddCases(how);
  const { python } = found as { python: string };
  let said: readonly Answer[] | undefined;

  test.each(["wasm", "duckdb"] as const)(
    "%s agrees with Polars",
    async (name) => {
      said ??= askPolars(
        python,
        cases.map((c) => c.plan),
      );
      const engine = await engineOf(name);
      const apart = name === "duckdb" ? [...APART, ...APART_ON_DUCKDB] : APART;
      const wrong: string[] = [];
      let same = 0;
      for (const [i, { name: title, plan }] of cases.entries()) {
        const resolved = resolvePlan(plan);
        if (resolved.isOk && engine.gaps(resolved.value).length > 0) continue;
        const theirs = said[i] as Answer;
        let difference: string | undefined;
        try {
          const ours = rowsOf(await new LazyFrame(plan).collect({ engine: name }));
          difference =
            theirs.rows === undefined
              ? `rows, where Polars fails: ${theirs.error}`
              : differencesOf(ours, theirs.rows, { order: promisesOrder(plan), floats: toleranceOf(plan) })[0];
        } catch (cause) {
          const error = toPolaroidError(cause);
          if (error.code === "INTERNAL") difference = error.message;
          else if (theirs.rows !== undefined) difference = `fails: ${error.message}`;
        }
        if (difference === undefined) same++;
        else if (!apart.some(([pattern]) => pattern.test(title))) wrong.push(`${title}: ${difference.slice(0, 200)}`);
      }
      expect(wrong).toEqual([]);
      expect(same).toBeGreaterThan(1000);
    },
    240_000,
  );
});
