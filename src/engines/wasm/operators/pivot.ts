import { batch } from "../../../arrow/batch.ts";
import { bitmapBytes, getBit, setBit } from "../../../arrow/bitmap.ts";
import type { Column } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { type Field, fieldOf, schema as schemaFrom } from "../../../arrow/schema.ts";
import { takeColumn } from "../../../arrow/take.ts";
import type { DataType } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { typeOfLiteral } from "../../../expr/literal.ts";
import type { LiteralValue } from "../../../expr/node.ts";
import { coerce } from "../../../expr/resolve.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import type { Pivot } from "../../../plan/node.ts";
import { pivotName, schemaOf } from "../../../plan/schema.ts";
import { accumulatorOf, compile } from "../evaluate.ts";
import { grouper } from "../keys/grouper.ts";
import { KeyedGrouper } from "../keys/keyed-grouper.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { emitBatch } from "../order/emit.ts";
import { columnIn } from "../value.ts";
import { Hold } from "./hold.ts";

const MOST_CELLS = 2 ** 31 - 1;

/** One row for each combination of the index columns, one column for each value of `on`. */
export function pivot(plan: Pivot, { budget }: OperatorContext): Operator {
  const input = schemaOf(plan.input);
  const schema = schemaOf(plan);
  const indexAt = plan.index.map((name) => input.index.get(name) as number);
  const onAt = input.index.get(plan.on) as number;
  const { type: onType } = fieldOf(input, plan.on);
  const width = plan.onValues.length;
  const rows = new KeyedGrouper(plan.index.map((name) => fieldOf(input, name).type));
  const headings = grouper([onType]);
  headings.add([onColumn(plan.onValues, onType)], width);
  if (headings.count !== width) {
    headings.free();
    throw new PolaroidError("INVALID_ARGUMENT", "pivot: onValues names a value twice");
  }
  const values = plan.values.map((name, k) => {
    const { type } = fieldOf(input, name);
    const to = (schema.fields[plan.index.length + k * width] as Field | undefined)?.type ?? type;
    const accumulator = accumulatorOf(aggregateCall(plan.aggregate ?? "first", type, to));
    return { at: input.index.get(name) as number, accumulator };
  });
  const taken = plan.aggregate === null ? takenCells(plan) : null;
  const hold = new Hold(budget);

  return {
    schema,
    done: false,
    push(b) {
      const ids = rows.add(
        indexAt.map((i) => b.columns[i] as Column),
        b.length,
      );
      if (rows.count * width > MOST_CELLS)
        throw new PolaroidError("LIMIT_EXCEEDED", `pivot: ${rows.count} rows of ${width} columns are too many cells`);
      // Room for the cells is asked for before it is taken.
      hold.set(rows.bytes + 8 * rows.count * width * values.length);
      const [kept, cells] = cellsOf(ids, headings.find([b.columns[onAt] as Column], b.length), width);
      taken?.(cells, rows.count * width);
      for (const v of values) {
        const c = b.columns[v.at] as Column;
        v.accumulator.update([kept.length === b.length ? c : takeColumn(c, kept)], cells, rows.count * width);
      }
      hold.set(values.reduce((sum, v) => sum + v.accumulator.bytes, rows.bytes));
    },
    *finish(emit) {
      const cells = values.flatMap((v) => spreadOut(v.accumulator.finish(rows.count * width), rows.count, width));
      yield;
      yield* emitBatch(batch(schema, [...rows.keys(), ...cells], rows.count), emit);
    },
    close() {
      rows.free();
      headings.free();
      for (const v of values) v.accumulator.close?.();
      hold.set(0);
    },
  };
}

/** The values of `on` as a column of its type. */
function onColumn(values: readonly LiteralValue[], type: DataType): Column {
  const none = batch(schemaFrom([]), [], 1);
  const parts = values.map((value) => {
    const info = { type: typeOfLiteral(value), nullable: value === null, shape: "scalar", elementwise: true } as const;
    return columnIn(compile(coerce({ kind: "lit", value, ...info }, type))(none));
  });
  return concatColumns(type, parts);
}

function aggregateCall(fn: string, from: DataType, type: DataType): TypedCall {
  const info = { nullable: true, shape: "scalar", elementwise: false } as const;
  const values = { kind: "col", name: "", type: from, nullable: true, shape: "rows", elementwise: true } as const;
  return { kind: "call", fn, args: [values], options: {}, type, ...info };
}

/** Rows that fall into a column, and their cells, which lie row by row. */
function cellsOf(ids: Int32Array, columns: Int32Array, width: number): readonly [Int32Array, Int32Array] {
  const rows = new Int32Array(ids.length);
  const cells = new Int32Array(ids.length);
  let n = 0;
  for (let i = 0; i < ids.length; i++) {
    const column = columns[i] as number;
    if (column < 0) continue;
    rows[n] = i;
    cells[n++] = (ids[i] as number) * width + column;
  }
  return [rows.subarray(0, n), cells.subarray(0, n)];
}

/** Marks cells as taken and refuses those that already are. */
function takenCells(plan: Pivot): (cells: Int32Array, count: number) => void {
  let bits = new Uint8Array(64);
  return (cells, count) => {
    if (bitmapBytes(count) > bits.length) {
      const more = new Uint8Array(Math.max(bitmapBytes(count), 2 * bits.length));
      more.set(bits);
      bits = more;
    }
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] as number;
      if (getBit(bits, cell) === 1) {
        const name = pivotName(plan.onValues[cell % plan.onValues.length], "", false);
        throw new PolaroidError(
          "INVALID_ARGUMENT",
          `pivot: several rows fall into one cell of column "${name}"; choose an aggregate such as "first" or "sum"`,
        );
      }
      setBit(bits, cell);
    }
  };
}

/** Each column of the cells. */
function spreadOut(cells: Column, rows: number, width: number): Column[] {
  return Array.from({ length: width }, (_, k) => {
    const at = new Int32Array(rows);
    for (let i = 0; i < rows; i++) at[i] = i * width + k;
    return takeColumn(cells, at);
  });
}
