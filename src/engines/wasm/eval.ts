import { type Batch, batch } from "../../arrow/batch.ts";
import { getBit } from "../../arrow/bitmap.ts";
import {
  type BoolColumn,
  type Column,
  fixedListColumn,
  isValid,
  type ListColumn,
  listColumn,
} from "../../arrow/column.ts";
import { concatColumns } from "../../arrow/concat.ts";
import { schema as schemaFrom } from "../../arrow/schema.ts";
import { sliceColumn } from "../../arrow/slice.ts";
import { allNull, takeColumn } from "../../arrow/take.ts";
import type { DataType } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { ELEMENT } from "../../expr/node.ts";
import type { Typed, TypedEval } from "../../expr/typed.ts";
import type { Evaluator } from "./evaluate.ts";
import { asList, listOfItem, present } from "./functions/lists/rows.ts";
import { identity } from "./order/merge-sort.ts";
import { inGroups } from "./over/in-groups.ts";
import type { Grouped, GroupedEvaluator, Partition } from "./over/partition.ts";
import { columnIn, isScalar, scalar, spread, type Value } from "./value.ts";

type Compile = (e: Typed) => Evaluator;
/** What came out of the items of all lists: list i made `values[offsets[i], offsets[i + 1])`. */
interface Made {
  readonly values: Column;
  readonly offsets: Int32Array;
}
type Body = (items: Batch, lists: Partition, length: number) => Made;

const NONE = 0;
const batchOf = (items: Column): Batch =>
  batch(schemaFrom([{ name: ELEMENT, type: items.type, nullable: true }]), [items], items.length);

/** The lists as the groups of their items. */
function groupsOf(c: ListColumn): Partition {
  const start = c.offsets[0] as number;
  const starts = c.offsets.slice(0, c.length + 1);
  for (let i = 0; i < starts.length; i++) starts[i] = (starts[i] as number) - start;
  const ids = listOfItem(c);
  const rows = identity(ids.length);
  return { ids, count: c.length, order: null, segments: { rows, starts }, places: rows };
}

function madeOf(value: Grouped, lists: Partition, length: number): Made {
  const { starts } = lists.segments;
  switch (value.per) {
    case "row":
      return { values: value.column, offsets: starts };
    case "group":
      return { values: value.column, offsets: identity(lists.count + 1) };
    default:
      return { values: spread(value.value, length), offsets: starts };
  }
}

/** A column for all items: one value a list is there for each of its items. */
const perItem = (value: Grouped, lists: Partition): Column =>
  value.per === "row"
    ? value.column
    : value.per === "group"
      ? takeColumn(value.column, lists.ids)
      : spread(value.value, lists.ids.length);

/** The items where a condition holds. */
function kept(values: Column, mask: Column, lists: Partition): Made {
  const rows = new Int32Array(values.length);
  const { starts } = lists.segments;
  const offsets = new Int32Array(lists.count + 1);
  let n = 0;
  for (let i = 0; i < lists.count; i++) {
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++)
      if (mask.layout === "bool" && isValid(mask, k) && getBit((mask as BoolColumn).bits, k) === 1) rows[n++] = k;
    offsets[i + 1] = n;
  }
  return { values: takeColumn(values, rows.subarray(0, n)), offsets };
}

function filtered(e: Typed, compile: Compile): Body | null {
  if (e.kind !== "call" || (e.fn !== "filter" && e.fn !== "dropNulls")) return null;
  const parts = e.args.map((a): GroupedEvaluator | null => inGroups(a, compile));
  if (parts.some((p) => p === null)) return null;
  return (items, lists) => {
    const [values, mask] = parts.map((p) => perItem((p as GroupedEvaluator)(items, lists), lists)) as [Column, Column?];
    if (mask !== undefined) return kept(values, mask, lists);
    const { length, validity } = values;
    if (values.layout === "null") return { values: allNull(e.type, NONE), offsets: new Int32Array(lists.count + 1) };
    if (validity === null) return { values, offsets: lists.segments.starts };
    return kept(values, { layout: "bool", type: e.type, length, bits: validity, validity: null, nulls: 0 }, lists);
  };
}

/** One list after the other. */
function oneByOne(e: Typed, compile: Compile): Body {
  const evaluate = compile(e);
  return (items, lists) => {
    const { starts } = lists.segments;
    const [all] = items.columns as readonly [Column];
    const offsets = new Int32Array(lists.count + 1);
    const parts: Column[] = [];
    for (let i = 0; i < lists.count; i++) {
      const from = starts[i] as number;
      const length = (starts[i + 1] as number) - from;
      const value = evaluate(batch(items.schema, [sliceColumn(all, from, length)], length));
      const column = isScalar(value) && e.shape === "rows" ? spread(value, length) : columnIn(value);
      parts.push(column);
      offsets[i + 1] = (offsets[i] as number) + column.length;
    }
    return { values: concatColumns(e.type, parts), offsets };
  };
}

function bodyOf(e: Typed, compile: Compile): Body {
  const grouped = inGroups(e, compile);
  if (grouped !== null) return (items, lists, length) => madeOf(grouped(items, lists), lists, length);
  return filtered(e, compile) ?? oneByOne(e, compile);
}

const SIZE = "arr.eval gives as many items as there were; { asList: true } gives lists of any length";

/** Lists of one size; what a null row has is of no matter, but must have its room. */
function fixed(type: DataType, c: ListColumn, { values, offsets }: Made): Column {
  const size = type.id === "FixedSizeList" ? type.size : 0;
  const rows = new Int32Array(c.length * size).fill(-1);
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const from = offsets[i] as number;
    const count = (offsets[i + 1] as number) - from;
    if (count !== size) throw new PolaroidError("SHAPE_MISMATCH", `${SIZE}; ${count} came out where ${size} were`);
    for (let k = 0; k < size; k++) rows[i * size + k] = from + k;
  }
  return fixedListColumn(type, c.length, size, takeColumn(values, rows, true), c.validity, c.nulls);
}

/** Where a list is null, its value is too. */
function masked(c: ListColumn, value: Column): Column {
  if (c.validity === null) return value;
  const rows = identity(c.length);
  for (let i = 0; i < rows.length; i++) if (!isValid(c, i)) rows[i] = -1;
  return takeColumn(value, rows, true);
}

/** An expression of lists' items as a function of the lists. */
export function evaluateLists(e: TypedEval, compile: Compile): (v: Value) => Value {
  const body = bodyOf(e.body, compile);
  const one = e.as === "value" && e.body.shape === "scalar";
  const run = (c: Column): Column => {
    if (c.layout === "null" || c.length === 0) return allNull(e.type, c.length);
    const lists = present(asList(c));
    const start = lists.offsets[0] as number;
    const items = sliceColumn(lists.child, start, (lists.offsets[c.length] as number) - start);
    const made = body(batchOf(items), groupsOf(lists), one ? c.length : items.length);
    if (one) return masked(lists, made.values);
    if (e.as === "array") return fixed(e.type, lists, made);
    return listColumn(e.type, c.length, made.offsets, made.values, c.validity, c.nulls);
  };
  return (v) => (isScalar(v) ? scalar(run(v.column)) : run(v));
}
