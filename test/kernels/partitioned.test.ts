import { afterEach, expect, it } from "vitest";
import { partitioned } from "../../src/engines/wasm/keys/partitioned.ts";
import { kernels } from "../../src/kernels/memory.ts";
import { hashTwin } from "../../src/kernels/twins/hash.ts";
import { fc } from "../support/property.ts";

afterEach(() => {
  expect(kernels.used).toBe(0);
});

function compare(lists: readonly (readonly bigint[])[]): void {
  const twin = hashTwin();
  const total = new Set(lists.flat()).size;
  let seen = 0;
  for (const { ids, count, total: all } of partitioned(
    lists.map((l) => new Int32Array(BigInt64Array.from(l).buffer)),
  )) {
    const list = lists[seen++] as bigint[];
    expect([...ids]).toEqual(twin.add(list));
    expect(count).toBe(Math.max(-1, ...twin.find(lists.slice(0, seen).flat())) + 1);
    expect(all).toBe(total);
  }
  expect(seen).toBe(lists.length);
}

it("words told apart in partitions get the ids of the twin", () => {
  const word = fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt({ min: 0n, max: 9n }),
    fc.constantFrom(0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)),
  );
  fc.assert(fc.property(fc.array(fc.array(word, { maxLength: 60 }), { maxLength: 5 }), compare));
});

it("many words, all different, all one, or nearly all one", () => {
  const n = 70_000;
  for (const of of [(i: number) => BigInt(i) << 20n, () => 5n, (i: number) => (i % 100 === 0 ? BigInt(i) : 7n)]) {
    const lists = [0, 1, 2].map((k) => Array.from({ length: n }, (_, i) => of(i + k * (n >> 1))));
    const twin = hashTwin();
    let at = 0;
    for (const { ids } of partitioned(lists.map((l) => new Int32Array(BigInt64Array.from(l).buffer))))
      expect(ids).toEqual(Int32Array.from(twin.add(lists[at++] as bigint[])));
  }
});

it("gives its memory back where the rest is not wanted", () => {
  for (const _ of partitioned([Int32Array.of(1, 2, 3, 4), Int32Array.of(1, 2)])) break;
});
