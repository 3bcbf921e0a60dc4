import { expect, test } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import type { FixedColumn } from "../../../src/arrow/column.ts";
import { type DataType, Date32, Int8, Int32, Int64, UInt32, UInt64 } from "../../../src/arrow/types.ts";
import { KeySet } from "../../../src/engines/wasm/pushed-keys/key-set.ts";
import { matchingBits } from "../../../src/engines/wasm/pushed-keys/matching.ts";
import { fc } from "../../support/property.ts";

const near = (v: bigint): fc.Arbitrary<bigint> => fc.bigInt({ min: v - 40n, max: v + 40n });
const SAFE = 2n ** 53n - 1n;
const KINDS: readonly (readonly [DataType, fc.Arbitrary<bigint>])[] = [
  [Int8, fc.bigInt({ min: -128n, max: 127n })],
  [
    Int32,
    fc.oneof(near(0n), fc.bigInt({ min: -3000n, max: 9000n }), fc.bigInt({ min: -(2n ** 31n), max: 2n ** 31n - 1n })),
  ],
  [UInt32, fc.oneof(near(50n), fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }))],
  [Date32, near(9000n)],
  [
    Int64,
    fc.oneof(
      near(0n),
      fc.bigInt({ min: -3000n, max: 9000n }),
      near(2n ** 40n),
      near(-(2n ** 33n)),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    ),
  ],
  [UInt64, fc.oneof(near(50n), near(2n ** 53n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))],
];
const wide = (t: DataType): boolean => t.id === "Int64" || t.id === "UInt64";
const column = (list: readonly (bigint | null)[], type: DataType): FixedColumn =>
  columnFrom(
    list.map((v) => (v === null || wide(type) ? v : Number(v))),
    type,
  ) as FixedColumn;
const isSet = (bits: Uint8Array, i: number): boolean => (((bits[i >> 3] as number) >> (i & 7)) & 1) === 1;

test.each(KINDS)("keys of %o are found among rows, and rows that are none of them are not", (type, one) => {
  const list = fc.array(fc.option(one, { freq: 6 }), { maxLength: 90 });
  fc.assert(
    fc.property(fc.array(list, { maxLength: 3 }), list, (parts, rows) => {
      const set = new KeySet(type);
      for (const part of parts) set.add(column(part, type));
      set.end();
      const all = parts.flat().filter((v) => v !== null);
      const safe = all.every((v) => v <= SAFE && v >= -SAFE);
      if (parts.flat().length === 0 || !safe) {
        expect(set.keys).toBeNull();
        return;
      }
      const keys = set.keys;
      if (keys === null) throw new Error("no keys");
      const known = new Set(all);
      if (known.size <= 64) expect(new Set(keys.few)).toEqual(new Set([...known].map(Number)));
      const found = matchingBits(column(rows, type), keys);
      for (const [i, v] of rows.entries()) {
        const inside = v !== null && known.size > 0 && v >= BigInt(keys.low) && v <= BigInt(keys.high);
        expect(isSet(found, i)).toBe(inside && (keys.bits === null || known.has(v)));
      }
    }),
  );
});

test("nulls alone match nothing", () => {
  const set = new KeySet(Int64);
  set.add(column([null, null], Int64));
  set.end();
  expect(set.keys).toMatchObject({ low: 1, high: 0, few: [] });
  if (set.keys !== null) expect([...matchingBits(column([0n, 1n, null], Int64), set.keys)]).toEqual([0]);
});
