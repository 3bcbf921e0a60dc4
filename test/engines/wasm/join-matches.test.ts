import { afterEach, expect, it } from "vitest";
import { JOIN } from "../../../src/api/defaults.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import type { Column } from "../../../src/arrow/column.ts";
import { Int32 } from "../../../src/arrow/types.ts";
import { cached } from "../../../src/engines/wasm/operators/join/matches.ts";
import { col } from "../../../src/expr/node.ts";
import { kernels } from "../../../src/kernels/memory.ts";
import { type FrameScan, type JoinHow, join } from "../../../src/plan/node.ts";
import { fc } from "../../support/property.ts";
import { ALL, type Draw, drawColumn, drawer } from "./rows/columns.ts";
import { execute } from "./rows/execute.ts";
import { framed } from "./rows/run.ts";

const { rows } = cached;
afterEach(() => {
  cached.rows = rows;
  expect(kernels.used).toBe(0);
});

/** A column of each type beside keys. */
function side(keys: readonly (number | null)[], prefix: string, nulls: boolean, d: Draw, rows?: number): FrameScan {
  const columns: Record<string, Column> = { k: columnFrom(keys, Int32) };
  for (const name of Object.keys(ALL)) columns[prefix + name] = drawColumn(name, keys.length, d, nulls ? 4 : 0);
  return framed(columns, rows);
}

const joined = (left: FrameScan, right: FrameScan, how: JoinHow): readonly unknown[] => {
  const plan = join(left, right, [col("k")], [col("k")], { ...JOIN, how });
  return execute(plan).rows;
};

it("rows that are looked up many at a time are those of a few at a time, of all types", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.constantFrom<JoinHow>("inner", "left", "right", "full"),
      fc.constantFrom(0, 1, 40, 300),
      fc.constantFrom("all", "some", "none"),
      fc.boolean(),
      fc.boolean(),
      (seed, how, right, found, nulls, large) => {
        cached.rows = large ? 0 : rows;
        const d = drawer(seed);
        const keys = Array.from({ length: right }, (_, i) => i);
        const key = {
          all: () => d(Math.max(1, right)),
          some: () => (d(9) === 0 ? null : d(2 * right + 1)),
          none: () => -1,
        };
        const picks = Array.from({ length: 700 }, key[found]);
        const r = side(keys, "r", nulls, drawer(seed + 1));
        const of = (rows?: number): readonly unknown[] =>
          joined(side(picks, "l", nulls, drawer(seed + 2), rows), r, how);
        expect(of()).toEqual(of(100));
      },
    ),
    { numRuns: 60 },
  );
});
