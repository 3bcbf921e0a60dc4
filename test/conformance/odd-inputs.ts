import { batch } from "../../src/arrow/batch.ts";
import { columnFrom } from "../../src/arrow/build.ts";
import type { Column } from "../../src/arrow/column.ts";
import { allNull } from "../../src/arrow/take.ts";
import type { DataType } from "../../src/arrow/types.ts";
import { inputsOf, walkPlan, withInputs } from "../../src/plan/children.ts";
import { type Frame, frame, frameOf, type Plan } from "../../src/plan/node.ts";
import { allCases } from "../../src/testing/index.ts";

export type Odd = "no rows" | "nulls" | "odd values";

const NUMBERS = [0, null, -1, 2, null, 3, 1];
const POOL: Readonly<Record<string, readonly unknown[]>> = {
  Float64: [Number.NaN, null, -0, Infinity, 2.5, -1e300, 0, 1, -Infinity, null, 1e-300, 3],
  Float32: [Number.NaN, null, -0, Infinity, 2.5, 0, 1, -Infinity, null, 3],
  Utf8: ["", null, "é", "🦄x", "a", "Straße", " \t", null, "abc", "1", "ß"],
  Int64: [0n, null, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n, null, 3n, 1n],
  Int32: [2 ** 31 - 1, -(2 ** 31), ...NUMBERS],
  Int16: [2 ** 15 - 1, -(2 ** 15), ...NUMBERS],
  Int8: [127, -128, ...NUMBERS],
  UInt8: [255, 0, null, 1, 2, null, 3],
  UInt16: [65535, 0, null, 1, 2, null, 3],
  UInt32: [2 ** 32 - 1, 0, null, 1, 2, null, 3],
  UInt64: [2n ** 64n - 1n, 0n, null, 1n, 2n, null, 3n],
  Bool: [true, null, false, false, null, true, true],
};

const odd = (type: DataType, c: Column, column: number): Column => {
  const pool = POOL[type.id];
  if (pool === undefined) return c;
  const values = Array.from({ length: c.length }, (_, row) => pool[(row + column * 2) % pool.length]);
  return columnFrom(values, type);
};

function changed({ schema, batches, rows }: Frame, how: Odd): Plan {
  if (how === "no rows") return frame(frameOf(schema, []));
  const columns =
    how === "nulls"
      ? schema.fields.map((f) => allNull(f.type, rows))
      : schema.fields.map((f, i) => odd(f.type, batches[0]?.columns[i] as Column, i));
  return frame(frameOf(schema, [batch(schema, columns, rows)]));
}
const withFrames = (p: Plan, how: Odd): Plan =>
  p.kind === "frame"
    ? changed(p.frame, how)
    : withInputs(
        p,
        inputsOf(p).map((input) => withFrames(input, how)),
      );

const changeable = (p: Plan): boolean => {
  let all = true;
  walkPlan(p, (n) => {
    if (n.kind === "frame") all &&= n.frame.batches.length === 1 && n.frame.rows > 0;
    // Its columns are named by values of the frame that is exchanged.
    all &&= n.kind !== "pivot";
  });
  return all;
};

/** The queries of the conformance cases over frames of the same columns with other values. */
export const oddCases = (how: Odd): readonly { readonly name: string; readonly plan: Plan }[] =>
  allCases()
    .filter((c) => c.fails === undefined && c.why === undefined)
    .map((c) => ({ name: c.name, plan: c.plan().plan }))
    .filter(({ plan }) => changeable(plan))
    .map(({ name, plan }) => ({ name, plan: withFrames(plan, how) }));
