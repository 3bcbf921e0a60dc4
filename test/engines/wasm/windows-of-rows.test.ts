import { expect, test } from "vitest";
import { col, DataFrame, Date32, Datetime, Int32, Int64, len, Utf8 } from "../../../src/node.ts";
import { fc } from "../../support/property.ts";

type Closed = "left" | "right" | "both" | "none";
const closings = fc.constantFrom<Closed>("left", "right", "both", "none");
const inside = (t: bigint, low: bigint, high: bigint, closed: Closed): boolean =>
  (t > low || (t === low && (closed === "left" || closed === "both"))) &&
  (t < high || (t === high && (closed === "right" || closed === "both")));
const floor = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((-a + b - 1n) / b)) * b;
const ascending = (times: readonly bigint[]): bigint[] => [...times].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** Scales: the same windows over integers, days, and times of every unit, some too far apart for doubles. */
const SCALES = {
  integers: { type: Int64, unit: "i", by: 1n },
  "integers of 32 bits": { type: Int32, unit: "i", by: 1n },
  days: { type: Date32, unit: "d", by: 1n },
  microseconds: { type: Datetime("us"), unit: "us", by: 1n },
  "days of nanoseconds": { type: Datetime("ns"), unit: "d", by: 86_400_000_000_000n },
  "hours and a nanosecond": { type: Datetime("ns"), unit: "ns", by: 3_600_000_000_001n },
} as const;

const frameOf = (
  times: readonly bigint[],
  groups: readonly string[],
  scale: (typeof SCALES)[keyof typeof SCALES],
): DataFrame =>
  new DataFrame(
    {
      t: times.map((t) =>
        scale.type.id === "Date32" || scale.type.id === "Int32" ? Number(t * scale.by) : t * scale.by,
      ),
      k: groups,
      n: times.map((_, i) => i),
    },
    { schema: { t: scale.type, k: Utf8, n: Int32 } },
  );
const length = (n: bigint, { unit, by }: (typeof SCALES)[keyof typeof SCALES]): string =>
  unit === "ns" ? `${n * by}ns` : `${n}${unit}`;

for (const [name, scale] of Object.entries(SCALES)) {
  test(`rolling over ${name} holds the rows that looking at all finds`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ t: fc.bigInt(-400n, 400n), k: fc.constantFrom("a", "b") }), { maxLength: 40 }),
        fc.bigInt(1n, 60n),
        fc.option(fc.bigInt(-80n, 80n)),
        closings,
        fc.boolean(),
        (rows, period, offset, closed, keyed) => {
          const sorted = [...rows].sort((a, b) => (a.t < b.t ? -1 : a.t > b.t ? 1 : 0));
          const made = (
            frameOf(
              sorted.map((r) => r.t),
              sorted.map((r) => r.k),
              scale,
            ) as DataFrame
          )
            .rolling("t", {
              period: length(period, scale),
              closed,
              ...(offset !== null && { offset: length(offset, scale) }),
              ...(keyed && { groupBy: "k" }),
            })
            .agg(col("n"), col("n").sum().alias("s"), col("n").max().alias("m"), len().alias("l")) as DataFrame;
          const order = keyed
            ? [...new Set(sorted.map((r) => r.k))].flatMap((k) => sorted.flatMap((r, i) => (r.k === k ? [i] : [])))
            : sorted.map((_, i) => i);
          const want = order.map((i) => {
            const own = sorted[i] as (typeof sorted)[number];
            const low = own.t + (offset ?? -period);
            return sorted.flatMap((r, j) =>
              (!keyed || r.k === own.k) && inside(r.t, low, low + period, closed) ? [j] : [],
            );
          });
          expect(made.getColumn("n").toArray()).toEqual(want);
          expect(made.getColumn("s").toArray()).toEqual(want.map((w) => w.reduce((a, b) => a + b, 0)));
          expect(made.getColumn("m").toArray()).toEqual(want.map((w) => (w.length === 0 ? null : Math.max(...w))));
          expect(made.getColumn("l").toArray()).toEqual(want.map((w) => w.length));
        },
      ),
      { numRuns: 60 },
    );
  });

  test(`groupByDynamic over ${name} holds the rows that looking at all finds`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(-400n, 400n), { minLength: 1, maxLength: 40 }),
        fc.bigInt(1n, 60n),
        fc.option(fc.bigInt(1n, 130n)),
        fc.option(fc.bigInt(-150n, 150n)),
        closings,
        fc.boolean(),
        (times, every, period, offset, closed, datapoint) => {
          const sorted = ascending(times);
          const first = sorted[0] as bigint;
          const made = (
            frameOf(
              sorted,
              sorted.map(() => "a"),
              scale,
            ) as DataFrame
          )
            .groupByDynamic("t", {
              every: length(every, scale),
              closed,
              startBy: datapoint ? "datapoint" : "window",
              ...(period !== null && { period: length(period, scale) }),
              ...(offset !== null && { offset: length(offset, scale) }),
            })
            .agg(col("n"), col("n").sum().alias("s")) as DataFrame;
          let start = datapoint ? first : floor(first, every) + (offset ?? 0n);
          const inclusive = closed === "left" || closed === "both";
          if (!datapoint) while (inclusive ? start > first : start >= first) start -= every;
          const want: number[][] = [];
          for (let low = start; low <= (sorted[sorted.length - 1] as bigint); low += every) {
            const held = sorted.flatMap((t, i) => (inside(t, low, low + (period ?? every), closed) ? [i] : []));
            if (held.length > 0) want.push(held);
          }
          expect(made.getColumn("n").toArray()).toEqual(want);
          expect(made.getColumn("s").toArray()).toEqual(want.map((w) => w.reduce((a, b) => a + b, 0)));
        },
      ),
      { numRuns: 60 },
    );
  });
}

test("a window that no row is near costs nothing", () => {
  const far = new DataFrame(
    { t: [0n, 8_000_000_000_000_000n], n: [1, 2] },
    { schema: { t: Datetime("us"), n: Int32 } },
  );
  expect((far as DataFrame).groupByDynamic("t", { every: "1us" }).agg(len()).height).toBe(2);
  expect((far as DataFrame).groupByDynamic("t", { every: "1mo", offset: "-100y" }).agg(len()).height).toBe(2);
  expect((far as DataFrame).groupByDynamic("t", { every: "1us", offset: "30y" }).agg(len()).height).toBe(2);
  expect(() => (far as DataFrame).upsample("t", { every: "1us" })).toThrow(/LIMIT_EXCEEDED/);
});

test("upsample has each step once, and each row that lies on one", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(-60n, 60n), { minLength: 1, maxLength: 20 }), fc.bigInt(1n, 9n), (times, every) => {
      const sorted = ascending(times);
      const made = (
        frameOf(
          sorted,
          sorted.map(() => "a"),
          SCALES.integers,
        ) as DataFrame
      ).upsample("t", { every: `${every}i` });
      const want: [number, number | null][] = [];
      for (let t = sorted[0] as bigint; t <= (sorted[sorted.length - 1] as bigint); t += every) {
        const on = sorted.flatMap((x, i) => (x === t ? [i] : []));
        for (const i of on.length === 0 ? [null] : on) want.push([Number(t), i]);
      }
      expect((made as DataFrame).select("t", "n").rows()).toEqual(want);
    }),
    { numRuns: 100 },
  );
});

test("mergeSorted is a stable sort of both", () => {
  const list = fc.array(fc.bigInt(-9n, 9n), { maxLength: 30 });
  fc.assert(
    fc.property(list, list, (a, b) => {
      const made = (side: string, times: readonly bigint[]): DataFrame =>
        new DataFrame({ t: ascending(times), side: times.map(() => side) }, { schema: { t: Int64, side: Utf8 } });
      const both = (made("left", a) as DataFrame).mergeSorted(made("right", b), "t");
      expect(both.rows()).toEqual((made("left", a) as DataFrame).vstack(made("right", b)).sort("t").rows());
    }),
    { numRuns: 100 },
  );
});
