import { type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import { allocate } from "../../../arrow/layout.ts";
import type { DataType } from "../../../arrow/types.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { jointNulls, nullsOf, resultOf, rowsOf } from "./operands.ts";

/** C's pow: 1 to any power is 1, -1 to an infinite one too, where JavaScript says NaN. */
export const pow = (x: number, y: number): number =>
  x === 1 || (x === -1 && (y === Infinity || y === -Infinity)) ? 1 : x ** y;

export function floatPower(x: Value, y: Value, type: DataType, length: number): Value {
  const args = [x, y];
  const nulls = jointNulls(args, length);
  if (nulls === undefined) return nullsOf(args, type, length);
  const n = rowsOf(args, length);
  const a = (columnIn(x) as FixedColumn).values as Float64Array;
  const b = (columnIn(y) as FixedColumn).values as Float64Array;
  const out = allocate(type, n) as Float64Array;
  const [sa, sb] = [isScalar(x) ? 0 : 1, isScalar(y) ? 0 : 1];
  const e = b[0] as number;
  if (sb === 0 && e === 2) for (let i = 0; i < n; i++) out[i] = (a[i * sa] as number) * (a[i * sa] as number);
  else if (sb === 0 && e === 0.5) for (let i = 0; i < n; i++) out[i] = root(a[i * sa] as number);
  else for (let i = 0; i < n; i++) out[i] = pow(a[i * sa] as number, b[i * sb] as number);
  return resultOf(args, fixedColumn(type, n, out, nulls.validity, nulls.nulls));
}

// As pow has it: -0 gives 0, -Infinity gives Infinity.
const root = (x: number): number => (x === -Infinity ? Infinity : Math.sqrt(x) + 0);
