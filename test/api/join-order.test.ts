import { expect, test } from "vitest";
import { type DataFrame, PolaroidError } from "../../src/node.ts";
import { both, frame } from "./support.ts";

const left = frame({ k: [3, 1, 2, null, 1, 9], a: [0, 1, 2, 3, 4, 5] });
const right = frame({ k: [1, 2, 2, 3, 1, 7], b: [0, 1, 2, 3, 4, 5] });
type How = "inner" | "left" | "right" | "full" | "semi" | "cross";
type Order = "left" | "right" | "leftRight" | "rightLeft";

const BY_LEFT = "0-3 1-0 1-4 2-1 2-2 4-0 4-4";
const BY_LEFT_OUTER = "0-3 1-0 1-4 2-1 2-2 3-n 4-0 4-4 5-n";
const BY_RIGHT = "1-0 4-0 2-1 2-2 0-3 1-4 4-4";

// Recorded from polars 2.1.0.
test.each<[How, Order, string]>([
  ["inner", "left", BY_LEFT],
  ["inner", "right", BY_RIGHT],
  ["inner", "leftRight", BY_LEFT],
  ["inner", "rightLeft", BY_RIGHT],
  ["left", "left", BY_LEFT_OUTER],
  ["left", "leftRight", BY_LEFT_OUTER],
  ["left", "rightLeft", `${BY_RIGHT} 3-n 5-n`],
  ["right", "leftRight", `${BY_LEFT} n-5`],
  ["right", "rightLeft", `${BY_RIGHT} n-5`],
  ["full", "leftRight", `${BY_LEFT_OUTER} n-5`],
  ["full", "rightLeft", `${BY_RIGHT} n-5 3-n 5-n`],
  ["semi", "right", "0-n 1-n 2-n 4-n"],
])("a %s join in order %s", async (how, maintainOrder, pairs) => {
  const rows = await both(left, (df) => (df as DataFrame).join(sameKind(df, right), { on: "k", how, maintainOrder }));
  expect(rows.map((r) => `${r.a ?? "n"}-${r.b ?? "n"}`).join(" ")).toBe(pairs);
});

test.each<[Order, string]>([
  ["leftRight", "0-0 0-1 1-0 1-1"],
  ["rightLeft", "0-0 1-0 0-1 1-1"],
])("a cross join in order %s", async (maintainOrder, pairs) => {
  const rows = await both(left.head(2), (df) =>
    (df as DataFrame).join(sameKind(df, right.head(2)), { how: "cross", maintainOrder }),
  );
  expect(rows.map((r) => `${r.a}-${r.b}`).join(" ")).toBe(pairs);
});

test("an order leaves the columns as they are, and needs no name that is free", () => {
  const other = frame({ k: [2, 1], "right row": [1, 2], a: [5, 6] });
  const out = left.join(other, { on: "k", maintainOrder: "right" });
  expect(out.columns).toEqual(["k", "a", "right row", "a_right"]);
  expect(out.toRecords().map((r) => r.a_right)).toEqual([5, 6, 6]);
});

test("another word is an error, and the order is in the plan and its fingerprint", () => {
  const word: string = "left_right";
  expect(() => left.join(right, { on: "k", maintainOrder: word as "left" })).toThrow(PolaroidError);
  const plain = left.lazy().join(right.lazy(), { on: "k" });
  const kept = left.lazy().join(right.lazy(), { on: "k", maintainOrder: "left" });
  expect(String(kept)).toContain("inner join on k, in order left");
  expect(kept.fingerprint()).not.toBe(plain.fingerprint());
});

const sameKind = (like: unknown, df: DataFrame): DataFrame =>
  "collect" in (like as object) ? (df.lazy() as unknown as DataFrame) : df;
