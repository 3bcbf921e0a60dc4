import type { FixedColumn } from "../../../../arrow/column.ts";
import { fixedColumn } from "../../../../arrow/column.ts";
import { isFixed, type Step } from "../../../../arrow/time/step.ts";
import { Datetime } from "../../../../arrow/types.ts";
import type { Closed } from "../../../../plan/time-node.ts";
import { offsetBy } from "../../functions/datetime/windows.ts";
import type { Axis } from "../../time/axis.ts";
import { columnIn } from "../../value.ts";

/** Where the window of each value begins and ends. */
export interface Edges {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Values some steps on, as a column of 64-bit counts. */
function moved(c: FixedColumn, by: string): FixedColumn {
  return columnIn(offsetBy([c], { type: c.type, length: c.length, options: { by } })) as FixedColumn;
}

const clock = (c: FixedColumn): FixedColumn =>
  c.type.id !== "Date32"
    ? c
    : fixedColumn(
        Datetime("us"),
        c.length,
        BigInt64Array.from(c.values as Int32Array, (d) => BigInt(d) * 86_400_000_000n),
      );

function on(axis: Axis, c: FixedColumn): Float64Array {
  const counts = c.values as BigInt64Array;
  if (axis.wide) return counts as unknown as Float64Array;
  const out = new Float64Array(c.length);
  for (let i = 0; i < out.length; i++) out[i] = axis.to(counts[i] as bigint);
  return out;
}

const opposite = (a: Step, b: Step): boolean => a.months === -b.months && a.days === -b.days && a.units === -b.units;
const plus = (values: Float64Array, by: bigint, axis: Axis): Float64Array => {
  const out = values.slice();
  const step = axis.wide ? (by as unknown as number) : Number(by / axis.unit);
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + step;
  return out;
};

/** The windows of rows at their own values, `texts` being period and offset as written. */
export function edgesOf(
  index: FixedColumn,
  axis: Axis,
  { period, offset }: { readonly period: Step; readonly offset: Step | null },
  texts: { readonly period: string; readonly offset: string | null },
): Edges {
  // The usual window looks back and ends at the row, whatever the calendar says.
  const behind = offset === null || opposite(offset, period);
  const shift = offset ?? { ...period, units: -period.units };
  if (isFixed(period) && isFixed(shift)) {
    const lower = plus(axis.values, shift.units, axis);
    return { lower, upper: behind ? axis.values : plus(lower, period.units, axis) };
  }
  const low = moved(clock(index), texts.offset ?? `-${texts.period}`);
  return { lower: on(axis, low), upper: behind ? axis.values : on(axis, moved(low, texts.period)) };
}

/** The positions that each window holds, of values [from, to) that are in order. */
export function fillRolling(
  values: Float64Array,
  { lower, upper }: Edges,
  closed: Closed,
  [from, to]: readonly [number, number],
  first: Int32Array,
  end: Int32Array,
): void {
  const [left, right] = [closed === "left" || closed === "both", closed === "right" || closed === "both"];
  let a = from;
  let b = from;
  for (let i = from; i < to; i++) {
    const [low, high] = [lower[i] as number, upper[i] as number];
    // Back too: by the calendar, later rows may have earlier bounds.
    if (left) {
      while (a < to && (values[a] as number) < low) a++;
      while (a > from && (values[a - 1] as number) >= low) a--;
    } else {
      while (a < to && (values[a] as number) <= low) a++;
      while (a > from && (values[a - 1] as number) > low) a--;
    }
    if (right) {
      while (b < to && (values[b] as number) <= high) b++;
      while (b > from && (values[b - 1] as number) > high) b--;
    } else {
      while (b < to && (values[b] as number) < high) b++;
      while (b > from && (values[b - 1] as number) >= high) b--;
    }
    first[i] = a;
    end[i] = Math.max(a, b);
  }
}
