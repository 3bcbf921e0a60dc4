import { expect, test } from "vitest";
import { memo } from "../../src/arrow/time/memo.ts";

test("memo keeps the last keys only", () => {
  const made: string[] = [];
  const of = memo((key) => {
    made.push(key);
    return key.length;
  }, 2);
  expect([of("a"), of("bb"), of("a"), of("ccc"), of("bb"), of("a")]).toEqual([1, 2, 1, 3, 2, 1]);
  expect(made).toEqual(["a", "bb", "ccc", "a"]);
});
