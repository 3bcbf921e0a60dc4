import { describe, expect, test } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import { Int64, Utf8 } from "../../../src/arrow/types.ts";
import { grouper } from "../../../src/engines/wasm/keys/grouper.ts";
import { fc } from "../../support/property.ts";

/** Ids in order of first appearance, by a Map. */
function reference(rows: readonly (readonly unknown[])[]): number[] {
  const seen = new Map<string, number>();
  return rows.map((r) => {
    const key = JSON.stringify(r, (_, v) => (typeof v === "bigint" ? String(v) : v));
    if (!seen.has(key)) seen.set(key, seen.size);
    return seen.get(key) as number;
  });
}

describe("several keys", () => {
  test("each different row has one id, batch after batch, however many ids each key has", () => {
    const cell = fc.option(fc.integer({ min: 0, max: 40 }), { nil: null, freq: 8 });
    const rows = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 100 }), (all, size) => {
        const types = [Int64, Utf8, Int64, Utf8];
        const groups = grouper(types);
        const columnsOf = (part: readonly (readonly (number | null)[])[]) =>
          types.map((t, k) =>
            columnFrom(
              part.map((r) => {
                const v = r[k] ?? null;
                return v === null ? null : t === Utf8 ? `t${v}` : BigInt(v) * 1_000_003n;
              }),
              t,
            ),
          );
        const ids: number[] = [];
        for (let at = 0; at < all.length; at += size) {
          const part = all.slice(at, at + size);
          ids.push(...groups.add(columnsOf(part), part.length));
        }
        expect(ids).toEqual(reference(all));
        expect([...groups.find(columnsOf(all), all.length)]).toEqual(ids);
        const strange = all.map(([a, , c, d]) => [a, 99, c, d] as const);
        expect(new Set(groups.find(columnsOf(strange), strange.length))).toEqual(new Set([-1]));
        groups.free();
      }),
      { numRuns: 60 },
    );
  });

  test("ids that do not fit into one word of 64 bits", () => {
    const n = 140_000;
    const types = [Int64, Int64, Int64, Int64];
    const groups = grouper(types);
    const one = (k: number) => BigInt64Array.from({ length: n }, (_, i) => BigInt((i * (2 * k + 1)) % n) * 97n);
    const columns = types.map((t, k) => columnFrom(one(k), t));
    const half = types.map((t, k) => columnFrom(one(k).slice(0, n / 2), t));
    expect(groups.add(half, n / 2).at(-1)).toBe(n / 2 - 1);
    const ids = groups.add(columns, n);
    expect(groups.count).toBe(n);
    expect(ids.every((id, i) => id === i)).toBe(true);
    expect(groups.find(columns, n).every((id, i) => id === i)).toBe(true);
    groups.free();
  });
});
