import { bitmapBytes } from "../../arrow/bitmap.ts";
import { type BytesColumn, bytesColumn, type Column, dictColumn } from "../../arrow/column.ts";
import { dictionaryOf, entries } from "../../arrow/dictionary.ts";
import { type DataType, type Enum, Utf8 } from "../../arrow/types.ts";
import { further } from "../../kernels/further.ts";
import { lasting, lastingInts } from "../lasting.ts";
import type { Block } from "./block.ts";
import { type ColumnOptions, fieldAt, nullsOf, run } from "./parsed.ts";

export function texts(block: Block, column: number, type: DataType, options: ColumnOptions): BytesColumn {
  const { src, starts, ends, columns, rows, dialect } = block;
  const offsets = block.own((rows + 1) * 4);
  const parsed = run(block, block.length, (out, valid, bad) =>
    further.csvText(
      src,
      starts,
      ends,
      columns,
      column,
      rows,
      dialect.quote,
      options.missingIsEmpty ? 0 : 1,
      offsets,
      out,
      valid,
      bad,
    ),
  );
  for (const row of parsed.bad) options.fail(row, fieldAt(block, row, column));
  const places = lastingInts(offsets, rows + 1);
  const data = lasting(parsed.out, places[rows] as number);
  return bytesColumn(type, rows, places, data, parsed.valid, nullsOf(parsed.valid, rows));
}

export function categories(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  const { rows } = block;
  const plain = texts(block, column, Utf8, options);
  const all = entries(plain);
  const fixed = type.id === "Enum" ? (type as Enum).categories : null;
  const index = new Map<string, number>(fixed?.map((c, i) => [c, i]));
  const codes = new Int32Array(rows);
  const valid = plain.validity?.slice() ?? new Uint8Array(bitmapBytes(rows)).fill(255);
  for (let r = 0; r < rows; r++) {
    if ((((valid[r >> 3] as number) >> (r & 7)) & 1) === 0) continue;
    const entry = all[r] as string;
    let code = index.get(entry);
    if (code === undefined && fixed !== null) {
      options.fail(r, fieldAt(block, r, column));
      valid[r >> 3] = (valid[r >> 3] as number) & ~(1 << (r & 7));
      code = 0;
    } else if (code === undefined) {
      code = index.size;
      index.set(entry, code);
    }
    codes[r] = code ?? 0;
  }
  return dictColumn(type, rows, codes, dictionaryOf([...index.keys()]), valid, nullsOf(valid, rows));
}
