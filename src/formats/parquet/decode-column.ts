import { bitsToRows } from "../../arrow/bitmap.ts";
import type { Column } from "../../arrow/column.ts";
import { concatColumns } from "../../arrow/concat.ts";
import { sliceColumn } from "../../arrow/slice.ts";
import { takeColumn } from "../../arrow/take.ts";
import type { DataType } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Host } from "../../core/host.ts";
import type { Range } from "../ranges.ts";
import { assemble } from "./assemble.ts";
import { decodeChunk, type LeafData } from "./decode-chunk.ts";
import type { Room } from "./growing.ts";
import type { ColumnChunk } from "./metadata.ts";
import { retyped } from "./retype.ts";
import { bitsWithin, type RowRanges, rowCount } from "./row-ranges.ts";
import type { Leaf, Node } from "./schema.ts";
import type { Sink } from "./sink.ts";

/** What of a chunk is read: pages with the wanted rows. */
export interface Piece {
  readonly leaf: Leaf;
  readonly chunk: ColumnChunk;
  readonly ranges: readonly Range[];
  /** The rows of the group that the pages hold, in order. */
  readonly rows: RowRanges;
  /** Where only the front of a chunk is read: all of it, in case that is too little. */
  readonly rest: Range | null;
}

/** One column of a row group, as plain data that another thread can take. */
export interface ColumnTask {
  readonly node: Node;
  readonly type: DataType;
  readonly wanted: RowRanges;
  readonly checksum: boolean;
  /** Which of the group's rows are given, all of them wanted ones; absent: all that are wanted. */
  readonly selected?: Uint8Array | undefined;
  /** One for each leaf of the node. */
  readonly pieces: readonly Piece[];
}

/** What decoding needs: bytes of a piece as they were read, or read now. */
export interface PieceBytes {
  of(piece: Piece): readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  rest(range: Range): Promise<Uint8Array>;
  /** What values are put into; absent: memory of their own. */
  readonly room?: Room | undefined;
}

/** Decodes the pages of a piece; `sink` takes their values, where they are not to be a column. */
export async function decodePiece(
  task: ColumnTask,
  piece: Piece,
  bytes: PieceBytes,
  host: Host,
  sink?: () => Sink,
): Promise<LeafData> {
  const { leaf, chunk, rows, rest } = piece;
  const { node, checksum } = task;
  const nested = node.kind !== "leaf";
  const selected = nested || task.selected === undefined ? null : bitsWithin(task.selected, rows);
  const room = bytes.room;
  const part = { leaf, chunk, rows: rowCount(rows), selected, nested, checksum, host, room };
  const read = bytes.of(piece);
  const pieces = read instanceof Promise ? await read : read;
  if (rest === null) return decodeChunk({ ...part, sink: sink?.(), pieces });
  try {
    return decodeChunk({ ...part, sink: sink?.(), pieces });
  } catch (cause) {
    if (!(cause instanceof PolaroidError && cause.code === "CORRUPT")) throw cause;
    // The front was too short: a page of it is cut off.
    return decodeChunk({ ...part, sink: sink?.(), pieces: [await bytes.rest(rest)] });
  }
}

/** The wanted rows of a column that holds the rows of its pieces. */
function cut(c: Column, has: RowRanges, wanted: RowRanges, type: DataType): Column {
  const parts: Column[] = [];
  let base = 0;
  let at = 0;
  for (const [start, end] of has) {
    for (; at < wanted.length && (wanted[at] as readonly [number, number])[0] < end; at++) {
      const [from, to] = wanted[at] as readonly [number, number];
      parts.push(sliceColumn(c, base + Math.max(from, start) - start, Math.min(to, end) - Math.max(from, start)));
      if (to > end) break;
    }
    base += end - start;
  }
  return concatColumns(type, parts);
}

/** Decodes the wanted rows of a column. */
export async function decodeColumn(task: ColumnTask, bytes: PieceBytes, host: Host): Promise<Column> {
  const { node, type, wanted, pieces, selected } = task;
  const data: LeafData[] = [];
  for (const piece of pieces) data.push(await decodePiece(task, piece, bytes, host));
  const rows = pieces[0]?.rows ?? [];
  const column = retyped(assemble(node, data, rowCount(rows)), type);
  if (selected === undefined) return cut(column, rows, wanted, type);
  if (node.kind === "leaf") return column;
  const some = bitsToRows(bitsWithin(selected, wanted), rowCount(wanted));
  return takeColumn(cut(column, rows, wanted, type), some);
}
