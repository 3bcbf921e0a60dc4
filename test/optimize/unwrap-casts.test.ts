import { expect, test } from "vitest";
import { Date32, Datetime, Decimal, Float64, Int32, Int64 } from "../../src/arrow/types.ts";
import { executeSync } from "../../src/engines/wasm/engine.ts";
import { call, cast, col, lit } from "../../src/expr/node.ts";
import { unwrapCasts } from "../../src/optimize/unwrap-casts.ts";
import { filter, type Plan } from "../../src/plan/node.ts";
import { beforeAndAfter, resolved, rows } from "../support/plans.ts";

const data = rows({
  d: [Date32, [-2, -1, 0, 1, 2, null]],
  n: [Int32, [-5, 0, 3, 7, 2147483647, null]],
  x: [Float64, [1, 2, 3, 4, 5, 6]],
});
const DAY = 86_400_000n;
const count = (p: Plan): number => executeSync(p).reduce((n, b) => n + b.length, 0);

test("a day compared with a moment is compared with a day, an integer with one of its own type", () => {
  const { before, after } = beforeAndAfter(unwrapCasts, filter(data, call("lt", [col("d"), lit(DAY, Datetime("ms"))])));
  expect(before.split("\n")[0]).toBe('filter (cast(d, Datetime("ms")) < Datetime("ms")(86400000))');
  expect(after.split("\n")[0]).toBe("filter (d < date(1970-01-02))");
  const n = beforeAndAfter(unwrapCasts, filter(data, call("ge", [lit(3n, Int64), cast(col("n"), Int64)])));
  expect(n.after.split("\n")[0]).toMatch(/^filter \(n <= /);
});

test("what days or the type cannot tell stays", () => {
  for (const e of [
    call("eq", [col("d"), lit(DAY + 1n, Datetime("ms"))]),
    call("gt", [cast(col("n"), Int64), lit(5_000_000_000n, Int64)]),
    call("gt", [cast(col("x"), Int64), lit(2n, Int64)]),
  ]) {
    const p = resolved(filter(data, e));
    expect(unwrapCasts.apply(p, { evaluate: () => undefined })).toBe(p);
  }
});

test("every comparison around every moment keeps the same rows", () => {
  let changed = 0;
  for (const fn of ["lt", "le", "gt", "ge", "eq", "ne"])
    for (let k = -3n; k <= 3n; k++)
      for (const off of [-1n, 0n, 1n, DAY / 2n])
        for (const swap of [false, true]) {
          const sides = [col("d"), lit(k * DAY + off, Datetime("ms"))];
          const p = resolved(filter(data, call(fn, swap ? sides.reverse() : sides)));
          const next = unwrapCasts.apply(p, { evaluate: () => undefined });
          if (next !== p) changed++;
          expect(count(next)).toBe(count(p));
        }
  expect(changed).toBeGreaterThan(200);
});

test("every range of moments keeps the same rows", () => {
  let changed = 0;
  for (const closed of ["both", "left", "right", "none"])
    for (let k = -3n; k <= 2n; k++)
      for (const [low, high] of [
        [0n, DAY],
        [-1n, DAY / 2n],
        [1n, 2n * DAY - 1n],
      ] as const) {
        const bounds = [low, high].map((off) => lit(k * DAY + off, Datetime("ms")));
        const p = resolved(filter(data, call("isBetween", [col("d"), ...bounds], { closed })));
        const next = unwrapCasts.apply(p, { evaluate: () => undefined });
        if (next !== p) changed++;
        expect(count(next)).toBe(count(p));
      }
  expect(changed).toBe(72);
});

test("every comparison of a decimal as a float keeps the same rows", () => {
  const cents = Array.from({ length: 41 }, (_, i) => String((i - 20) / 100));
  const frame = rows({ d: [Decimal(5, 2), [...cents, "999.99", "-999.99", null]] });
  let changed = 0;
  for (const fn of ["lt", "le", "gt", "ge", "eq", "ne"])
    for (const c of [
      0,
      -0,
      0.05,
      0.07,
      0.1 + 0.2,
      0.05 + 1e-18,
      0.05 + 1e-17,
      0.049,
      -0.075,
      999.99,
      1000,
      Number.NaN,
      -Infinity,
      1e300,
    ])
      for (const swap of [false, true]) {
        const sides = [cast(col("d"), Float64), lit(c, Float64)];
        const p = resolved(filter(frame, call(fn, swap ? sides.reverse() : sides)));
        const next = unwrapCasts.apply(p, { evaluate: () => undefined });
        if (next !== p) changed++;
        expect(count(next), `${fn} ${c}`).toBe(count(p));
      }
  expect(changed).toBeGreaterThan(80);
});

test("a range of floats is one of decimals; many digits stay floats", () => {
  const range = (digits: number): string => {
    const frame = rows({ d: [Decimal(digits, 2), ["0.04", "0.05", "0.06", "0.07", "0.08", null]] });
    const bounds = [lit(0.05, Float64), lit(0.07, Float64)];
    const p = filter(frame, call("isBetween", [cast(col("d"), Float64), ...bounds], { closed: "both" }));
    const { after } = beforeAndAfter(unwrapCasts, p);
    expect(count(unwrapCasts.apply(resolved(p), { evaluate: () => undefined }))).toBe(3);
    return after.split("\n")[0] as string;
  };
  expect(range(15)).not.toMatch(/cast/);
  expect(range(16)).toMatch(/cast/);
});
