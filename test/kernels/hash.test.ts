import { afterEach, expect, test } from "vitest";
import { columnFrom } from "../../src/arrow/build.ts";
import { type BytesColumn, bytesColumn, dictColumn } from "../../src/arrow/column.ts";
import { dictionaryOf } from "../../src/arrow/dictionary.ts";
import { Binary, type DataType, Float32, Float64, Int16, Int32, Int64, UInt64, Utf8 } from "../../src/arrow/types.ts";
import { watching } from "../../src/core/signal.ts";
import { BytesIds } from "../../src/engines/wasm/keys/bytes-ids.ts";
import type { KeyIds } from "../../src/engines/wasm/keys/key-ids.ts";
import { TextIds } from "../../src/engines/wasm/keys/text-ids.ts";
import { WordIds, type WordKind } from "../../src/engines/wasm/keys/words.ts";
import { kernels } from "../../src/kernels/memory.ts";
import { hashTwin } from "../../src/kernels/twins/hash.ts";
import { fc } from "../support/property.ts";

type Key = bigint | number | string | null;
const sign = (x: Key): Key => (typeof x === "number" && x === 0 ? 0 : x);

let blocks = kernels.used;
afterEach(() => {
  expect(kernels.used).toBe(blocks);
  blocks = kernels.used;
});

function compare(ids: KeyIds, type: DataType, batches: readonly (readonly Key[])[], absent: readonly Key[]): void {
  const twin = hashTwin();
  for (const keys of batches) {
    expect([...ids.add(columnFrom(keys, type))]).toEqual(twin.add(keys.map(sign)));
    expect(ids.count).toBe(Math.max(-1, ...twin.find(batches.flat().map(sign))) + 1);
  }
  const all = [...batches.flat(), ...absent];
  expect([...ids.find(columnFrom(all, type))]).toEqual(twin.find(all.map(sign)));
  ids.free();
}

const lists = <T extends Key>(one: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[][]> =>
  fc.array(fc.array(fc.option(one, { freq: 8 }), { maxLength: 80 }), { maxLength: 5 });

const integers: readonly (readonly [string, WordKind, DataType, fc.Arbitrary<number | bigint>])[] = [
  ["Int16", 32, Int16, fc.integer({ min: -32768, max: 32767 })],
  ["Int32 of a small range", 32, Int32, fc.integer({ min: -20, max: 20 })],
  ["Int32", 32, Int32, fc.integer()],
  ["Int64 of a small range", 64, Int64, fc.bigInt({ min: 2n ** 62n, max: 2n ** 62n + 90n })],
  ["Int64", 64, Int64, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ["Int64 with few bits in its high word", 64, Int64, fc.integer({ min: 0, max: 300 }).map((x) => BigInt(x) << 40n)],
];
test.each(integers)("words of %s get the ids of the twin", (_, kind, type, one) => {
  fc.assert(
    fc.property(lists(one), fc.array(one, { maxLength: 9 }), (batches, absent) => {
      compare(new WordIds(kind), type, batches, absent);
    }),
  );
});

test("words that are expected get the ids of the twin, also where others come", () => {
  for (const [, kind, type, one] of integers)
    fc.assert(
      fc.property(lists(one), lists(one), fc.array(one, { maxLength: 9 }), (batches, others, absent) => {
        const ids = new WordIds(kind);
        ids.expect(batches.map((keys) => columnFrom(keys, type)));
        compare(ids, type, [...batches, ...others], absent);
      }),
      { numRuns: 40 },
    );
});

test("a table with one slot a key grows with the keys, and is left for one that lies far off", () => {
  const n = 1_500_000;
  const ids = new WordIds(64);
  const batch = (from: number): BigInt64Array =>
    BigInt64Array.from({ length: 50_000 }, (_, i) => BigInt(4 * (from + i)));
  for (let from = 0; from < n; from += 50_000) {
    const found = ids.addWords(batch(from), null, 50_000);
    expect(found[0]).toBe(from);
    expect(found[49_999]).toBe(from + 49_999);
  }
  expect(ids.count).toBe(n);
  expect(ids.bytes).toBeLessThan(32 * n);
  expect(ids.addWords(BigInt64Array.of(-(2n ** 60n), 4n), null, 2)).toEqual(Int32Array.of(n, 1));
  expect(ids.bytes).toBeGreaterThan(32 * n);
  expect(ids.findWords(BigInt64Array.of(5n, 4n * 1_499_999n, -(2n ** 60n)), null, 3)).toEqual(
    Int32Array.of(-1, n - 1, n),
  );
  ids.free();
});

test.each([
  ["words", () => new WordIds(64), Int64, (i: number) => BigInt(i) * 977_000_003n],
  ["words that lie close", () => new WordIds(64), Int64, (i: number) => BigInt(i)],
  ["texts", () => new BytesIds(), Utf8, (i: number) => `key ${i}`],
] as const)("adding many %s looks at the signal of its query again and again, and stops", (_, make, type, key) => {
  const many = columnFrom(
    Array.from({ length: 400_000 }, (_, i) => key(i)),
    type,
  );
  const looking = (last: number): number => {
    const ids = make();
    let looks = 0;
    const signal = {
      get aborted() {
        return ++looks > last;
      },
      reason: undefined,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    };
    try {
      watching(signal, () => ids.add(many));
    } finally {
      ids.free();
    }
    return looks;
  };
  const all = looking(Number.POSITIVE_INFINITY);
  expect(all).toBeGreaterThan(2);
  for (let last = 0; last < all; last++)
    expect(() => looking(last)).toThrow(expect.objectContaining({ code: "CANCELLED" }));
});

test("doubles: NaN is one key, -0 is 0", () => {
  const one = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, 0, -0, Number.POSITIVE_INFINITY));
  fc.assert(
    fc.property(lists(one), fc.array(one), (batches, absent) => compare(new WordIds("f64"), Float64, batches, absent)),
  );
  const floats = new WordIds("f64");
  expect([...floats.add(columnFrom([1.5, -0, Number.NaN, 0, Number.NaN], Float32))]).toEqual([0, 1, 2, 1, 2]);
  floats.free();
});

test("bytes get the ids of the twin", () => {
  const one = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom("", "a", "aa", "aaaaaaaa", "aaaaaaaaa", "aaaaaaaab"),
  );
  fc.assert(
    fc.property(lists(one), fc.array(one), (batches, absent) => compare(new BytesIds(), Utf8, batches, absent)),
  );
});

test("bytes that end in what fills up short keys, and lengths about that of a slot, are told apart", () => {
  const byte = fc.constantFrom(0, 0xff, 0x61);
  const one = fc.array(byte, { maxLength: 14 }).map((bytes) => bytes.map((b) => String.fromCharCode(b)).join(""));
  fc.assert(
    fc.property(lists(one), fc.array(one), (batches, absent) => {
      const column = (keys: readonly (string | null)[]): BytesColumn => {
        const offsets = Int32Array.of(0, ...keys.map((k) => k?.length ?? 0));
        for (let i = 1; i < offsets.length; i++) offsets[i] = (offsets[i] as number) + (offsets[i - 1] as number);
        const data = Uint8Array.from(keys.join(""), (c) => c.charCodeAt(0));
        const { validity, nulls } = columnFrom(keys, Utf8);
        return bytesColumn(Binary, keys.length, offsets, data, validity, nulls);
      };
      const ids = new BytesIds();
      const twin = hashTwin();
      for (const keys of batches) expect([...ids.add(column(keys))]).toEqual(twin.add(keys));
      const all = [...batches.flat(), ...absent];
      expect([...ids.find(column(all))]).toEqual(twin.find(all));
      ids.free();
    }),
  );
});

test("text of both layouts, with dictionaries that differ, shares its ids", () => {
  const entries = ["x", "y", "z", "long enough to pass a word", ""];
  const one = fc.nat(entries.length - 1);
  const morsel = fc.record({
    dict: fc.boolean(),
    order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
    rows: fc.array(fc.option(one), { maxLength: 40 }),
  });
  fc.assert(
    fc.property(fc.array(morsel, { maxLength: 5 }), morsel, (morsels, last) => {
      const ids = new TextIds();
      const twin = hashTwin();
      const column = ({ dict, order, rows }: typeof last): ReturnType<typeof columnFrom> => {
        const plain = columnFrom(
          rows.map((r) => (r === null ? null : entries[r])),
          Utf8,
        );
        if (!dict) return plain;
        const codes = Int32Array.from(rows, (r) => (r === null ? 0 : order.indexOf(r)));
        return dictColumn(
          Utf8,
          rows.length,
          codes,
          dictionaryOf(order.map((i) => entries[i] as string)),
          plain.validity,
          plain.nulls,
        );
      };
      const keys = ({ rows }: typeof last): (string | null)[] =>
        rows.map((r) => (r === null ? null : (entries[r] as string)));
      for (const m of morsels) expect([...ids.add(column(m))]).toEqual(twin.add(keys(m)));
      expect([...ids.find(column(last))]).toEqual(twin.find(keys(last)));
      ids.free();
    }),
  );
});

test("tables grow far past their first size", () => {
  const n = 200_000;
  const scattered = Array.from({ length: n }, (_, i) => BigInt(i) * 0x9e3779b97f4a7c15n);
  const words = new WordIds(64);
  expect(
    words
      .add(
        columnFrom(
          scattered.map((x) => BigInt.asUintN(64, x)),
          UInt64,
        ),
      )
      .at(-1),
  ).toBe(n - 1);
  expect(words.find(columnFrom([BigInt.asUintN(64, scattered[77] as bigint), 5n], UInt64))).toEqual(
    Int32Array.of(77, -1),
  );
  words.free();
  const texts = new BytesIds();
  expect(texts.add(columnFrom(scattered.map(String), Utf8)).at(-1)).toBe(n - 1);
  expect(texts.find(columnFrom([String(scattered[77]), "no"], Utf8))).toEqual(Int32Array.of(77, -1));
  texts.free();
});

test("a range that grows stays dense, then turns into a hash table", () => {
  const words = new WordIds(32);
  const keys = Array.from({ length: 1000 }, (_, i) => i);
  expect(words.add(columnFrom(keys, Int32))[999]).toBe(999);
  expect(
    words.add(
      columnFrom(
        keys.map((x) => -x),
        Int32,
      ),
    )[1],
  ).toBe(1000);
  expect(words.add(columnFrom([2 ** 31 - 1, -(2 ** 31), 5, null], Int32))).toEqual(Int32Array.of(1999, 2000, 5, 2001));
  expect(words.find(columnFrom([-999, 999, null, 12345], Int32))).toEqual(Int32Array.of(1998, 999, 2001, -1));
  words.free();
});

test.each([1, 127, 128, 129, 255, 256, 257, 5000])("%i rows of text, in stretches", (n) => {
  for (const kinds of [1, 3, 200, n]) {
    for (const nulls of [0, 7]) {
      const keys = Array.from({ length: n }, (_, i): Key => {
        const kind = (i * 7919) % kinds;
        return nulls > 0 && i % nulls === 0 ? null : `${"long ".repeat(kind % 5)}${kind}`;
      });
      compare(new BytesIds(), Utf8, [keys, keys.slice(1), keys.slice(0, 64)], ["none", "", "long none"]);
    }
  }
});
