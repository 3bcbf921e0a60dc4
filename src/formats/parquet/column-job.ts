import type { Column } from "../../arrow/column.ts";
import { weigh } from "../../arrow/weight.ts";
import type { Host } from "../../core/host.ts";
import type { Range } from "../ranges.ts";
import { prepareCodec } from "./codec.ts";
import { type ColumnTask, decodeColumn, type Piece } from "./decode-column.ts";

/** What another thread is given: a task, and its bytes or the descriptor of the file that has them. */
export interface ColumnJob {
  readonly task: ColumnTask;
  readonly file: number | null;
  readonly name: string;
  /** Those of each piece, in order; empty where the thread reads the file itself. */
  readonly bytes: readonly (readonly Uint8Array[])[];
}

/** Fills a part of the memory that a thread keeps for what it reads. */
export type ReadAt = (file: number, name: string, ranges: readonly Range[]) => Uint8Array[];

/** Decodes a column on another thread. */
export async function runColumnJob({ task, file, name, bytes }: ColumnJob, host: Host, read: ReadAt): Promise<Column> {
  for (const piece of task.pieces) await prepareCodec(piece.chunk.codec, host);
  const of = (piece: Piece): readonly Uint8Array[] =>
    file === null ? (bytes[task.pieces.indexOf(piece)] ?? []) : read(file, name, piece.ranges);
  const rest = async (range: Range): Promise<Uint8Array> =>
    (file === null ? [] : read(file, name, [range]))[0] ?? new Uint8Array(0);
  const column = await decodeColumn(task, { of, rest }, host);
  weigh([column]);
  return column;
}
