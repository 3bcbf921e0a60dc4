import { expect, test } from "vitest";
import "../../src/node.ts";
import { allCases } from "../../src/testing/index.ts";
import { promisesOrder, toleranceOf } from "../../src/testing/rules.ts";
import { differencesOf } from "../../src/testing/same-frame.ts";
import { pythonWith } from "../support/python.ts";
import { askPolars } from "./polars.ts";

const found = pythonWith("polars");

test.skipIf("reason" in found)("Polars still gives the recorded answers", () => {
  const cases = allCases().filter((c) => c.fails === undefined && c.why === undefined);
  const said = askPolars(
    (found as { python: string }).python,
    cases.map((c) => c.plan().plan),
  );
  const wrong = cases.flatMap((c, i) => {
    const a = said[i];
    if (a === undefined || "error" in a) return [`${c.name}: ${a?.error}`];
    const entries = Object.entries(c.gives);
    const recorded = {
      columns: entries.map(([name, [type]]) => ({ name, type })),
      values: entries.map(([, [, values]]) => values),
    };
    const { plan } = c.plan();
    return differencesOf(a.rows, recorded, { order: promisesOrder(plan), floats: toleranceOf(plan) }).map(
      (d) => `${c.name}: ${d}`,
    );
  });
  expect(wrong).toEqual([]);
});
