import { listColumn, nullColumn } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { Null } from "../../../arrow/types.ts";
import { isMissing } from "../../../engine/rules.ts";
import { functionOf } from "../../../expr/registry.ts";
import type { Typed, TypedCall, TypedCast, TypedEval } from "../../../expr/typed.ts";
import { castValue } from "../cast.ts";
import { accumulatorOf, type Evaluator } from "../evaluate.ts";
import type { Elementwise } from "../function.ts";
import { lag } from "../functions/windows/options.ts";
import type { Segmented } from "../functions/windows/segmented.ts";
import { shiftedAmong } from "../functions/windows/shift.ts";
import { naming } from "../naming.ts";
import { ruleOf, tables } from "../tables.ts";
import { columnIn, isScalar, scalar, type Value } from "../value.ts";
import type { Grouped, GroupedEvaluator } from "./partition.ts";
import { perRow } from "./per-row.ts";
import { groupOfPlaces, made, picked } from "./picked.ts";

type Compile = (e: Typed) => Evaluator;
// Their arguments are columns that move together.
const ALIGNED = /^(rolling|ewm|interpolate).*By$|^rollingC/;
const ORDERED: ReadonlySet<string> = new Set(
  "first last implode argMin argMax get isSorted indexOf searchSorted mapGroups".split(" "),
);

/** An expression computed for all groups at once; null where a part of it can only be evaluated group by group. */
export function inGroups(e: Typed, compile: Compile): GroupedEvaluator | null {
  switch (e.kind) {
    case "lit":
    case "col":
      return rowwise(e, compile);
    case "over":
      return null;
    case "eval":
      return e.elementwise ? rowwise(e, compile) : evaluated(e, compile);
    case "cast":
      return e.elementwise ? rowwise(e, compile) : casted(e, compile);
    case "call": {
      if (e.elementwise && e.args.length > 0) return rowwise(e, compile);
      switch (functionOf(e.fn)?.kind) {
        case "elementwise":
          return combined(e, compile);
        case "aggregate":
          return aggregated(e, compile);
        case "window":
          return windowed(e, compile);
        default:
          return null;
      }
    }
  }
}

/** Row by row: the groups do not matter. */
function rowwise(e: Typed, compile: Compile): GroupedEvaluator {
  const evaluate = compile(e);
  return (batch) => {
    const value = evaluate(batch);
    return isScalar(value) ? { per: "all", value } : { per: "row", column: value };
  };
}

function casted(e: TypedCast, compile: Compile): GroupedEvaluator | null {
  const input = inGroups(e.input, compile);
  return (
    input &&
    ((batch, parts) => {
      const value = input(batch, parts);
      try {
        return value.per === "all"
          ? { per: "all", value: scalar(columnIn(castValue(value.value, e.to, e.strict))) }
          : { per: value.per, column: columnIn(castValue(value.column, e.to, e.strict)) };
      } catch (error) {
        throw naming(error, e);
      }
    })
  );
}

function evaluated(e: TypedEval, compile: Compile): GroupedEvaluator | null {
  const input = inGroups(e.input, compile);
  if (input === null) return null;
  const run = ruleOf("nested", "eval")(e, compile);
  return (batch, parts) => {
    const value = input(batch, parts);
    return value.per === "all"
      ? { per: "all", value: scalar(columnIn(run(value.value))) }
      : { per: value.per, column: columnIn(run(value.column)) };
  };
}

function inputs(e: TypedCall, compile: Compile): readonly GroupedEvaluator[] | null {
  const all: GroupedEvaluator[] = [];
  for (const a of e.args) {
    const input = inGroups(a, compile);
    if (input === null) return null;
    all.push(input);
  }
  return all;
}

function combined(e: TypedCall, compile: Compile): GroupedEvaluator | null {
  const args = inputs(e, compile);
  const fn = tables.elementwise[e.fn] as unknown;
  if (args === null || fn === undefined || isMissing(fn)) return null;
  const { type, options } = e;
  return (batch, parts) => {
    const values = args.map((a) => a(batch, parts));
    const rows = values.some((v) => v.per === "row");
    const length = rows ? batch.length : parts.count;
    const given = values.map(
      (v): Value =>
        v.per === "all" ? v.value : v.per === "group" && rows ? takeColumn(v.column, parts.ids) : v.column,
    );
    try {
      const out = (fn as Elementwise)(given, { type, options, length });
      return isScalar(out) ? { per: "all", value: out } : { per: rows ? "row" : "group", column: out };
    } catch (error) {
      throw naming(error, e);
    }
  };
}

/** The groups of rows in an order. */
function along(ids: Int32Array, order: Int32Array): Int32Array {
  const out = new Int32Array(ids.length);
  for (let i = 0; i < out.length; i++) out[i] = ids[order[i] as number] as number;
  return out;
}

/** An aggregate of values that are chosen or put in order before. */
function ofPicked(e: TypedCall, compile: Compile): GroupedEvaluator | null {
  const input = e.args.length === 1 ? picked(e.args[0] as Typed, (x) => inGroups(x, compile)) : null;
  if (input === null) return null;
  return (batch, parts) => {
    const value = input(batch, parts);
    const { starts } = value;
    const column = made(value);
    const { count } = parts;
    if (e.fn === "implode") return { per: "group", column: listColumn(e.type, count, starts, column) };
    const accumulator = accumulatorOf(e);
    try {
      accumulator.update([column], groupOfPlaces(starts), count);
      return { per: "group", column: accumulator.finish(count) };
    } finally {
      accumulator.close?.();
    }
  };
}

function aggregated(e: TypedCall, compile: Compile): GroupedEvaluator | null {
  if (e.args.some((a) => a.shape === "free")) return ofPicked(e, compile);
  const args = inputs(e, compile);
  if (args === null) return null;
  const ordered = ORDERED.has(e.fn);
  return (batch, parts) => {
    const { ids, order, count } = parts;
    const columns = args.map((a) => perRow(a(batch, parts), parts));
    const given = columns.length === 0 ? [nullColumn(Null, batch.length)] : columns;
    const accumulator = accumulatorOf(e);
    try {
      if (ordered && order !== null)
        accumulator.update(
          given.map((c) => takeColumn(c, order)),
          along(ids, order),
          count,
        );
      else accumulator.update(given, ids, count);
      return { per: "group", column: accumulator.finish(count) };
    } finally {
      accumulator.close?.();
    }
  };
}

function windowed(e: TypedCall, compile: Compile): GroupedEvaluator | null {
  const args = inputs(e, compile);
  const fn = tables.segmented[e.fn] as Segmented | undefined;
  // What has one value a group is a column of one row there, so it is left to the slow path, as is a fill value that differs by group.
  const aligned = ALIGNED.test(e.fn);
  const isFit = (a: Typed, i: number): boolean => (i === 0 || aligned ? a.shape === "rows" : a.kind === "lit");
  if (args === null || fn === undefined || !e.args.every(isFit)) return null;
  const { type, options } = e;
  const moved = e.fn === "shift" && e.args.length === 1;
  return (batch, parts) => {
    const values = args.map((a) => a(batch, parts));
    const info = { type, options, length: batch.length };
    if (moved && parts.count > 1)
      return {
        per: "row",
        column: takeColumn(perRow(values[0] as Grouped, parts), shiftedAmong(lag(info), parts), true),
      };
    const single = parts.count === 1 && parts.order === null;
    if (!single && parts.order === null && fn.mixed !== undefined && values.every((v) => v.per !== "all")) {
      const column = fn.mixed(
        values.map((v) => perRow(v, parts)),
        info,
        parts,
      );
      if (column !== null) return { per: "row", column };
    }
    const { rows, starts } = parts.segments;
    const given = values.map((v, i) =>
      i === 0 || aligned
        ? single
          ? perRow(v, parts)
          : takeColumn(perRow(v, parts), rows)
        : columnIn((v as { value: Value }).value),
    );
    const out = fn(given, info, starts);
    return { per: "row", column: single ? out : takeColumn(out, parts.places) };
  };
}
