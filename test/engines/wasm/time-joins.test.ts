import { expect, test } from "vitest";
import { col, DataFrame, Datetime, type DType, Float64, Int32, Int64, Utf8 } from "../../../src/node.ts";
import { fc } from "../../support/property.ts";

interface Row {
  readonly t: bigint | null;
  readonly k: string | null;
}
const row = (t: fc.Arbitrary<bigint | null>): fc.Arbitrary<Row> =>
  fc.record({ t, k: fc.constantFrom("a", "b", "é", null) });
const byTime = (rows: readonly Row[]): Row[] =>
  [...rows].sort(
    (a, b) => Number(a.t !== null) - Number(b.t !== null) || ((a.t ?? 0n) < (b.t ?? 0n) ? -1 : a.t === b.t ? 0 : 1),
  );
const small = fc.oneof(fc.bigInt(-20n, 20n), fc.constant(null));
const wide = fc.oneof(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, 0n, null));
type Strategy = "backward" | "forward" | "nearest";
const abs = (x: bigint): bigint => (x < 0n ? -x : x);

/** Every pair is looked at. */
function naive(
  l: Row,
  right: readonly Row[],
  by: boolean,
  strategy: Strategy,
  exact: boolean,
  tolerance: bigint | null,
) {
  let best = -1;
  if (l.t === null || (by && l.k === null)) return best;
  right.forEach((r, i) => {
    if (r.t === null || l.t === null || (by && r.k !== l.k) || (!exact && r.t === l.t)) return;
    if ((strategy === "backward" && r.t > l.t) || (strategy === "forward" && r.t < l.t)) return;
    const [old, now] = [best < 0 ? null : abs((right[best] as Row).t! - l.t), abs(r.t - l.t)];
    if (old === null || now < old || (now === old && strategy !== "forward")) best = i;
  });
  return best >= 0 && tolerance !== null && abs((right[best] as Row).t! - l.t) > tolerance ? -1 : best;
}

const frame = (rows: readonly Row[], type: DType, from: number): DataFrame =>
  new DataFrame(
    { t: rows.map((r) => r.t), k: rows.map((r) => r.k), [from === 0 ? "v" : "a"]: rows.map((_, i) => i) },
    { schema: { t: type, k: Utf8, [from === 0 ? "v" : "a"]: Int32 } },
  );

for (const [name, times, type] of [
  ["integers", small, Int64],
  ["nanoseconds that no double holds", wide, Datetime("ns")],
] as const)
  test(`joinAsof over ${name} gives what looking at every pair gives`, () => {
    fc.assert(
      fc.property(
        fc.array(row(times), { maxLength: 40 }),
        fc.array(row(times), { maxLength: 40 }),
        fc.constantFrom<Strategy>("backward", "forward", "nearest"),
        fc.boolean(),
        fc.boolean(),
        fc.option(fc.nat(8)),
        (l, r, strategy, exact, by, tolerance) => {
          const [left, right] = [byTime(l), byTime(r)];
          const made = (frame(left, type, 1) as DataFrame).joinAsof(frame(right, type, 0), {
            on: "t",
            strategy,
            allowExactMatches: exact,
            ...(by && { by: "k" }),
            ...(tolerance !== null && { tolerance }),
          }) as DataFrame;
          expect(made.getColumn("v").toArray()).toEqual(
            left.map((x) => {
              const at = naive(x, right, by, strategy, exact, tolerance === null ? null : BigInt(tolerance));
              return at < 0 ? null : at;
            }),
          );
          expect(made.getColumn("a").toArray()).toEqual(left.map((_, i) => i));
        },
      ),
      { numRuns: 150 },
    );
  });

test("joinAsof puts rows in order where that is asked for", () => {
  fc.assert(
    fc.property(fc.array(row(small), { maxLength: 30 }), fc.array(row(small), { maxLength: 30 }), (left, right) => {
      const made = (frame(left, Int64, 1) as DataFrame).joinAsof(frame(right, Int64, 0), {
        on: "t",
        checkSortedness: false,
      }) as DataFrame;
      const found = made.getColumn("v").toArray() as (number | null)[];
      left.forEach((l, i) => {
        const best = right.reduce<bigint | null>(
          (b, r) => (r.t !== null && l.t !== null && r.t <= l.t && (b === null || r.t > b) ? r.t : b),
          null,
        );
        expect(found[i] === null ? null : (right[found[i] as number] as Row).t).toBe(best);
      });
    }),
    { numRuns: 100 },
  );
});

test("joinAsof names the row that is out of order, within its group", () => {
  const right = frame([{ t: 1n, k: "a" }], Int64, 0);
  const left = frame(
    [
      { t: 5n, k: "a" },
      { t: 1n, k: "b" },
      { t: 4n, k: "a" },
    ],
    Int64,
    1,
  );
  expect(() => (left as DataFrame).joinAsof(right, { on: "t", by: "k" })).toThrow(
    /left side is not in the order .* row 2/,
  );
  expect(() => (right as DataFrame).joinAsof(left, { on: "t", by: "k" })).toThrow(
    /right side is not in the order .* row 2/,
  );
});

test("joinAsof streams: many batches are as one", async () => {
  const n = 200_000;
  const t = Float64Array.from({ length: n }, (_, i) => Math.floor(i / 3));
  const k = Int32Array.from({ length: n }, (_, i) => i % 7);
  const left = new DataFrame({ t, k });
  const right = new DataFrame({ t: t.map((x) => x + 0.5), k, v: Int32Array.from({ length: n }, (_, i) => i) });
  const made = await left.lazy().joinAsof(right.lazy(), { on: "t", by: "k" }).collect({ engine: "wasm" });
  const v = made.getColumn("v").toArray() as (number | null)[];
  const last = new Map<number, number[]>();
  let next = 0;
  for (let i = 0; i < n; i++) {
    for (; next < n && (t[next] as number) + 0.5 <= (t[i] as number); next++) last.set(k[next] as number, [next]);
    if ((last.get(k[i] as number)?.[0] ?? null) !== v[i]) expect([i, v[i]]).toEqual([i, last.get(k[i] as number)?.[0]]);
  }
});

test("joinWhere gives what looking at every pair gives", () => {
  const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(Number.NaN, null, Number.POSITIVE_INFINITY));
  const rows = fc.array(fc.record({ x: value, y: value }), { maxLength: 25 });
  // NaN is greatest and equal to itself.
  const order = (a: number, b: number): number =>
    a === b || (a !== a && b !== b) ? 0 : a !== a || a > b ? 1 : b !== b || a < b ? -1 : 0;
  const holds = {
    lt: (d: number) => d < 0,
    le: (d: number) => d <= 0,
    gt: (d: number) => d > 0,
    ge: (d: number) => d >= 0,
  };
  fc.assert(
    fc.property(
      rows,
      rows,
      fc.constantFrom("lt", "le", "gt", "ge"),
      fc.constantFrom("lt", "le", "gt", "ge"),
      fc.boolean(),
      fc.constantFrom("inner", "left", "right", "full"),
      (a, b, one, two, both, how) => {
        type Op = keyof typeof holds;
        const made = (list: typeof a, name: string): DataFrame =>
          new DataFrame(
            { [name]: list.map((_, i) => i), x: list.map((r) => r.x), y: list.map((r) => r.y) },
            { schema: { [name]: Int32, x: Float64, y: Float64 } },
          );
        const test = (p: number | null, q: number | null, op: Op): boolean =>
          p !== null && q !== null && holds[op](order(p, q));
        const pairs: [number | null, number | null][] = [];
        for (const [i, l] of a.entries())
          for (const [j, r] of b.entries())
            if (test(l.x, r.x, one as Op) && (!both || test(l.y, r.y, two as Op))) pairs.push([i, j]);
        const [hitLeft, hitRight] = [new Set(pairs.map((p) => p[0])), new Set(pairs.map((p) => p[1]))];
        if (how === "left" || how === "full") for (const i of a.keys()) if (!hitLeft.has(i)) pairs.push([i, null]);
        if (how === "right" || how === "full") for (const j of b.keys()) if (!hitRight.has(j)) pairs.push([null, j]);
        const predicates = [
          col("x")[one as Op](col("x_right")),
          ...(both ? [col("y")[two as Op](col("y_right"))] : []),
        ];
        const out = (made(a, "i") as DataFrame).joinWhere(made(b, "j"), ...(predicates as never[]), {
          how,
        } as never) as DataFrame;
        const text = (p: readonly unknown[]): string => JSON.stringify(p);
        expect(out.select("i", "j").rows().map(text).sort()).toEqual(pairs.map(text).sort());
      },
    ),
    { numRuns: 150 },
  );
});
