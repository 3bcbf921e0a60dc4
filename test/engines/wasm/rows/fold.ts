import { expect } from "vitest";
import { columnFrom } from "../../../../src/arrow/build.ts";
import type { Column } from "../../../../src/arrow/column.ts";
import { sliceColumn } from "../../../../src/arrow/slice.ts";
import type { DataType } from "../../../../src/arrow/types.ts";
import { type Stored, valueAt } from "../../../../src/arrow/value.ts";
import { ACCUMULATORS } from "../../../../src/engines/wasm/aggregates/index.ts";
import type { AccumulatorFactory } from "../../../../src/engines/wasm/function.ts";
import { AGGREGATES, type AggregateName } from "../../../../src/expr/functions/aggregates.ts";
import type { Options } from "../../../../src/expr/node.ts";

export function typeFor(name: AggregateName, type: DataType): DataType {
  const sign = AGGREGATES[name].signature([{ type, nullable: true, literal: undefined, untyped: false }], {});
  if (typeof sign === "string") throw new Error(`${name} ${sign}`);
  return sign.type;
}

/** Folds a column in pieces, as batches come. */
export function fold(
  name: AggregateName,
  c: Column,
  groups: readonly number[] | null,
  options: Options = {},
  pieces = 3,
): Column {
  const accumulator = (ACCUMULATORS[name] as AccumulatorFactory)({
    type: typeFor(name, c.type),
    argTypes: [c.type],
    options,
  });
  const step = Math.max(1, Math.ceil(c.length / pieces));
  let count = groups === null ? 1 : 0;
  for (let at = 0; at < c.length; at += step) {
    const length = Math.min(step, c.length - at);
    const ids = groups === null ? null : Int32Array.from(groups.slice(at, at + length));
    if (ids !== null) count = Math.max(count, ...ids.map((g) => g + 1));
    accumulator.update([sliceColumn(c, at, length)], ids, count);
    expect(accumulator.bytes).toBeGreaterThanOrEqual(0);
  }
  return accumulator.finish(count);
}

export const one = (name: AggregateName, values: readonly unknown[], type: DataType, options: Options = {}): Stored => {
  const alone = valueAt(fold(name, columnFrom(values, type), null, options), 0);
  const grouped =
    values.length === 0
      ? alone
      : valueAt(
          fold(
            name,
            columnFrom(values, type),
            values.map(() => 0),
            options,
          ),
          0,
        );
  expect(grouped).toEqual(alone);
  return alone;
};
