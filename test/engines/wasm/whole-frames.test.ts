import { afterAll, beforeAll, expect, test } from "vitest";
import type { Batch } from "../../../src/arrow/batch.ts";
import type { Column } from "../../../src/arrow/column.ts";
import { overWhole, whole } from "../../../src/engines/wasm/whole-frames.ts";
import { col, concat, DataFrame, Datetime, Float64, Int64, Utf8 } from "../../../src/node.ts";
import type { Plan } from "../../../src/plan/node.ts";
import { resolveNode } from "../../../src/plan/resolve.ts";
import { fc } from "../../support/property.ts";

const { rows, bytes } = whole;
beforeAll(() => {
  whole.rows = 0;
});
afterAll(() => {
  whole.rows = rows;
  whole.bytes = bytes;
});

const buffersOf = (p: Plan): unknown[] => {
  const leaf = p as { input?: Plan; kind: string; frame?: { batches: readonly Batch[] } };
  const { batches } = (leaf.kind === "frame" ? leaf : (leaf.input as typeof leaf)).frame as {
    batches: readonly Batch[];
  };
  return batches.map((b) => (b.columns[0] as Column & { values: Float64Array }).values.buffer);
};

test("a column that is asked for as a whole again comes as one", () => {
  const df = concat([new DataFrame({ a: [1.5, 2, 3] }), new DataFrame({ a: [4, 5] })]);
  const plan = resolveNode(df.lazy().select(col("a").rollingMean(2)).plan);
  const buffers = (): number => new Set(buffersOf(overWhole(plan))).size;
  expect([buffers(), buffers(), buffers()]).toEqual([2, 1, 1]);
  expect(overWhole(plan)).not.toBe(plan);
});

test("beyond what is kept the oldest go", () => {
  whole.bytes = 100;
  const frames = Array.from({ length: 3 }, (_, k) =>
    concat([new DataFrame({ a: [k, 2, 3] }), new DataFrame({ a: [4, 5] })]),
  );
  const plans = frames.map((df) => resolveNode(df.lazy().select(col("a").rollingMean(2)).plan));
  for (const p of plans) for (let i = 0; i < 2; i++) overWhole(p);
  const last = new Set(buffersOf(overWhole(plans[2] as Plan)));
  expect([...last]).toEqual([...new Set(buffersOf(overWhole(plans[2] as Plan)))]);
  // Made anew: the first one was given up.
  const again = () => buffersOf(overWhole(plans[0] as Plan))[0];
  expect(again()).toBe(again());
  whole.bytes = bytes;
});

test("answers stay the same, however often they are asked for", () => {
  const row = fc.record({
    s: fc.option(fc.constantFrom("a", "b", "c")),
    v: fc.option(fc.double({ noNaN: true, min: -9, max: 9 })),
  });
  fc.assert(
    fc.property(fc.array(fc.array(row, { minLength: 1, maxLength: 20 }), { minLength: 2, maxLength: 4 }), (given) => {
      let at = 0;
      const made = given.map((part) =>
        new DataFrame({
          ts: part.map(() => BigInt(at++ * 40_000_000)),
          s: part.map((r) => r.s),
          v: part.map((r) => r.v),
        }).withColumns(
          col("ts").cast(Datetime("us")),
          col("s").cast(Utf8),
          col("v").cast(Float64),
          col("v").cast(Int64, { strict: false }).alias("n"),
        ),
      );
      const parted = concat(made);
      const one = DataFrame.of({ schema: parted.schema, batches: [parted.toBatch()] } as never) as typeof parted;
      const asks = [
        (f: typeof one) => f.select(col("v").rollingSum(3), col("n").cumSum().over("s"), "s"),
        (f: typeof one) => f.withColumns(col("v").shift(1).over("s").alias("w")),
        (f: typeof one) => f.filter(col("v").gt(col("v").mean())),
        (f: typeof one) => f.groupByDynamic("ts", { every: "1m", groupBy: "s" }).agg(col("v").sum(), col("n").max()),
        (f: typeof one) => f.joinAsof(f.select("ts", "s", col("v").alias("r")), { on: "ts", by: "s" }),
        (f: typeof one) => f.rolling("ts", { period: "2m" }).agg(col("v").sum()),
      ];
      for (const ask of asks) {
        const wanted = ask(one).rows();
        for (let i = 0; i < 3; i++) expect(ask(parted).rows()).toEqual(wanted);
      }
    }),
    { numRuns: 20 },
  );
});
