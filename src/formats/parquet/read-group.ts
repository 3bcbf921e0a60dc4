import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { readRanges } from "../ranges.ts";
import { prepareCodec } from "./codec.ts";
import { type ColumnTask, decodeColumn, type Piece } from "./decode-column.ts";
import { type GroupRequest, planGroup } from "./plan-group.ts";
import { rowCount } from "./row-ranges.ts";

/** A row group's bytes, read and not yet decoded. */
export interface LoadedGroup {
  readonly request: GroupRequest;
  readonly tasks: readonly ColumnTask[];
  readonly bytes: ReadonlyMap<Piece, readonly Uint8Array[]>;
}

/** Reads what tasks take, near ranges at once. */
export async function loadTasks(
  { source, signal }: GroupRequest,
  tasks: readonly ColumnTask[],
): Promise<ReadonlyMap<Piece, readonly Uint8Array[]>> {
  const pieces = tasks.flatMap((t) => t.pieces);
  const bytes = await readRanges(
    source,
    pieces.flatMap((p) => p.ranges),
    signal,
  );
  const out = new Map<Piece, readonly Uint8Array[]>();
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, bytes.slice(at, at + piece.ranges.length));
    at += piece.ranges.length;
  }
  return out;
}

/** Reads what the wanted rows of the columns take, and loads codecs. */
export async function loadGroup(request: GroupRequest): Promise<LoadedGroup> {
  const tasks = await planGroup(request);
  const bytes = await loadTasks(request, tasks);
  const codecs = new Set(tasks.flatMap((t) => t.pieces.map((p) => p.chunk.codec)));
  for (const codec of codecs) await prepareCodec(codec, request.host);
  return { request, tasks, bytes };
}

const BUSY = 10;

/** Decodes a loaded row group; lets other work run between columns. */
export async function decodeGroup({ request, tasks, bytes }: LoadedGroup): Promise<Batch> {
  const { schema, ranges, host, source, signal } = request;
  const given = {
    of: (piece: Piece) => bytes.get(piece) ?? [],
    rest: async (range: Piece["ranges"][number]) => (await readRanges(source, [range], signal))[0] as Uint8Array,
  };
  const columns: Column[] = [];
  let since = host.now();
  for (const task of tasks) {
    columns.push(await decodeColumn(task, given, host));
    if (host.now() - since > BUSY) {
      await host.pause();
      since = host.now();
    }
  }
  return batch(schema, columns, rowCount(ranges));
}
