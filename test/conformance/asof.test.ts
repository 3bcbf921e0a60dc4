import { expect, test } from "vitest";
import { DataFrame, Float64, Int64, type LazyFrame, Utf8 } from "../../src/node.ts";
import { fc } from "../support/property.ts";

const KINDS = {
  Int64: [Int64, fc.option(fc.bigInt(-4n, 8n), { freq: 9 })],
  far: [Int64, fc.constantFrom(2n ** 63n - 1n, -(2n ** 63n), 0n, 5n, null)],
  Float64: [Float64, fc.constantFrom(-1.5, -0, 0, 0.25, 1, 2, Number.POSITIVE_INFINITY, Number.NaN, null)],
} as const;

/** Rows in the order of t, so that both engines may check it. */
const side = (kind: keyof typeof KINDS): fc.Arbitrary<readonly (readonly [unknown, string | null])[]> =>
  fc.array(
    fc.tuple<[unknown, string | null]>(
      KINDS[kind][1] as fc.Arbitrary<unknown>,
      fc.option(fc.constantFrom("a", "b"), { freq: 9 }) as fc.Arbitrary<string | null>,
    ),
    {
      maxLength: 12,
    },
  );
const frame = (
  kind: keyof typeof KINDS,
  rows: readonly (readonly [unknown, string | null])[],
  name: string,
): LazyFrame =>
  new DataFrame(
    { t: rows.map(([t]) => t), k: rows.map(([, k]) => k), [name]: rows.map((_, i) => BigInt(i)) },
    { schema: { t: KINDS[kind][0], k: Utf8, [name]: Int64 } },
  ).lazy();

test.each(Object.keys(KINDS) as (keyof typeof KINDS)[])(
  "joinAsof over %s is the same on both engines",
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(
        side(kind),
        side(kind),
        fc.constantFrom("backward", "forward", "nearest"),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(undefined, 0, 1, 2.5),
        async (left, right, strategy, allowExactMatches, grouped, tolerance) => {
          const joined = frame(kind, left, "l").joinAsof(
            frame(kind, right, "r") as never,
            {
              on: "t",
              ...(grouped ? { by: "k" } : {}),
              strategy,
              allowExactMatches,
              checkSortedness: false,
              ...(tolerance === undefined ? {} : { tolerance }),
            } as never,
          ) as LazyFrame;
          const [ours, theirs] = [await joined.collect({ engine: "wasm" }), await joined.collect({ engine: "duckdb" })];
          expect(theirs.rows({ int64: "bigint" } as never)).toEqual(ours.rows({ int64: "bigint" } as never));
        },
      ),
      {
        numRuns: 60,
        // NaN is a key like others: the last of equal ones is the nearest.
        examples:
          kind === "Float64"
            ? [
                [
                  [[-1.5, null]],
                  [
                    [NaN, null],
                    [NaN, null],
                  ],
                  "nearest",
                  false,
                  false,
                  undefined,
                ],
              ]
            : [],
      },
    );
  },
  120_000,
);
