import { columnFrom } from "../../../../src/arrow/build.ts";
import type { Column } from "../../../../src/arrow/column.ts";
import type { DataType } from "../../../../src/arrow/types.ts";
import { valuesOf } from "../../../../src/arrow/value.ts";
import type { Rules } from "../../../../src/engine/rules.ts";
import type { Whole } from "../../../../src/engines/wasm/function.ts";
import type { Options } from "../../../../src/expr/node.ts";
import { functionOf } from "../../../../src/expr/registry.ts";

/** Calls a function over whole columns with the type that its signature gives. */
export function callWhole<N extends string>(
  table: Rules<N, Whole>,
  fn: N,
  args: readonly Column[],
  options: Options = {},
): Column {
  const sign = functionOf(fn)?.signature(
    args.map((a) => ({ type: a.type, nullable: true, literal: undefined, untyped: false })),
    options,
  );
  if (sign === undefined || typeof sign === "string") throw new Error(`${fn} ${sign}`);
  const out = (table[fn] as Whole)(args, { type: sign.type, options, length: args[0]?.length ?? 0 });
  if (out.type !== sign.type && JSON.stringify(out.type) !== JSON.stringify(sign.type))
    throw new Error(`${fn} gave ${out.type.id}, not ${sign.type.id}`);
  return out;
}

/** The values of a function of values. */
export const calling =
  <N extends string>(table: Rules<N, Whole>) =>
  (fn: N, values: readonly unknown[], type: DataType, options: Options = {}): unknown[] =>
    valuesOf(callWhole(table, fn, [columnFrom(values, type)], options));
