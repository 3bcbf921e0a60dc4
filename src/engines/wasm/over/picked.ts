import type { Batch } from "../../../arrow/batch.ts";
import { getBit } from "../../../arrow/bitmap.ts";
import { type BoolColumn, type Column, fixedColumn, isValid, type Numbers } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import { UInt32 } from "../../../arrow/types.ts";
import { isMissing } from "../../../engine/rules.ts";
import { functionOf } from "../../../expr/registry.ts";
import type { Typed, TypedCall, TypedCast } from "../../../expr/typed.ts";
import { castValue } from "../cast.ts";
import type { Elementwise } from "../function.ts";
import { keyOf, keysOf } from "../functions/reshapes/order.ts";
import { sliceOf, stretch } from "../functions/reshapes/pick.ts";
import type { Segmented } from "../functions/windows/segmented.ts";
import { literalColumn } from "../literal.ts";
import { naming } from "../naming.ts";
import { bestRows } from "../order/best-rows.ts";
import { firstRows, groupsOf } from "../order/groups.ts";
import type { SortKey } from "../order/key.ts";
import { identity } from "../order/merge-sort.ts";
import { type Segments, segmentsOf } from "../order/segments.ts";
import { sortRows } from "../order/sort-rows.ts";
import { tables } from "../tables.ts";
import { columnIn, scalar, spread } from "../value.ts";
import type { GroupedEvaluator, Partition } from "./partition.ts";
import { perRow } from "./per-row.ts";

/** Some rows of each group, in an order: those of group g are `rows[starts[g], starts[g + 1])` of a column; -1 for null. */
export interface Picked extends Segments {
  readonly column: Column;
}
export type PickedEvaluator = (batch: Batch, parts: Partition) => Picked;

/** Evaluates an expression of rows in groups; null where it cannot. */
export type InGroups = (e: Typed) => GroupedEvaluator | null;

/** The group of each place. */
export function groupOfPlaces(starts: Int32Array): Int32Array {
  const ids = new Int32Array(starts[starts.length - 1] as number);
  for (let g = 0; g + 1 < starts.length; g++) ids.fill(g, starts[g], starts[g + 1]);
  return ids;
}

/** The rows that stay, by a test of each one's place. */
function kept({ column, rows, starts }: Picked, stays: (place: number) => boolean): Picked {
  const out = new Int32Array(rows.length);
  const ends = new Int32Array(starts.length);
  let n = 0;
  for (let g = 0; g + 1 < starts.length; g++) {
    for (let p = starts[g] as number; p < (starts[g + 1] as number); p++) if (stays(p)) out[n++] = rows[p] as number;
    ends[g + 1] = n;
  }
  return { column, rows: out.subarray(0, n), starts: ends };
}

export const made = ({ column, rows }: Picked): Column => takeColumn(column, rows, true);

const isRows = (e: Typed): boolean => e.shape === "rows";

/** The rows of a group as they come. */
function all(e: Typed, inGroups: InGroups): PickedEvaluator | null {
  const input = isRows(e) ? inGroups(e) : null;
  return (
    input &&
    ((batch, parts) => {
      const { rows, starts } = parts.segments;
      return { column: perRow(input(batch, parts), parts), rows, starts };
    })
  );
}

function sliced(e: TypedCall, inGroups: InGroups): PickedEvaluator | null {
  const { offset, length } = sliceOf(e.options);
  const from = e.args[0] as Typed;
  const input = picked(from, inGroups);
  if (input === null) return null;
  const best =
    offset === 0 && length !== null && from.kind === "call" ? first(from, Math.max(0, length), inGroups) : null;
  return (batch, parts) => {
    const found = best?.(batch, parts) ?? null;
    if (found !== null) return found;
    const { column, rows, starts } = input(batch, parts);
    const ends = new Int32Array(starts.length);
    const out = new Int32Array(rows.length);
    let n = 0;
    for (let g = 0; g + 1 < starts.length; g++) {
      const base = starts[g] as number;
      const { start, count } = stretch((starts[g + 1] as number) - base, offset, length);
      for (let p = base + start; p < base + start + count; p++) out[n++] = rows[p] as number;
      ends[g + 1] = n;
    }
    return { column, rows: out.subarray(0, n), starts: ends };
  };
}

/** Columns of rows: values and what they are sorted by. */
function sortable(e: TypedCall, inGroups: InGroups) {
  if (e.fn !== "sort" && e.fn !== "sortBy") return null;
  const inputs = e.args.map((a) => (isRows(a) ? inGroups(a) : null));
  if (!inputs.every((i) => i !== null)) return null;
  return (batch: Batch, parts: Partition): { column: Column; keys: SortKey[] } => {
    const columns = inputs.map((i) => perRow(i(batch, parts), parts));
    const [column, ...by] = columns as [Column, ...Column[]];
    return { column, keys: e.fn === "sort" ? [keyOf(column, e.options)] : keysOf(by, e.options) };
  };
}

/** The first rows of each group in an order, without sorting the others; null where that is no gain. */
function first(e: TypedCall, most: number, inGroups: InGroups) {
  const input = sortable(e, inGroups);
  if (input === null) return null;
  return (batch: Batch, parts: Partition): Picked | null => {
    if (parts.order !== null) return null;
    const { column, keys } = input(batch, parts);
    const best = keys.length === 1 ? bestRows(keys[0] as SortKey, parts, most) : null;
    // Nulls of another key are rows of their own.
    return best === null || (keys[0]?.column !== column && best.rows.includes(-1)) ? null : { column, ...best };
  };
}

/** Sorts all rows, then puts them to their groups. */
const inOrder = (column: Column, keys: readonly SortKey[], ids: Int32Array, count: number): Picked => ({
  column,
  ...segmentsOf(ids, count, sortRows(keys, column.length)),
});

function sorted(e: TypedCall, inGroups: InGroups): PickedEvaluator | null {
  const plain = sortable(e, inGroups);
  if (plain !== null)
    return (batch, parts) => {
      const { column, keys } = plain(batch, parts);
      if (parts.order === null) return inOrder(column, keys, parts.ids, parts.count);
      const { rows, starts } = parts.segments;
      const arranged = keys.map((k) => ({ ...k, column: takeColumn(k.column, rows) }));
      return inOrder(takeColumn(column, rows), arranged, groupOfPlaces(starts), parts.count);
    };
  const input = e.fn === "sort" ? picked(e.args[0] as Typed, inGroups) : null;
  return (
    input &&
    ((batch, parts) => {
      const value = input(batch, parts);
      const column = made(value);
      return inOrder(column, [keyOf(column, e.options)], groupOfPlaces(value.starts), parts.count);
    })
  );
}

function filtered(e: TypedCall, inGroups: InGroups): PickedEvaluator | null {
  const [x, where] = e.args as [Typed, Typed];
  const input = all(x, inGroups);
  const condition = isRows(where) ? inGroups(where) : null;
  if (input === null || condition === null) return null;
  return (batch, parts) => {
    const value = input(batch, parts);
    const mask = perRow(condition(batch, parts), parts);
    const { rows } = value;
    if (mask.layout === "null") return kept(value, () => false);
    const { bits } = mask as BoolColumn;
    return kept(value, (p) => getBit(bits, rows[p] as number) === 1 && isValid(mask, rows[p] as number));
  };
}

/** Without nulls, or without NaN. */
function present(e: TypedCall, inGroups: InGroups): PickedEvaluator | null {
  const input = picked(e.args[0] as Typed, inGroups);
  const numbers = e.fn === "dropNans";
  return (
    input &&
    ((batch, parts) => {
      const value = input(batch, parts);
      const { column, rows } = value;
      const isHere = (row: number): boolean => row >= 0 && column.layout !== "null" && isValid(column, row);
      if (!numbers) return kept(value, (p) => isHere(rows[p] as number));
      if (column.layout !== "fixed" || !isFloat(column.type)) return value;
      const values = column.values as Numbers;
      return kept(value, (p) => !isHere(rows[p] as number) || !Number.isNaN(values[rows[p] as number]));
    })
  );
}

/** The first row of each value, of all or of the most frequent ones. */
function different(e: TypedCall, inGroups: InGroups): PickedEvaluator | null {
  const input = picked(e.args[0] as Typed, inGroups);
  const frequent = e.fn === "mode";
  return (
    input &&
    ((batch, parts) => {
      const value = input(batch, parts);
      const column = made(value);
      const ids = groupOfPlaces(value.starts);
      const pairs = groupsOf([fixedColumn(UInt32, ids.length, new Uint32Array(ids.buffer)), column], ids.length);
      const firsts = firstRows(pairs);
      const rows = frequent ? mostFrequent(firsts, pairs.ids, ids, parts) : firsts;
      const starts = new Int32Array(parts.count + 1);
      for (const row of rows) starts[(ids[row] as number) + 1] = (starts[(ids[row] as number) + 1] as number) + 1;
      for (let g = 0; g < parts.count; g++) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number);
      return { column, rows, starts };
    })
  );
}

function mostFrequent(firsts: Int32Array, pairs: Int32Array, ids: Int32Array, { count }: Partition): Int32Array {
  const counts = new Int32Array(firsts.length);
  for (const pair of pairs) counts[pair] = (counts[pair] as number) + 1;
  const most = new Int32Array(count);
  firsts.forEach((row, pair) => {
    const g = ids[row] as number;
    most[g] = Math.max(most[g] as number, counts[pair] as number);
  });
  return firsts.filter((row, pair) => counts[pair] === most[ids[row] as number]);
}

/** Errors about values name the column. */
function named(e: Typed, run: PickedEvaluator | null): PickedEvaluator | null {
  return (
    run &&
    ((batch, parts) => {
      try {
        return run(batch, parts);
      } catch (error) {
        throw naming(error, e);
      }
    })
  );
}

/** Row by row, or a window, over chosen values and literals. */
function mapped(e: TypedCall, inGroups: InGroups): PickedEvaluator | null {
  const at = e.args.findIndex((a) => a.kind !== "lit");
  if (at < 0 || e.args.some((a, i) => i !== at && a.kind !== "lit")) return null;
  const input = picked(e.args[at] as Typed, inGroups);
  const window = functionOf(e.fn)?.kind === "window";
  const fn = (window ? tables.segmented : tables.elementwise)[e.fn];
  if (input === null || fn === undefined || isMissing(fn) || (window && at !== 0)) return null;
  const literals = e.args.map((a) => (a.kind === "lit" ? literalColumn(a) : null));
  const { type, options } = e;
  return (batch, parts) => {
    const value = input(batch, parts);
    const values = made(value);
    const info = { type, options, length: values.length };
    const column = window
      ? (fn as Segmented)(
          literals.map((l) => l ?? values),
          info,
          value.starts,
        )
      : spread(
          (fn as Elementwise)(
            literals.map((l) => (l === null ? values : scalar(l))),
            info,
          ),
          values.length,
        );
    return { column, rows: identity(values.length), starts: value.starts };
  };
}

function casted(e: TypedCast, inGroups: InGroups): PickedEvaluator | null {
  const input = picked(e.input, inGroups);
  return (
    input &&
    ((batch, parts) => {
      const { starts, ...value } = input(batch, parts);
      const column = columnIn(castValue(made({ ...value, starts }), e.to, e.strict));
      return { column, rows: identity(column.length), starts };
    })
  );
}

/** An expression with as many values as it likes a group, for all groups at once; null where it must go group by group. */
export function picked(e: Typed, inGroups: InGroups): PickedEvaluator | null {
  if (isRows(e)) return all(e, inGroups);
  if (e.kind === "cast") return named(e, casted(e, inGroups));
  if (e.kind !== "call") return null;
  switch (e.fn) {
    case "slice":
      return sliced(e, inGroups);
    case "sort":
    case "sortBy":
      return sorted(e, inGroups);
    case "filter":
      return filtered(e, inGroups);
    case "dropNulls":
    case "dropNans":
      return present(e, inGroups);
    case "unique":
    case "mode":
      return different(e, inGroups);
    default:
      return /^(elementwise|window)$/.test(functionOf(e.fn)?.kind ?? "") ? named(e, mapped(e, inGroups)) : null;
  }
}
