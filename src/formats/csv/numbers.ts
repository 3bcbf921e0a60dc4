import { bitmapBytes } from "../../arrow/bitmap.ts";
import { boolColumn, type Column, fixedColumn } from "../../arrow/column.ts";
import { allocate } from "../../arrow/layout.ts";
import type { DataType } from "../../arrow/types.ts";
import { further } from "../../kernels/further.ts";
import { kernels } from "../../kernels/memory.ts";
import { powersOfFive } from "../../kernels/twins/csv.ts";
import { lastingFloats, lastingLongs } from "../lasting.ts";
import { boundsOf } from "../value-reader.ts";
import type { Block } from "./block.ts";
import { type ColumnOptions, nullsOf, type Parsed, repair, run } from "./parsed.ts";

let powers = 0;
/** Where the kernels find what floats are read with. */
export function powersPtr(): number {
  if (powers === 0) {
    const table = powersOfFive();
    powers = kernels.alloc(table.length);
    kernels.write(powers, table);
  }
  return powers;
}

function int64(block: Block, column: number): Parsed {
  const { src, starts, ends, columns, rows, dialect } = block;
  return run(block, rows * 8, (out, valid, bad) =>
    further.csvInt64(src, starts, ends, columns, column, rows, dialect.quote, out, valid, bad),
  );
}

export function integers(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  const { rows } = block;
  const parsed = int64(block, column);
  const words = parsed.out >>> 3;
  const wide = kernels.views.i64;
  if (type.id === "Int64") {
    const values = lastingLongs(parsed.out, rows);
    repair(block, column, type, parsed, values, options);
    return fixedColumn(type, rows, values, parsed.valid, nullsOf(parsed.valid, rows));
  }
  const values = allocate(type, rows) as Int32Array;
  const halves = kernels.views.i32;
  const [low, high] = (boundsOf(type) as readonly [bigint, bigint]).map(Number) as [number, number];
  const bad: number[] = [];
  const unsigned = type.id === "UInt64";
  for (let r = 0; r < rows; r++) {
    const top = halves[(words + r) * 2 + 1] as number;
    const v = top * 4294967296 + ((halves[(words + r) * 2] as number) >>> 0);
    if (unsigned ? top >= 0 : v >= low && v <= high) {
      if (unsigned) (values as unknown as BigUint64Array)[r] = wide[words + r] as bigint;
      else values[r] = v;
    } else if (((parsed.valid[r >> 3] as number) >> (r & 7)) & 1) {
      parsed.valid[r >> 3] = (parsed.valid[r >> 3] as number) & ~(1 << (r & 7));
      bad.push(r);
    }
  }
  repair(
    block,
    column,
    type,
    { ...parsed, bad: Int32Array.from([...parsed.bad, ...bad].sort((a, b) => a - b)) },
    values,
    options,
  );
  return fixedColumn(type, rows, values, parsed.valid, nullsOf(parsed.valid, rows));
}

export function floats(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  const { src, starts, ends, columns, rows, dialect } = block;
  const table = powersPtr();
  const parsed = run(block, rows * 8, (out, valid, bad) =>
    further.csvFloat64(
      src,
      starts,
      ends,
      columns,
      column,
      rows,
      dialect.quote,
      options.decimalPoint,
      table,
      out,
      valid,
      bad,
    ),
  );
  const values =
    type.id === "Float32"
      ? Float32Array.from(kernels.views.f64.subarray(parsed.out >>> 3, (parsed.out >>> 3) + rows))
      : lastingFloats(parsed.out, rows);
  repair(block, column, type, parsed, values, options);
  return fixedColumn(type, rows, values, parsed.valid, nullsOf(parsed.valid, rows));
}

export function bools(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  const { src, starts, ends, columns, rows, dialect } = block;
  const bytes = bitmapBytes(rows);
  const parsed = run(block, bytes, (out, valid, bad) =>
    further.csvBool(src, starts, ends, columns, column, rows, dialect.quote, out, valid, bad),
  );
  const bits = kernels.u8.slice(parsed.out, parsed.out + bytes);
  repair(block, column, type, parsed, {}, options);
  return boolColumn(type, rows, bits, parsed.valid, nullsOf(parsed.valid, rows));
}
