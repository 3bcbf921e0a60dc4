import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pythonWith } from "../support/python.ts";
import { ANSWERS, METHODS, ownAnswer, polarsAnswers } from "./methods.ts";

const recorded = new Map(
  readFileSync(ANSWERS, "utf8")
    .trim()
    .split("\n")
    .map((l) => JSON.parse(l) as { method: string; gives: string })
    .map((a) => [a.method, a.gives]),
);
const found = pythonWith("polars", "numpy");

test("every method has an answer of Polars", () => {
  expect([...recorded.keys()]).toEqual(METHODS.map((m) => m.ours));
  expect([...recorded.values()].filter((a) => a.startsWith("error"))).toEqual([]);
});
test.each(METHODS)("$ours", (method) => {
  expect(ownAnswer(method)).toBe(recorded.get(method.ours));
});
test.skipIf("reason" in found)("Polars still says so", async () => {
  expect(await polarsAnswers((found as { python: string }).python)).toEqual([...recorded.values()]);
});
