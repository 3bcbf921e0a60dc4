import { expect, it } from "vitest";
import { fixedColumn } from "../../../../src/arrow/column.ts";
import { Decimal } from "../../../../src/arrow/types.ts";
import { resized } from "../../../../src/engines/wasm/aggregates/room.ts";
import {
  addBig,
  addWide,
  isShort,
  type WideState,
  wideNumber,
  wideSum,
} from "../../../../src/engines/wasm/aggregates/wide.ts";
import { fc } from "../../../support/property.ts";

const around = (v: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min: v - 2n, max: v + 2n });
const value = fc.oneof(
  fc.bigInt({ min: -2000n, max: 2000n }),
  fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
  ...[31n, 32n, 53n, 63n, 64n, 96n].flatMap((bits) => [around(2n ** bits), around(-(2n ** bits))]),
);
const decimals = (list: readonly bigint[]) =>
  fixedColumn(
    Decimal(38, 2),
    list.length,
    BigInt64Array.from(list.flatMap((v) => [BigInt.asIntN(64, v), BigInt.asIntN(64, v >> 64n)])),
  );

it("sums of Decimals are exact, group by group, also where groups come later", () => {
  const batches = fc.array(fc.array(fc.tuple(value, fc.nat(6)), { maxLength: 30 }), { maxLength: 6 });
  fc.assert(
    fc.property(batches, (list) => {
      const sums: WideState = { words: 4, state: new Int32Array(0) };
      const wanted: bigint[] = [];
      let groups = 0;
      for (const rows of list) {
        for (const [, g] of rows) groups = Math.max(groups, g + 1);
        // Row 0 of each batch is null: it goes to the slot behind the groups.
        sums.state = resized(sums.state, groups + 1, 5);
        const at = Int32Array.from(rows, ([, g], i) => (i === 0 ? groups : g));
        addWide(sums, decimals(rows.map(([v]) => v)), at);
        for (const [i, [v, g]] of rows.entries()) if (i > 0) wanted[g] = (wanted[g] ?? 0n) + v;
      }
      for (let g = 0; g < groups; g++) {
        const sum = wanted[g] ?? 0n;
        expect(wideSum(sums, g)).toBe(sum);
        expect(wideNumber(sums, g)).toBe(Number(sum));
        expect(isShort(sums, g)).toBe(BigInt.asIntN(64, sum) === sum);
        addBig(sums, g, -7n);
        expect(wideSum(sums, g)).toBe(sum - 7n);
      }
    }),
  );
});

it("stays exact past the rows that doubles can take", () => {
  const n = 3_000_000;
  const most = 2n ** 63n - 1n;
  const words = new BigInt64Array(2 * n);
  for (let i = 0; i < n; i++) [words[2 * i], words[2 * i + 1]] = i % 3 === 2 ? [-most, -1n] : [most, 0n];
  const sums: WideState = { words: 4, state: new Int32Array(10) };
  addWide(sums, fixedColumn(Decimal(38, 0), n, words), new Int32Array(n));
  addWide(sums, fixedColumn(Decimal(38, 0), n, words), new Int32Array(n));
  expect(wideSum(sums, 0)).toBe((2n * BigInt(n) * most) / 3n);
});

it("stays exact over many groups of many rows", () => {
  const n = 2_500_000;
  const groups = 1009;
  const words = new BigInt64Array(2 * n);
  const at = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    words[2 * i] = BigInt((i % 7) - 3) * 2n ** 61n;
    words[2 * i + 1] = (words[2 * i] as bigint) < 0n ? -1n : 0n;
    at[i] = i % groups;
  }
  const sums: WideState = { words: 4, state: new Int32Array(5 * (groups + 1)) };
  addWide(sums, fixedColumn(Decimal(38, 0), n, words), at);
  for (const g of [0, 1, 500, groups - 1]) {
    let wanted = 0n;
    for (let i = g; i < n; i += groups) wanted += words[2 * i] as bigint;
    expect(wideSum(sums, g)).toBe(wanted);
  }
});
