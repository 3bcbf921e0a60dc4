import { describe, expect, test } from "vitest";
import { col, DataFrame, type DType, Float64, Int32, Int64, len, Utf8 } from "../../../src/node.ts";

/** Around a SIMD register, a word of a bitmap, a batch of a hash kernel, a morsel, and where groups are parted. */
const SIZES = [1, 2, 15, 16, 17, 63, 64, 65, 1023, 1024, 1025, 4097, 65_536, 65_537, 131_073];
const BIG = 2n ** 63n;
const mixed = (i: number): number => Math.imul(i, 2654435761) >>> 0;

type Key = number | bigint | string | null;
const KEYS: Readonly<Record<string, readonly [DType, (i: number, n: number) => Key]>> = {
  "one key holds 99 %": [Int32, (i) => (i % 100 === 3 ? i : 7)],
  "all different": [Int32, (i) => mixed(i) | 0],
  "all different, 64 bits": [Int64, (i) => BigInt(mixed(i)) * 1_000_003n - BIG / 3n],
  "all null": [Int64, () => null],
  "all the same": [Float64, () => 2.5],
  "half null": [Int32, (i) => (i % 2 === 0 ? null : i % 1000)],
  sorted: [Int64, (i) => BigInt(Math.floor(i / 3))],
  "sorted the other way": [Int32, (i, n) => n - Math.floor(i / 3)],
  "the ends of 64 bits": [Int64, (i) => [-BIG, BIG - 1n, 0n, -1n, 1n - BIG, BIG - 2n][i % 6] as bigint],
  "the ends of 32 bits": [Int32, (i) => [-(2 ** 31), 2 ** 31 - 1, 0, -1][i % 4] as number],
  "odd floats": [Float64, (i) => [Number.NaN, -0, 0, Infinity, -Infinity, 5e-324, -Number.NaN, 1e308][i % 8] as number],
  "alike in their low bits": [Int64, (i) => BigInt(i) << 40n],
  "alike in their high bits": [Int64, (i) => -BIG + BigInt(i)],
  "steps of a power of two": [Int32, (i) => (i << 12) | 0],
  "texts alike at their beginning": [Utf8, (i) => `the same twelve bytes and more ${mixed(i) % 5000}`],
  "texts alike at their end": [Utf8, (i) => `${mixed(i) % 3000} has the same end as all others have`],
  "texts of all lengths": [Utf8, (i) => "x".repeat(mixed(i) % 70)],
  "empty texts and nulls": [Utf8, (i) => (i % 3 === 0 ? null : i % 3 === 1 ? "" : "\0")],
};

/** What makes two values one key: zeros are equal, and so is whatever is no number. */
const same = (k: Key): Key => (typeof k === "number" && k === 0 ? 0 : k);
const frameOf = (type: DType, keys: readonly Key[]): DataFrame =>
  new DataFrame({ k: keys, v: Int32Array.from(keys, (_, i) => i) }, { schema: { k: type, v: Int32 } } as never);
const column = (df: DataFrame, name: string): unknown[] => [
  ...df.getColumn(name as never).toArray({ int64: "bigint" }),
];

interface Group {
  n: number;
  sum: number;
  first: number;
}
function groupsOf(keys: readonly Key[]): Map<Key, Group> {
  const out = new Map<Key, Group>();
  for (const [i, k] of keys.entries()) {
    const g = out.get(same(k));
    if (g === undefined) out.set(same(k), { n: 1, sum: i, first: i });
    else {
      g.n++;
      g.sum += i;
    }
  }
  return out;
}
const rank = (k: Key): number => (k === null ? 0 : typeof k === "number" && Number.isNaN(k) ? 2 : 1);
const less = (a: Key, b: Key): boolean =>
  rank(a) !== rank(b) ? rank(a) < rank(b) : rank(a) === 1 && (a as number) < (b as number);

for (const [name, [type, key]] of Object.entries(KEYS))
  describe(`keys: ${name}`, () => {
    test.each(SIZES)("%i rows", (n) => {
      const keys = Array.from({ length: n }, (_, i) => key(i, n));
      const df = frameOf(type, keys);
      const expected = groupsOf(keys);

      const groups = df.groupBy("k", { maintainOrder: true }).agg(len().alias("n"), col("v").sum().alias("s"));
      const [k, count, sum] = ["k", "n", "s"].map((c) => column(groups, c)) as [Key[], number[], number[]];
      expect(groups.height).toBe(expected.size);
      const wrong = k.filter((x, i) => {
        const g = expected.get(same(x));
        return g === undefined || Number(count[i]) !== g.n || Number(sum[i]) !== (g.sum | 0);
      });
      expect(wrong).toEqual([]);

      const different = df.unique({ subset: ["k"], keep: "first", maintainOrder: true });
      expect(column(different, "v").map(Number)).toEqual([...expected.values()].map((g) => g.first));

      const joined = df.join(groups, { on: "k" });
      const met = n - (expected.get(null)?.n ?? 0);
      expect(joined.height).toBe(met);
      const [mine, its] = ["k", "s"].map((c) => column(joined, c)) as [Key[], number[]];
      expect(mine.filter((x, i) => ((expected.get(same(x))?.sum ?? 0.5) | 0) !== Number(its[i]))).toEqual([]);

      const sorted = column(df.sort("k"), "k") as Key[];
      expect(sorted).toHaveLength(n);
      expect(sorted.findIndex((x, i) => i > 0 && less(x, sorted[i - 1] as Key))).toBe(-1);
      const back = column(df.sort("k", { descending: true, nullsLast: true }), "k") as Key[];
      expect(back.map(same)).toEqual(sorted.map(same).reverse());
    });
  });
