import { expect, test } from "vitest";
import { isLike } from "../../../src/flight/sql/like.ts";

test.each([
  ["trades", "trades", true],
  ["trades", "tr%", true],
  ["trades", "%es", true],
  ["trades", "%a%e%", true],
  ["trades", "t_ades", true],
  ["trades", "_", false],
  ["trades", "", false],
  ["", "", true],
  ["", "%", true],
  ["Trades", "trades", false],
  ["a_b", "a\\_b", true],
  ["axb", "a\\_b", false],
  ["100%", "100\\%", true],
  ["a.b", "a.b", true],
  ["axb", "a.b", false],
  ["x\ny", "x%y", true],
  ["🦊a", "_a", true],
  ["\\", "\\", true],
])("%s like %s: %s", (text, pattern, found) => expect(isLike(text, pattern)).toBe(found));

test("a pattern made to take long takes no time", () => {
  const start = performance.now();
  expect(isLike("a".repeat(5_000), `${"%a".repeat(200)}b`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(500);
});
