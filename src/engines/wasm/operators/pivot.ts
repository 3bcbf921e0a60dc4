import { type Batch, batch } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import { concatBatches, concatColumns } from "../../../arrow/concat.ts";
import { type Field, fieldOf, type Schema, schema as schemaFrom } from "../../../arrow/schema.ts";
import { takeBatch, takeColumn } from "../../../arrow/take.ts";
import type { DataType } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { typeOfLiteral } from "../../../expr/literal.ts";
import type { LiteralValue } from "../../../expr/node.ts";
import { coerce } from "../../../expr/resolve.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import type { Pivot } from "../../../plan/node.ts";
import { pivotName, schemaOf } from "../../../plan/schema.ts";
import { accumulatorOf, compile } from "../evaluate.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitBatch } from "../order/emit.ts";
import { numbering } from "../order/groups.ts";
import { columnIn } from "../value.ts";

const MOST_CELLS = 2 ** 31 - 1;

/** One row for each combination of the index columns, one column for each value of `on`. */
export function pivot(plan: Pivot, { budget }: OperatorContext): Operator {
  const input = schemaOf(plan.input);
  const schema = schemaOf(plan);
  const index = schemaFrom(plan.index.map((name) => fieldOf(input, name)));
  const indexAt = plan.index.map((name) => input.index.get(name) as number);
  const on = fieldOf(input, plan.on);
  const onAt = input.index.get(plan.on) as number;
  const width = plan.onValues.length;
  const rows = numbering(index.fields.map((f) => f.type));
  const headings = numbering([on.type]);
  const columns = headings.add([onColumn(plan.onValues, on.type)], width);
  if (headings.count !== width) throw new PolaroidError("INVALID_ARGUMENT", "pivot: onValues names a value twice");
  const values = plan.values.map((name, k) => {
    const { type } = fieldOf(input, name);
    const to = (schema.fields[plan.index.length + k * width] as Field | undefined)?.type ?? type;
    return {
      name,
      at: input.index.get(name) as number,
      accumulator: accumulatorOf(aggregateCall(plan.aggregate ?? "first", type, to)),
    };
  });
  const firsts: Batch[] = [];
  const filled = plan.aggregate === null ? new Set<number>() : null;
  let held = 0;

  return {
    schema,
    done: false,
    push(b) {
      const before = rows.count;
      const ids = rows.add(
        indexAt.map((i) => b.columns[i] as Column),
        b.length,
      );
      if (rows.count > before) firsts.push(newRows(b, indexAt, index, ids, before, rows.count));
      if (rows.count * width > MOST_CELLS)
        throw new PolaroidError("LIMIT_EXCEEDED", `pivot: ${rows.count} rows of ${width} columns are too many cells`);
      const found = headings.add([b.columns[onAt] as Column], b.length);
      const [kept, cells] = cellsOf(ids, found, columns, width);
      if (filled !== null) checkSingle(cells, filled, plan);
      for (const v of values) {
        const c = b.columns[v.at] as Column;
        v.accumulator.update([kept.length === b.length ? c : takeColumn(c, kept)], cells, rows.count * width);
      }
      const bytes = values.reduce((sum, v) => sum + v.accumulator.bytes, 0);
      budget.take(bytes - held);
      held = bytes;
    },
    *finish(emit) {
      const keys = concatBatches(index, firsts);
      const cells = values.flatMap((v) => spreadOut(v.accumulator.finish(rows.count * width), rows.count, width));
      yield;
      yield* emitBatch(batch(schema, [...keys.columns, ...cells], rows.count), emit);
      budget.give(held);
    },
  };
}

function onColumn(values: readonly LiteralValue[], type: DataType): Column {
  const parts = values.map((value) => {
    const literal = {
      kind: "lit",
      value,
      type: typeOfLiteral(value),
      nullable: value === null,
      shape: "scalar",
      elementwise: true,
    } as const;
    return columnIn(compile(coerce(literal, type))(batch(schemaFrom([]), [], 1)));
  });
  return concatColumns(type, parts);
}

const aggregateCall = (fn: string, from: DataType, type: DataType): TypedCall => ({
  kind: "call",
  fn,
  options: {},
  type,
  nullable: true,
  shape: "scalar",
  elementwise: false,
  args: [{ kind: "col", name: "", type: from, nullable: true, shape: "rows", elementwise: true }],
});

/** The index values of rows that are met for the first time. */
function newRows(b: Batch, at: readonly number[], index: Schema, ids: Int32Array, from: number, to: number): Batch {
  const rows = new Int32Array(to - from);
  for (let i = ids.length - 1; i >= 0; i--) if ((ids[i] as number) >= from) rows[(ids[i] as number) - from] = i;
  return takeBatch(
    batch(
      index,
      at.map((i) => b.columns[i] as Column),
      b.length,
    ),
    rows,
  );
}

/** Rows that have a column, and their cells. */
function cellsOf(
  ids: Int32Array,
  found: Int32Array,
  columns: Int32Array,
  width: number,
): readonly [Int32Array, Int32Array] {
  const place = new Int32Array(width);
  columns.forEach((id, i) => {
    place[id] = i;
  });
  const rows = new Int32Array(ids.length);
  const cells = new Int32Array(ids.length);
  let n = 0;
  for (let i = 0; i < ids.length; i++) {
    const id = found[i] as number;
    if (id >= width) continue;
    rows[n] = i;
    cells[n++] = (ids[i] as number) * width + (place[id] as number);
  }
  return [rows.subarray(0, n), cells.subarray(0, n)];
}

function checkSingle(cells: Int32Array, filled: Set<number>, plan: Pivot): void {
  for (const cell of cells) {
    if (filled.has(cell)) {
      const name = pivotName(plan.onValues[cell % plan.onValues.length], "", false);
      throw new PolaroidError(
        "INVALID_ARGUMENT",
        `pivot: several rows fall into one cell of column "${name}"; choose an aggregate such as "first" or "sum"`,
      );
    }
    filled.add(cell);
  }
}

/** Column k of every row out of cells that lie row by row. */
function spreadOut(cells: Column, rows: number, width: number): Column[] {
  return Array.from({ length: width }, (_, k) => {
    const at = new Int32Array(rows);
    for (let i = 0; i < rows; i++) at[i] = i * width + k;
    return takeColumn(cells, at);
  });
}
