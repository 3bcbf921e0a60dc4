import { expect, it } from "vitest";
import { concat, DataFrame, Float64, Int32 } from "../../../../src/node.ts";
import { fc } from "../../../support/property.ts";

interface Row {
  readonly g: number;
  readonly t: number | null;
}
const key = fc.option(
  fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 12 }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  ),
  { freq: 30 },
);
const rows = fc.array(fc.record({ g: fc.integer({ min: 0, max: 3 }), t: key }), { maxLength: 25 });
const last = (t: number | null): number => (t === null || Number.isNaN(t) ? 99 : t);
const up = (a: Row, b: Row): number => last(a.t) - last(b.t);
const frame = (all: readonly Row[], name: string) =>
  new DataFrame(
    { g: all.map((r) => r.g), t: all.map((r) => r.t), [name]: all.map((_, i) => i) },
    { schema: { g: Int32, t: Float64, [name]: Int32 } },
  );
const isAtOrBefore = (a: number, b: number, exact: boolean): boolean =>
  Number.isNaN(b) ? exact || !Number.isNaN(a) : exact ? a <= b : a < b;

it("rows that come in parts, in the order of all or only within groups, find the last row before them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(rows, { minLength: 1, maxLength: 4 }),
      rows,
      fc.boolean(),
      fc.boolean(),
      fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
      async (parts, right, exact, overall, tolerance) => {
        const all = parts.flat().sort(up);
        // In the order of each group alone, or of everything; then cut into the parts again.
        const left = overall ? all : all.sort((a, b) => a.g - b.g || up(a, b));
        let at = 0;
        const cut = parts.map((p) => {
          at += p.length;
          return left.slice(at - p.length, at);
        });
        const sorted = right.toSorted(up);
        const made = await concat(cut.map((p) => frame(p, "l")) as [ReturnType<typeof frame>])
          .lazy()
          .joinAsof(frame(sorted, "r").lazy(), { on: "t", by: "g", allowExactMatches: exact, tolerance } as never)
          .collect();
        const wanted = left.map(({ g, t }) => {
          if (t === null) return null;
          const found = sorted.findLastIndex((r) => r.g === g && r.t !== null && isAtOrBefore(r.t, t, exact));
          if (found < 0 || tolerance === undefined) return found < 0 ? null : found;
          return Math.abs((sorted[found]?.t as number) - t) <= tolerance ? found : null;
        });
        expect(made.getColumn("r" as never).toArray()).toEqual(wanted);
      },
    ),
    { numRuns: 300 },
  );
});

it("keys that go back within their group are told, also in a later part", async () => {
  const left = concat([
    frame([{ g: 0, t: 5 }], "l"),
    frame(
      [
        { g: 1, t: 1 },
        { g: 0, t: 2 },
      ],
      "l",
    ),
  ]);
  await expect(
    left
      .lazy()
      .joinAsof(frame([{ g: 0, t: 1 }], "r").lazy(), { on: "t", by: "g" } as never)
      .collect(),
  ).rejects.toThrow("the left side is not in the order of its key at row 2");
});
