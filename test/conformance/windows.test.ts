import { expect, test } from "vitest";
import { DataFrame, Datetime, Int64, type LazyFrame, Utf8 } from "../../src/node.ts";
import { col, type Query } from "../../src/testing/loose.ts";
import { fc } from "../support/property.ts";

const HOUR = 3_600_000_000n;
// Around the days on which the clocks of Paris change.
const STARTS = { integers: 0n, hours: 19_800n * 24n * HOUR, zone: 475_200n * HOUR } as const;
const TYPES = { integers: Int64, hours: Datetime("us"), zone: Datetime("us", "Europe/Paris") } as const;
const LENGTHS = {
  integers: ["1i", "2i", "3i", "7i"],
  hours: ["1h", "90m", "1d", "3d", "1w", "1mo"],
  zone: ["2h", "1d", "2d", "1w", "1mo"],
} as const;
const OFFSETS = { integers: ["-2i", "0i", "1i"], hours: ["-30m", "1d"], zone: ["-3h", "1d"] } as const;
type Kind = keyof typeof TYPES;

/** Rows in the order of t. */
const rows = (kind: Kind): fc.Arbitrary<Query> =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom("a", "b", null)), { maxLength: 15 })
    .map((steps) => {
      const unit = kind === "integers" ? 1n : 7n * HOUR;
      let at: bigint = STARTS[kind];
      const t = steps.map(([n]) => {
        at += BigInt(n) * unit;
        return at;
      });
      return new DataFrame(
        { t, k: steps.map(([, k]) => k), v: steps.map((_, i) => BigInt(i)) },
        { schema: { t: TYPES[kind], k: Utf8, v: Int64 } },
      ).lazy() as unknown as Query;
    });

const options = (kind: Kind): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    {
      offset: fc.constantFrom(...OFFSETS[kind]),
      closed: fc.constantFrom("left", "right", "both", "none"),
      groupBy: fc.constant("k"),
    },
    { requiredKeys: [] },
  );

async function same(given: Query): Promise<void> {
  const q = given as unknown as LazyFrame;
  const values = { int64: "bigint", datetime: "bigint" };
  const [ours, theirs] = [await q.collect({ engine: "wasm" }), await q.collect({ engine: "duckdb" })];
  expect(theirs.rows(values as never)).toEqual(ours.rows(values as never));
}
const AGGS = [col("v").sum().alias("sum"), col("v").last().alias("last"), col("v").alias("all")];
const RUNS = { numRuns: 30 };

test.each(Object.keys(TYPES) as Kind[])("groupByDynamic over %s is the same on both engines", async (kind) => {
  await fc.assert(
    fc.asyncProperty(
      rows(kind),
      options(kind),
      fc.constantFrom(...LENGTHS[kind]),
      fc.record(
        {
          period: fc.constantFrom(...LENGTHS[kind]),
          startBy: fc.constantFrom("window", "datapoint", "tuesday"),
          label: fc.constantFrom("left", "right", "datapoint"),
        },
        { requiredKeys: [] },
      ),
      (frame, more, every, own) =>
        same(frame.groupByDynamic("t", { every, includeBoundaries: true, ...more, ...own }).agg(...AGGS)),
    ),
    RUNS,
  );
});

test.each(Object.keys(TYPES) as Kind[])("rolling over %s is the same on both engines", async (kind) => {
  await fc.assert(
    fc.asyncProperty(rows(kind), options(kind), fc.constantFrom(...LENGTHS[kind]), async (frame, more, period) => {
      await same(frame.rolling("t", { period, ...more }).agg(...AGGS));
      const { groupBy, ...window } = more;
      const sum = col("v")
        .sum()
        .rolling({ indexColumn: "t", period, ...window });
      await same(frame.select("v", (groupBy === undefined ? sum : sum.over("k")).alias("sum")));
    }),
    RUNS,
  );
});
