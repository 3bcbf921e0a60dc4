import { batch, sliceBatch } from "../../arrow/batch.ts";
import { type Column, isValid, listColumn } from "../../arrow/column.ts";
import { concatColumns } from "../../arrow/concat.ts";
import { schema as schemaFrom } from "../../arrow/schema.ts";
import { allNull, takeBatch, takeColumn } from "../../arrow/take.ts";
import { PolaroidError } from "../../core/error.ts";
import { columnsIn } from "../../expr/children.ts";
import type { Typed, TypedCall } from "../../expr/typed.ts";
import { opposite } from "../../expr/window-length.ts";
import type { Evaluator } from "./evaluate.ts";
import { type Closed, framesFrom, unordered } from "./functions/rolling/along.ts";
import { type Frames, validCounts } from "./functions/rolling/frames.ts";
import { inGroups } from "./over/in-groups.ts";
import { partition } from "./over/partition.ts";
import { type OfWindows, sliding } from "./sliding.ts";
import { columnIn, isScalar, spread } from "./value.ts";

type Compile = (e: Typed) => Evaluator;

/** Rows that are gathered for windows at a time. */
const ROOM = 1 << 20;

/** Groups of windows with no more rows than there is room for; one window may have more. */
function* portions({ from, to }: Frames): Iterable<readonly [number, number]> {
  let [first, rows] = [0, 0];
  for (let i = 0; i < from.length; i++) {
    const size = (to[i] as number) - (from[i] as number);
    if (i > first && rows + size > ROOM) {
      yield [first, i];
      [first, rows] = [i, 0];
    }
    rows += size;
  }
  if (first < from.length) yield [first, from.length];
}

/** Any expression: windows are groups of rows, a row in as many as there are. */
function gathered(e: Typed, compile: Compile): OfWindows {
  const grouped = inGroups(e, compile);
  const evaluate = compile(e);
  const needed = columnsIn(e);
  return (all, frames) => {
    const kept = all.schema.fields.flatMap((f, i) => (needed.has(f.name) ? [i] : []));
    const fields = kept.map((i) => all.schema.fields[i] as (typeof all.schema.fields)[number]);
    const b = batch(
      schemaFrom(fields),
      kept.map((i) => all.columns[i] as Column),
      all.length,
    );
    const [values, sizes]: [Column[], number[]] = [[], []];
    for (const [first, end] of portions(frames)) {
      if (grouped === null) {
        for (let i = first; i < end; i++) {
          const [from, size] = [frames.from[i] as number, (frames.to[i] as number) - (frames.from[i] as number)];
          const value = evaluate(sliceBatch(b, from, size));
          const column = isScalar(value) && e.shape === "rows" ? spread(value, size) : columnIn(value);
          values.push(column);
          sizes.push(column.length);
        }
        continue;
      }
      const total = (i: number): number => (frames.to[i] as number) - (frames.from[i] as number);
      let count = 0;
      for (let i = first; i < end; i++) count += total(i);
      const rows = new Int32Array(count);
      const ids = new Int32Array(count);
      let n = 0;
      for (let i = first; i < end; i++)
        for (let k = frames.from[i] as number; k < (frames.to[i] as number); k++) {
          rows[n] = k;
          ids[n++] = i - first;
        }
      const out = grouped(takeBatch(b, rows), partition({ ids, count: end - first }, null));
      const perRow = out.per === "row" || (out.per === "all" && e.shape === "rows");
      for (let i = first; i < end; i++) sizes.push(perRow ? total(i) : 1);
      values.push(out.per === "all" ? spread(out.value, perRow ? count : end - first) : out.column);
    }
    const column = concatColumns(e.type, values);
    if (e.shape === "scalar") return column;
    const offsets = new Int32Array(sizes.length + 1);
    for (let i = 0; i < sizes.length; i++) offsets[i + 1] = (offsets[i] as number) + (sizes[i] as number);
    return listColumn({ id: "List", inner: e.type } as never, sizes.length, offsets, column);
  };
}

/** Lists of windows hold no more values than this. */
const MOST = 2 ** 27;
function lists(run: OfWindows): OfWindows {
  return (all, frames) => {
    let total = 0;
    for (let i = 0; i < frames.from.length; i++) total += (frames.to[i] as number) - (frames.from[i] as number);
    if (total > MOST)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `rolling: the lists of all windows would hold ${total} values; aggregate them, or take a shorter period`,
      );
    return run(all, frames);
  };
}

const ofWindows = (e: Typed, compile: Compile): OfWindows =>
  e.shape === "scalar" ? (sliding(e, compile) ?? gathered(e, compile)) : lists(gathered(e, compile));

/** An expression of the rows whose times lie around that of each row. */
export function rolling(e: TypedCall, compile: Compile): Evaluator {
  const [input, index] = e.args as readonly [Typed, Typed];
  const run = ofWindows(input, compile);
  const along = compile(index);
  const period = String(e.options.period);
  const offset = typeof e.options.offset === "string" ? e.options.offset : opposite(period);
  const closed = (e.options.closed ?? "right") as Closed;
  return (b) => {
    if (b.length === 0) return allNull(e.type, 0);
    const by = spread(along(b), b.length);
    const starts = Int32Array.of(0, b.length);
    const wrong = unordered(by, starts);
    if (wrong >= 0 || by.layout !== "fixed")
      throw new PolaroidError(
        "INVALID_ARGUMENT",
        `rolling: the index column ${wrong < 0 || isValid(by, wrong) ? "is not in ascending order" : "holds a null"} at row ${wrong}; sort by it, without nulls, before`,
      );
    const out = run(b, framesFrom(by, starts, offset, period, closed));
    return { ...out, type: e.type };
  };
}

/** An aggregate of all rows up to each one. */
export function cumulativeEval(e: TypedCall, compile: Compile): Evaluator {
  const [body, input] = e.args as readonly [Typed, Typed];
  const run = ofWindows(body, compile);
  const values = compile(input);
  const least = Number(e.options.minSamples ?? 1);
  return (b) => {
    if (b.length === 0) return allNull(e.type, 0);
    const from = new Int32Array(b.length);
    const to = Int32Array.from(from, (_, i) => i + 1);
    const counts = validCounts({ from, to }, spread(values(b), b.length));
    const rows = Int32Array.from(from, (_, i) => ((counts[i] as number) < least ? -1 : i));
    return takeColumn(run(b, { from, to }), rows, true);
  };
}
