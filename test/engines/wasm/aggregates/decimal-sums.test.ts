import { expect, it } from "vitest";
import { type FixedColumn, fixedColumn } from "../../../../src/arrow/column.ts";
import { Decimal } from "../../../../src/arrow/types.ts";
import { bigAt, DecimalSums, numberAt, putBig } from "../../../../src/engines/wasm/aggregates/decimal-sums.ts";
import { kernels } from "../../../../src/kernels/memory.ts";
import { fc } from "../../../support/property.ts";

const around = (v: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min: v - 2n, max: v + 2n });
const value = fc.oneof(
  fc.bigInt({ min: -2000n, max: 2000n }),
  fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
  ...[31n, 32n, 53n, 63n, 64n, 96n].flatMap((bits) => [around(2n ** bits), around(-(2n ** bits))]),
);
const decimals = (list: readonly (bigint | null)[]): FixedColumn => {
  const words = list.flatMap((v) => (v === null ? [7n, 7n] : [BigInt.asIntN(64, v), BigInt.asIntN(64, v >> 64n)]));
  const nulls = list.filter((v) => v === null).length;
  const validity = nulls === 0 ? null : new Uint8Array((list.length + 7) >> 3);
  for (const [i, v] of list.entries())
    if (validity !== null && v !== null) validity[i >> 3] = (validity[i >> 3] as number) | (1 << (i & 7));
  return fixedColumn(Decimal(38, 2), list.length, BigInt64Array.from(words), validity, nulls);
};

function total(sums: DecimalSums, groups: number): bigint[] {
  const words = sums.short(groups);
  return Array.from({ length: groups }, (_, g) => bigAt(words, g) + sums.large(g));
}

it("sums of Decimals are exact, group by group, also where groups come later", () => {
  const row = fc.tuple(fc.option(value, { freq: 4 }), fc.oneof(fc.nat(6), fc.nat(200)));
  const batches = fc.array(fc.array(row, { maxLength: 30 }), { maxLength: 6 });
  fc.assert(
    fc.property(batches, fc.boolean(), (list, alone) => {
      const used = kernels.used;
      const sums = new DecimalSums();
      const wanted: bigint[] = [];
      let groups = 1;
      for (const rows of list) {
        for (const [, g] of rows) groups = Math.max(groups, alone ? 1 : g + 1);
        const at = alone ? null : Int32Array.from(rows, ([, g]) => g);
        sums.add(decimals(rows.map(([v]) => v)), at, groups);
        for (const [v, g] of rows) {
          const to = alone ? 0 : g;
          wanted[to] = (wanted[to] ?? 0n) + (v ?? 0n);
        }
      }
      expect(total(sums, groups + 1)).toEqual(Array.from({ length: groups + 1 }, (_, g) => wanted[g] ?? 0n));
      sums.free();
      expect(sums.bytes).toBe(0);
      expect(kernels.used).toBe(used);
    }),
  );
});

it("four words are a number, rounded once", () => {
  fc.assert(
    fc.property(value, (v) => {
      const words = new Int32Array(8);
      putBig(words, 1, v);
      expect(bigAt(words, 1)).toBe(v);
      expect(numberAt(words, 1)).toBe(Number(v));
    }),
  );
});

it("stays exact over many rows that are as large as 64 bits take, in blocks", () => {
  const n = 300_001;
  const groups = 1009;
  const most = 2n ** 63n - 1n;
  const words = new BigInt64Array(2 * n);
  const at = new Int32Array(n);
  const wanted = new Array<bigint>(groups).fill(0n);
  for (let i = 0; i < n; i++) {
    const v = i % 5 === 2 ? -most - 1n : i % 4999 === 0 ? most + 1n : most;
    [words[2 * i], words[2 * i + 1]] = [BigInt.asIntN(64, v), v < 0n ? -1n : 0n];
    at[i] = i % groups;
    wanted[i % groups] = (wanted[i % groups] as bigint) + v;
  }
  const sums = new DecimalSums();
  sums.add(fixedColumn(Decimal(38, 0), n, words), at, groups);
  expect(total(sums, groups)).toEqual(wanted);
  sums.add(fixedColumn(Decimal(38, 0), n, words), null, groups);
  expect(total(sums, 1)[0]).toBe(wanted.reduce((sum, v) => sum + v, wanted[0] as bigint));
  sums.free();
});
