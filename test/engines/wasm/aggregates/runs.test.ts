import { expect, it } from "vitest";
import { columnFrom } from "../../../../src/arrow/build.ts";
import { takeColumn } from "../../../../src/arrow/take.ts";
import * as t from "../../../../src/arrow/types.ts";
import { valuesOf } from "../../../../src/arrow/value.ts";
import { runsOf } from "../../../../src/engines/wasm/aggregates/runs.ts";
import { tables } from "../../../../src/engines/wasm/tables.ts";
import "../../../../src/node.ts";
import { drawColumn, drawer } from "../rows/columns.ts";

const SIZES = [63, 64, 65, 1000, 65_536, 70_000];
type Make = (info: { type: t.DataType; argTypes: readonly t.DataType[]; options: object }) => {
  update(c: readonly unknown[], ids: Int32Array, groups: number): void;
  finish(groups: number): Parameters<typeof valuesOf>[0];
};

it.each(SIZES)("groups in runs of %i rows give what scattered rows give", (n) => {
  const d = drawer(n);
  const groups = 5;
  const ids = new Int32Array(n);
  for (let i = 0, g = 0; i < n; i++) {
    if (d(100) === 0) g = d(groups);
    ids[i] = g;
  }
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => ((a * 7919) % 64) - ((b * 7919) % 64) || a - b,
  );
  if (n >= 1000) {
    expect(runsOf(ids, n)).not.toBe(null);
    expect(
      runsOf(
        ids.map((_, i) => i % groups),
        n,
      ),
    ).toBe(null);
  }
  for (const [name, type, out] of [
    ["sum", t.Float64, t.Float64],
    ["mean", t.Float64, t.Float64],
    ["mean", t.Int32, t.Float64],
    ["count", t.Float64, t.UInt32],
    ["len", t.Float64, t.UInt32],
  ] as const) {
    const drawn = drawColumn(type.id === "Int32" ? "Int32" : "Float64", n, d);
    for (const c of [
      drawn,
      columnFrom(
        Array.from({ length: n }, (_, i) => i % 97),
        type,
      ),
    ]) {
      const run = (column: typeof c, at: Int32Array) => {
        const make = tables.accumulators[name] as unknown as Make;
        const accumulator = make({ type: out, argTypes: [type], options: {} });
        accumulator.update([column], at, groups);
        return valuesOf(accumulator.finish(groups)) as (number | null)[];
      };
      const made = run(c, ids);
      const wanted = run(
        takeColumn(c, order),
        order.map((i) => ids[i] as number),
      );
      made.forEach((v, g) => {
        const w = wanted[g];
        if (v === null || w === null || w === undefined || !Number.isFinite(w)) expect(v).toBe(w);
        else expect(Math.abs(v - w)).toBeLessThanOrEqual(1e-12 * 100 * n);
      });
    }
  }
});

it("rows that turn into short runs late are no runs", () => {
  const ids = Int32Array.from({ length: 4096 }, (_, i) => (i < 2048 ? 0 : i % 2));
  expect(runsOf(ids, ids.length)).toBe(null);
  expect([...(runsOf(new Int32Array(100), 100) ?? [])]).toEqual([0, 100]);
});
