import { type Batch, batch, sliceBatch } from "../../../../src/arrow/batch.ts";
import { columnFrom } from "../../../../src/arrow/build.ts";
import type { Column } from "../../../../src/arrow/column.ts";
import { concatBatches } from "../../../../src/arrow/concat.ts";
import { field, type Schema, schema } from "../../../../src/arrow/schema.ts";
import type { DataType } from "../../../../src/arrow/types.ts";
import { valuesOf } from "../../../../src/arrow/value.ts";
import { type Budget, budget } from "../../../../src/engines/wasm/budget.ts";
import type { Operator, OperatorContext } from "../../../../src/engines/wasm/operator.ts";
import { inputsOf } from "../../../../src/plan/children.ts";
import { type FrameScan, frame, frameOf, type Plan } from "../../../../src/plan/node.ts";
import { resolveNode } from "../../../../src/plan/resolve.ts";

/** A frame of named values and types. */
export function table(columns: Readonly<Record<string, readonly [DataType, readonly unknown[]]>>): FrameScan {
  return framed(
    Object.fromEntries(Object.entries(columns).map(([name, [type, values]]) => [name, columnFrom(values, type)])),
  );
}

/** A frame of columns, in batches of some rows each. */
export function framed(columns: Readonly<Record<string, Column>>, rows: number = Number.POSITIVE_INFINITY): FrameScan {
  const s = schema(Object.entries(columns).map(([name, c]) => field(name, c.type)));
  const all = batch(s, Object.values(columns));
  const batches: Batch[] = [];
  for (let at = 0; at < all.length; at += rows) batches.push(sliceBatch(all, at, Math.min(rows, all.length - at)));
  return frame(frameOf(s, batches));
}

export interface Run {
  readonly schema: Schema;
  readonly batches: readonly Batch[];
  readonly all: Batch;
  readonly budget: Budget;
}

/** Resolves one node over frames and runs its operator over their batches. */
export function run<P extends Plan>(
  plan: P,
  make: (plan: P, context: OperatorContext) => Operator,
  limit: number | null = null,
): Run {
  const context = { budget: budget(limit) };
  const resolved = resolveNode(plan) as P;
  const operator = make(resolved, context);
  const batches: Batch[] = [];
  const emit = (b: Batch): void => {
    if (b.length > 0) batches.push(b);
  };
  const exhaust = (rest: Iterable<void> | void): void => {
    if (rest !== undefined) for (const _ of rest);
  };
  for (const [i, input] of inputsOf(resolved).entries()) {
    if (input.kind !== "frame") throw new Error("only frames here");
    for (const b of input.frame.batches) if (!operator.done) exhaust(operator.push(b, emit, i));
    operator.end?.(i, emit);
  }
  exhaust(operator.finish(emit));
  operator.close?.();
  return { schema: operator.schema, batches, all: concatBatches(operator.schema, batches), budget: context.budget };
}

/** The values of each column. */
export const values = (b: Batch): Record<string, unknown[]> =>
  Object.fromEntries(b.schema.fields.map((f, i) => [f.name, valuesOf(b.columns[i] as Column)]));

/** Rows as lists of values. */
export const rowsOf = (b: Batch): unknown[][] => {
  const columns = b.columns.map(valuesOf);
  return Array.from({ length: b.length }, (_, i) => columns.map((c) => c[i]));
};
