import { expect, it } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import { Int32, UInt32 } from "../../../src/arrow/types.ts";
import { sample } from "../../../src/engines/wasm/operators/sample.ts";
import { withRowIndex } from "../../../src/engines/wasm/operators/with-row-index.ts";
import * as plan from "../../../src/plan/node.ts";
import { framed, run, table, values } from "./rows/run.ts";

const numbers = Array.from({ length: 1000 }, (_, i) => i);
const asked = (fields: Partial<plan.Sample>, rows = 100): number[] => {
  const input = framed({ x: columnFrom(numbers, Int32) }, rows);
  return values(
    run(
      plan.sample({ input, n: null, fraction: null, withReplacement: false, shuffle: false, seed: 1, ...fields }),
      sample,
    ).all,
  ).x as number[];
};

it("draws the same rows for a seed, however the input is cut", () => {
  const out = asked({ n: 50 });
  expect(out).toHaveLength(50);
  expect(out).toEqual([...new Set(out)].sort((a, b) => a - b));
  expect(asked({ n: 50 }, 999)).toEqual(out);
  expect(asked({ n: 50, seed: 2 })).not.toEqual(out);
});

it("takes fractions, repeats and shuffles where asked", () => {
  expect(asked({ fraction: 0.1 })).toHaveLength(100);
  expect(asked({ n: 3000, withReplacement: true })).toHaveLength(3000);
  const all = asked({ n: 1000, shuffle: true });
  expect(all).not.toEqual(numbers);
  expect([...all].sort((a, b) => a - b)).toEqual(numbers);
  expect(() => asked({ n: 1001 })).toThrow(/SHAPE_MISMATCH/);
});

it("numbers rows over batches, up to the end of UInt32", () => {
  const input = framed({ x: columnFrom([7, 8, 9], Int32) }, 2);
  const out = run(plan.withRowIndex(input, "n", 5), withRowIndex);
  expect(values(out.all)).toEqual({ n: [5, 6, 7], x: [7, 8, 9] });
  expect(out.schema.fields[0]?.type).toEqual(UInt32);
  const late =
    (offset: number): (() => unknown) =>
    () =>
      run(plan.withRowIndex(table({ x: [Int32, [1, 2]] }), "n", offset), withRowIndex);
  expect(late(4294967293)).not.toThrow();
  expect(late(4294967294)).toThrow(/OUT_OF_RANGE/);
  expect(late(-1)).toThrow(/INVALID_ARGUMENT/);
});
