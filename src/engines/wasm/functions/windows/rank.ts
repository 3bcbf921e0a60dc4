import { type Column, fixedColumn, isValid } from "../../../../arrow/column.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { compareValues } from "../../order/compare.ts";
import { sortKey } from "../../order/key.ts";
import { segmentsOf } from "../../order/segments.ts";
import { sortRows } from "../../order/sort-rows.ts";
import type { Segmented } from "./segmented.ts";

type Method = "average" | "min" | "max" | "dense" | "ordinal";
const METHODS: ReadonlySet<unknown> = new Set<Method>(["average", "min", "max", "dense", "ordinal"]);

/** Ranks for the equal values at places [from, to) of a stretch, counted from 0. */
function tie(method: Method, from: number, to: number, dense: number): number {
  switch (method) {
    case "average":
      return (from + 1 + to) / 2;
    case "max":
      return to;
    case "dense":
      return dense;
    default:
      return from + 1;
  }
}

/** The stretch that each row is in. */
function stretches(starts: Int32Array, length: number): Int32Array {
  const ids = new Int32Array(length);
  for (let s = 0; s + 1 < starts.length; s++) ids.fill(s, starts[s], starts[s + 1]);
  return ids;
}

export const rank: Segmented = ([c], info, starts) => {
  const column = c as Column;
  const { options, type } = info;
  const method = (options.method ?? "average") as Method;
  if (!METHODS.has(method))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `rank: there is no method "${String(method)}", only ${[...METHODS].join(", ")}`,
    );
  const sorted = sortRows([sortKey(column, options.descending === true, true)], column.length);
  const rows =
    starts.length <= 2 ? sorted : segmentsOf(stretches(starts, column.length), starts.length - 1, sorted).rows;
  const compare = compareValues(column);
  const out = method === "average" ? new Float64Array(column.length) : new Uint32Array(column.length);
  for (let s = 0; s + 1 < starts.length; s++) {
    const [from, to] = [starts[s] as number, starts[s + 1] as number];
    let dense = 0;
    for (let i = from; i < to && isValid(column, rows[i] as number); ) {
      let end = i + 1;
      while (end < to && isValid(column, rows[end] as number) && compare(rows[i] as number, rows[end] as number) === 0)
        end++;
      const value = tie(method, i - from, end - from, ++dense);
      for (let k = i; k < end; k++) out[rows[k] as number] = method === "ordinal" ? k - from + 1 : value;
      i = end;
    }
  }
  return fixedColumn(type, column.length, out, column.validity, column.nulls);
};
