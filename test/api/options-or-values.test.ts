import { describe, expect, test } from "vitest";
import { col, DataFrame, Int32, type PolaroidError, Series } from "../../src/node.ts";

const df = new DataFrame({ x: [3, 1, 2, 2], b: [true, null, true, true] });
const one = (e: unknown): unknown[] =>
  df
    .select(e as never)
    .toSeries(0)
    .toArray() as unknown[];
const code = (f: () => unknown): string => {
  try {
    f();
    return "no error";
  } catch (error) {
    return (error as PolaroidError).code;
  }
};

describe("an option is given by itself or by its name", () => {
  const x = col("x");
  test.each([
    ["cumSum", x.cumSum({ reverse: true }), x.cumSum(true)],
    ["cumCount", x.cumCount({ reverse: true }), x.cumCount(true)],
    ["rank", x.rank("min", { descending: true }), x.rank("min", true)],
    ["rank by names", x.rank({ method: "min", descending: true }), x.rank("min", true)],
    ["unique", x.unique({ maintainOrder: true }), x.unique(true)],
    ["shift", x.shift(1, { fillValue: 9 }), x.shift(1, 9)],
    ["isBetween", x.isBetween(1, 2, { closed: "left" }), x.isBetween(1, 2, "left")],
    ["clip", x.clip({ lowerBound: 2, upperBound: 2 }), x.clip(2, 2)],
    ["clip below", x.clip({ lowerBound: 2 }), x.clip(2, null)],
    ["std", x.std({ ddof: 0 }), x.std(0)],
    ["all", col("b").all({ ignoreNulls: false }), col("b").all(false)],
  ] as const)("%s", (_, named, bare) => {
    expect(one(named)).toEqual(one(bare));
    expect(one(named).length).toBeGreaterThan(0);
  });
  test("withRowIndex", () => {
    expect(df.withRowIndex("i", { offset: 5 }).getColumn("i").toArray()).toEqual([5, 6, 7, 8]);
  });
  test("of Series too", () => {
    expect(new Series("x", [1, 3]).std({ ddof: 0 })).toBe(1);
    expect(new Series("x", [1, 3]).cumSum({ reverse: true }).toArray()).toEqual([4, 3]);
  });
  test("other names and kinds are errors", () => {
    const wrong = [
      () => x.cumSum({ revers: true } as never),
      () => x.cumSum("yes" as never),
      () => x.std({ ddof: "1" } as never),
      () => x.clip({ min: 1 } as never),
      () => x.rank("min", { reverse: true } as never),
      () => df.withRowIndex("i", { start: 1 } as never),
      () => x.shift(1, { fill: 0 } as never),
    ];
    expect(wrong.map(code)).toEqual(wrong.map(() => "INVALID_ARGUMENT"));
  });
});

test("types follow either form", () => {
  const typed = new DataFrame({ a: [1, 2] }, { schema: { a: Int32 } });
  const s = typed.select(
    col("a").clip({ lowerBound: 2 }),
    col("a").shift(1, { fillValue: 0 }).alias("s"),
    col("a").rank({ method: "dense" }).alias("r"),
  );
  const rows: { a: number; s: number | null; r: number }[] = s.toRecords();
  expect(rows).toEqual([
    { a: 2, s: 0, r: 1 },
    { a: 2, s: 1, r: 2 },
  ]);
});
