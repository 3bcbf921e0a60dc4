import { expect, test } from "vitest";
import { columnFrom } from "../../../../src/arrow/build.ts";
import { toJsArray } from "../../../../src/arrow/to-js.ts";
import { type DataType, Int64, UInt64 } from "../../../../src/arrow/types.ts";
import { longExtremes } from "../../../../src/engines/wasm/aggregates/long-extremes.ts";
import { kernels } from "../../../../src/kernels/memory.ts";
import { fc } from "../../../support/property.ts";

const signed = fc.oneof(fc.bigInt({ min: -9n, max: 9n }), fc.constantFrom(2n ** 63n - 1n, -(2n ** 63n), 2n ** 32n));
const unsigned = fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.constantFrom(2n ** 64n - 1n, 2n ** 63n, 2n ** 63n - 1n));

function check(type: DataType, one: fc.Arbitrary<bigint>, sign: 1 | -1): void {
  const row = fc.tuple(fc.option(one, { freq: 3 }), fc.oneof(fc.nat(4), fc.nat(150)));
  fc.assert(
    fc.property(fc.array(fc.array(row, { maxLength: 40 }), { maxLength: 5 }), fc.boolean(), (batches, alone) => {
      const used = kernels.used;
      const made = longExtremes({ type, argTypes: [type], options: {} }, sign);
      const wanted: (bigint | null)[] = [null];
      for (const rows of batches) {
        for (const [v, group] of rows) {
          const g = alone ? 0 : group;
          while (wanted.length <= g) wanted.push(null);
          const best = wanted[g] ?? null;
          if (v !== null && (best === null || (sign === 1 ? v < best : v > best))) wanted[g] = v;
        }
        const values = columnFrom(
          rows.map(([v]) => v),
          type,
        );
        made.update([values], alone ? null : Int32Array.from(rows, ([, g]) => g), wanted.length);
      }
      const out = made.finish(wanted.length + 1);
      expect(toJsArray(out, "x", { int64: "bigint" })).toEqual([...wanted, null]);
      expect(kernels.used).toBe(used);
    }),
  );
}

test.each([1, -1] as const)("the best 64-bit integers of groups, by sign %i", (sign) => {
  check(Int64, signed, sign);
  check(UInt64, unsigned, sign);
});

test("many rows in blocks, and what is given up is given back", () => {
  const n = 10_001;
  const used = kernels.used;
  const values = columnFrom(
    Array.from({ length: n }, (_, i) => (i % 7 === 0 ? null : BigInt((i * 7919) % 5003))),
    Int64,
  );
  const groups = Int32Array.from({ length: n }, (_, i) => i % 300);
  const least = longExtremes({ type: Int64, argTypes: [Int64], options: {} }, 1);
  least.update([values], groups, 300);
  const wanted = Array.from({ length: 300 }, (_, g) => {
    let best = 1e9;
    for (let i = g; i < n; i += 300) if (i % 7 !== 0) best = Math.min(best, (i * 7919) % 5003);
    return BigInt(best);
  });
  expect(toJsArray(least.finish(300), "x", { int64: "bigint" })).toEqual(wanted);
  const most = longExtremes({ type: Int64, argTypes: [Int64], options: {} }, -1);
  most.update([values], null, 1);
  most.close?.();
  expect(kernels.used).toBe(used);
});
