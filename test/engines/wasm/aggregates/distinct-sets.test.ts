import { expect, test } from "vitest";
import { DistinctSets } from "../../../../src/engines/wasm/aggregates/distinct-sets.ts";
import { kernels } from "../../../../src/kernels/memory.ts";
import { fc } from "../../../support/property.ts";

/** The same by Sets. */
class Twin {
  readonly #sets: Set<number>[] = [];
  add(groups: readonly number[], ids: readonly number[]): void {
    for (const [i, g] of groups.entries()) {
      this.#sets[g] ??= new Set();
      this.#sets[g].add(ids[i] as number);
    }
  }
  counts(groups: number): number[] {
    return Array.from({ length: groups }, (_, g) => this.#sets[g]?.size ?? 0);
  }
}

test("different values of groups, batch after batch, are counted as by Sets", () => {
  const batches = fc.array(
    fc.record({
      groups: fc.constantFrom(1, 3, 40, 700),
      values: fc.constantFrom(1, 4, 5, 8, 9, 16, 17, 100, 5000),
      rows: fc.constantFrom(0, 1, 3, 200, 3000),
      seed: fc.nat(),
      ordered: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(batches, (made) => {
      const used = kernels.used;
      const [sets, twin] = [new DistinctSets(), new Twin()];
      let [groupCount, values] = [0, 0];
      for (const b of made) {
        let x = b.seed | 1;
        const next = (n: number): number => {
          x = (Math.imul(x, 1103515245) + 12345) >>> 0;
          return (x >>> 8) % n;
        };
        const groups = Array.from({ length: b.rows }, (_, i) =>
          b.ordered ? Math.floor((i * b.groups) / b.rows) : next(b.groups),
        );
        const ids = groups.map(() => next(b.values));
        groupCount = Math.max(groupCount, b.groups);
        values = Math.max(values, b.values);
        sets.add(Int32Array.from(groups), groupCount, Int32Array.from(ids), values);
        twin.add(groups, ids);
      }
      expect([...sets.counts(groupCount + 1)]).toEqual(twin.counts(groupCount + 1));
      sets.free();
      expect(kernels.used).toBe(used);
      expect(sets.bytes).toBe(0);
    }),
    { numRuns: 150 },
  );
});

test("what was freed may be filled again", () => {
  const sets = new DistinctSets();
  for (let round = 0; round < 2; round++) {
    sets.add(Int32Array.of(0, 1, 1), 2, Int32Array.of(5, 5, 6), 7);
    expect([...sets.counts(3)]).toEqual([1, 2, 0]);
    sets.free();
  }
});
