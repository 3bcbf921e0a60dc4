import { expect } from "vitest";
import { columnFrom } from "../../../../src/arrow/build.ts";
import type { Column } from "../../../../src/arrow/column.ts";
import { sliceColumn } from "../../../../src/arrow/slice.ts";
import type { DataType } from "../../../../src/arrow/types.ts";
import { type Stored, valueAt } from "../../../../src/arrow/value.ts";
import { FURTHER_ACCUMULATORS } from "../../../../src/engines/wasm/aggregates/further.ts";
import { ACCUMULATORS } from "../../../../src/engines/wasm/aggregates/index.ts";
import type { AccumulatorFactory } from "../../../../src/engines/wasm/function.ts";
import { AGGREGATES, type AggregateName } from "../../../../src/expr/functions/aggregates.ts";
import { FURTHER_AGGREGATES, type FurtherAggregateName } from "../../../../src/expr/functions/further-aggregates.ts";
import type { Options } from "../../../../src/expr/node.ts";

export type AnyAggregate = AggregateName | FurtherAggregateName;
const SIGNS = { ...AGGREGATES, ...FURTHER_AGGREGATES };

export function typeFor(name: AnyAggregate, type: DataType): DataType {
  const sign = SIGNS[name].signature([{ type, nullable: true, literal: undefined, untyped: false }], {});
  if (typeof sign === "string") throw new Error(`${name} ${sign}`);
  return sign.type;
}

/** Folds a column in pieces, as batches come. */
export function fold(
  name: AnyAggregate,
  c: Column,
  groups: readonly number[] | null,
  options: Options = {},
  pieces = 3,
): Column {
  const accumulator = ({ ...ACCUMULATORS, ...FURTHER_ACCUMULATORS }[name] as AccumulatorFactory)({
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

export const one = (name: AnyAggregate, values: readonly unknown[], type: DataType, options: Options = {}): Stored => {
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
