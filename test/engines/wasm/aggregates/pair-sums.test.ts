import { expect, it } from "vitest";
import { columnFrom } from "../../../../src/arrow/build.ts";
import { Int32 } from "../../../../src/arrow/types.ts";
import { alias, call, col } from "../../../../src/expr/node.ts";
import { groupBy } from "../../../../src/plan/node.ts";
import { fc } from "../../../support/property.ts";
import { execute } from "../rows/execute.ts";
import { framed } from "../rows/run.ts";

type Pair = readonly [number | null, number | null];

/** The sum of products of distances, times the rows, as an exact integer. */
function products(rows: readonly Pair[], i: 0 | 1, k: 0 | 1): bigint {
  const of = (n: 0 | 1): bigint[] => rows.map((r) => BigInt(r[n] as number));
  const sum = (list: readonly bigint[]): bigint => list.reduce((a, b) => a + b, 0n);
  const [x, y] = [of(i), of(k)];
  return BigInt(rows.length) * sum(x.map((v, at) => v * (y[at] as bigint))) - sum(x) * sum(y);
}

it("covariances and correlations of integers are those of exact sums, near zero and at the ends", () => {
  const near = fc.integer({ min: -9, max: 9 });
  const far = fc.oneof(near, fc.constantFrom(2 ** 31 - 1, -(2 ** 31)), fc.integer());
  const value = (large: boolean): fc.Arbitrary<number | null> => fc.option(large ? far : near, { freq: 6 });
  const rows = (large: boolean): fc.Arbitrary<Pair[]> =>
    fc.array(fc.tuple(value(large), value(large)), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(rows(false), rows(true), fc.boolean(), fc.integer({ min: 1, max: 3 }), (small, large, both, groups) => {
      const all = both ? [...small, ...large] : small;
      const of = (n: 0 | 1): ReturnType<typeof columnFrom> =>
        columnFrom(
          all.map((p) => p[n]),
          Int32,
        );
      const keys = columnFrom(
        all.map((_, i) => i % groups),
        Int32,
      );
      const frame = framed({ k: keys, x: of(0), y: of(1) }, small.length);
      const made = execute(
        groupBy(
          frame,
          [col("k")],
          [
            alias(call("cov", [col("x"), col("y")], { ddof: 0 }), "cov"),
            alias(call("corr", [col("x"), col("y")]), "corr"),
          ],
          true,
        ),
      ).rows as [number, number | null, number | null][];
      for (const [g, cov, corr] of made) {
        const own = all.filter((p, i) => i % groups === g && p[0] !== null && p[1] !== null);
        if (own.length === 0) {
          expect(cov).toBeNull();
          continue;
        }
        const [xy, xx, yy] = [products(own, 0, 1), products(own, 0, 0), products(own, 1, 1)].map(Number) as number[];
        const scale = Math.sqrt(xx as number) * Math.sqrt(yy as number);
        const n = own.length;
        expect(Math.abs((cov as number) - (xy as number) / n / n)).toBeLessThanOrEqual((1e-9 * scale) / n / n);
        if (scale > 0) expect(corr).toBeCloseTo((xy as number) / scale, 8);
      }
    }),
  );
});
