import { columnFrom } from "../../../../arrow/build.ts";
import type { Column } from "../../../../arrow/column.ts";
import { sliceColumn } from "../../../../arrow/slice.ts";
import { isInteger } from "../../../../arrow/type-info.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { columnOfDoubles, doubles } from "../../aggregates/doubles.ts";
import type { Segmented } from "../windows/segmented.ts";
import { fixedFrames, validCounts } from "./frames.ts";
import { windowOf } from "./settings.ts";

/** A user's function of the values of a window. */
export type WindowFunction = (values: Column) => unknown;

function told(made: unknown, type: DataType): unknown {
  if (made === null || made === undefined) return null;
  if (typeof made === "bigint") return isInteger(type) ? made : Number(made);
  if (typeof made !== "number")
    throw new PolaroidError(
      "TYPE_MISMATCH",
      `rollingMap: the function gave a ${typeof made}; it must give a number or null`,
    );
  return isInteger(type) ? (Number.isFinite(made) ? Math.trunc(made) : null) : made;
}

export const rollingMap: Segmented = ([c], { type, options }, starts) => {
  const column = c as Column;
  const { fn, weights } = options as { fn?: WindowFunction; weights?: readonly number[] | null };
  if (typeof fn !== "function") throw new PolaroidError("INVALID_ARGUMENT", "rollingMap needs a function");
  const { size, least, center } = windowOf(options);
  const frames = fixedFrames(starts, size, center);
  const counts = validCounts(frames, column);
  const ahead = center ? Math.ceil(size / 2) : 1;
  const window = (i: number, a: number, b: number): Column => {
    const values = sliceColumn(column, a, b - a);
    if (weights === undefined || weights === null) return values;
    const first = a - (i + ahead - size);
    const weighed = doubles(values).map((v, k) => v * (weights[first + k] as number));
    return columnOfDoubles(type, weighed, values.validity, values.nulls);
  };
  const out: unknown[] = [];
  for (let i = 0; i < column.length; i++) {
    const [a, b] = [frames.from[i] as number, frames.to[i] as number];
    out.push(a >= b || (counts[i] as number) < least ? null : told(fn(window(i, a, b)), type));
  }
  return columnFrom(out, type);
};
