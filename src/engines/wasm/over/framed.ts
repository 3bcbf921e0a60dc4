import { type Batch, batch } from "../../../arrow/batch.ts";
import { type Column, nullColumn } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { schema as schemaFrom } from "../../../arrow/schema.ts";
import { allNull, takeColumn } from "../../../arrow/take.ts";
import { Null } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { columnsIn } from "../../../expr/children.ts";
import { functionOf } from "../../../expr/registry.ts";
import type { Typed, TypedCall } from "../../../expr/typed.ts";
import { castValue } from "../cast.ts";
import { evaluateLists } from "../eval.ts";
import { accumulatorOf, type Evaluator } from "../evaluate.ts";
import type { Elementwise } from "../function.ts";
import type { Frames } from "../functions/rolling/frames.ts";
import { naming } from "../naming.ts";
import { ruleOf } from "../tables.ts";
import { columnIn, isScalar, spread, type Value } from "../value.ts";
import { chosen } from "./framed-choice.ts";
import { measured } from "./framed-fast.ts";

/** Rows in the order of their windows, and the parts of each row's frame. */
export interface Framing {
  readonly batch: Batch;
  readonly pieces: readonly Frames[];
}
/** A value a row, or one for all. */
export type FramedEvaluator = (f: Framing) => Value;
type Compile = (e: Typed) => Evaluator;

// What one query may look at in frames that nothing shortens.
const MOST = 4e9;
const CHUNK = 1 << 16;

/** An expression of aggregates over each row's frame. */
export function framed(e: Typed, compile: Compile): FramedEvaluator {
  switch (e.kind) {
    case "cast": {
      const input = framed(e.input, compile);
      return (f) => {
        try {
          return castValue(input(f), e.to, e.strict);
        } catch (error) {
          throw naming(error, e);
        }
      };
    }
    case "eval": {
      const input = framed(e.input, compile);
      const run = evaluateLists(e, compile);
      return (f) => run(input(f));
    }
    case "call": {
      const kind = functionOf(e.fn)?.kind;
      if (kind === "aggregate") return aggregated(e, compile);
      if (kind === "elementwise") {
        const args = e.args.map((a) => framed(a, compile));
        const fn = ruleOf("elementwise", e.fn) as Elementwise;
        const { type, options } = e;
        return (f) => {
          try {
            return fn(
              args.map((a) => a(f)),
              { type, options, length: f.batch.length },
            );
          } catch (error) {
            throw naming(error, e);
          }
        };
      }
      return rowByRow(e, compile);
    }
    case "lit": {
      const evaluate = compile(e);
      return (f) => evaluate(f.batch);
    }
    default:
      return rowByRow(e, compile);
  }
}

function aggregated(e: TypedCall, compile: Compile): FramedEvaluator {
  const choice = chosen(e, compile);
  const args = (choice?.args ?? e.args) as readonly Typed[];
  if (args.some((a) => a.shape === "free" || !a.elementwise)) return rowByRow(e, compile);
  const evaluate = args.map(compile);
  const call: TypedCall = { ...e, args };
  return (given) => {
    const f = choice === null ? given : choice.narrow(given);
    const columns = evaluate.map((a) => spread(a(f.batch), f.batch.length));
    return measured(call, columns, f.pieces) ?? folded(call, columns, f);
  };
}

/** The rows of some frames one after the other, and which frame each is of. */
function rowsOf(
  pieces: readonly Frames[],
  first: number,
  end: number,
  size: number,
): { rows: Int32Array; ids: Int32Array } {
  const rows = new Int32Array(size);
  const ids = new Int32Array(size);
  let at = 0;
  for (let i = first; i < end; i++)
    for (const { from, to } of pieces)
      for (let r = from[i] as number; r < (to[i] as number); r++) {
        rows[at] = r;
        ids[at++] = i - first;
      }
  return { rows, ids };
}

const sizeAt = (pieces: readonly Frames[], i: number): number =>
  pieces.reduce((n, { from, to }) => n + (to[i] as number) - (from[i] as number), 0);

function checkWork(pieces: readonly Frames[]): number {
  const n = pieces[0]?.from.length ?? 0;
  let work = 0;
  for (let i = 0; i < n; i++) work += sizeAt(pieces, i);
  if (work > MOST)
    throw new PolaroidError(
      "LIMIT_EXCEEDED",
      `the frames of this window hold ${work} rows in all, and this aggregate looks at each; make them shorter, or use another engine`,
    );
  return n;
}

/** Any aggregate: every frame's rows are a group of their own. */
function folded(e: TypedCall, columns: readonly Column[], { batch: b, pieces }: Framing): Column {
  const n = checkWork(pieces);
  const out: Column[] = [];
  for (let first = 0; first < n; ) {
    let [end, size] = [first, 0];
    while (end < n && (end === first || size < CHUNK)) size += sizeAt(pieces, end++);
    const { rows, ids } = rowsOf(pieces, first, end, size);
    const given = columns.length === 0 ? [nullColumn(Null, b.length)] : columns;
    const accumulator = accumulatorOf(e);
    try {
      accumulator.update(
        given.map((c) => takeColumn(c, rows)),
        ids,
        end - first,
      );
      out.push(accumulator.finish(end - first));
    } finally {
      accumulator.close?.();
    }
    first = end;
  }
  return out.length === 0 ? allNull(e.type, 0) : concatColumns(e.type, out);
}

/** Any expression, evaluated on each frame's rows by itself. */
function rowByRow(e: Typed, compile: Compile): FramedEvaluator {
  const evaluate = compile(e);
  const needed = columnsIn(e);
  return ({ batch: b, pieces }) => {
    const n = checkWork(pieces);
    const schema = schemaFrom(b.schema.fields.filter((f) => needed.has(f.name)));
    const columns = b.columns.filter((_, i) => needed.has(b.schema.fields[i]?.name ?? ""));
    const out: Column[] = [];
    for (let i = 0; i < n; i++) {
      const size = sizeAt(pieces, i);
      const { rows } = rowsOf(pieces, i, i + 1, size);
      const value = evaluate(
        batch(
          schema,
          columns.map((c) => takeColumn(c, rows)),
          size,
        ),
      );
      out.push(isScalar(value) ? columnIn(value) : value);
    }
    return out.length === 0 ? allNull(e.type, 0) : concatColumns(e.type, out);
  };
}
