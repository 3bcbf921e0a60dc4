import { expect, test } from "vitest";
import { Roster } from "../../src/core/roster.ts";

test("is a map", () => {
  const roster = new Roster<string, number>();
  roster.set("a", 1);
  roster.set("b", 2);
  roster.set("a", 3);
  expect([roster.size, roster.get("a"), roster.get("c"), roster.has("b")]).toEqual([2, 3, undefined, true]);
  expect([roster.keys(), roster.values()]).toEqual([
    ["b", "a"],
    [2, 3],
  ]);
  expect([roster.delete("b"), roster.delete("b"), roster.size]).toEqual([true, false, 1]);
  roster.clear();
  expect([roster.size, roster.values()]).toEqual([0, []]);
});
