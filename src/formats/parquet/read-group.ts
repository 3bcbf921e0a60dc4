import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { weigh } from "../../arrow/weight.ts";
import { readRanges } from "../ranges.ts";
import { columnScratch, scratch as reused } from "../reused.ts";
import { isLocal } from "../stretches.ts";
import { prepareCodec } from "./codec.ts";
import { type ColumnTask, decodeColumn, type Piece } from "./decode-column.ts";
import { type GroupRequest, planGroup } from "./plan-group.ts";
import { rowCount } from "./row-ranges.ts";

/** A row group's bytes, read and not yet decoded. */
export interface LoadedGroup {
  readonly request: GroupRequest;
  readonly tasks: readonly ColumnTask[];
  readonly bytes: ReadonlyMap<Piece, readonly Uint8Array[]>;
  /** What they lie in, where it is used again. */
  readonly scratch: readonly Uint8Array[];
}

/** Reads what tasks take, near ranges at once. */
export async function loadTasks(
  { source, signal }: GroupRequest,
  tasks: readonly ColumnTask[],
  scratch: Uint8Array[] | null = null,
): Promise<ReadonlyMap<Piece, readonly Uint8Array[]>> {
  const pieces = tasks.flatMap((t) => t.pieces);
  const ranges = pieces.flatMap((p) => p.ranges);
  const local = scratch !== null && isLocal(source);
  const bytes = await (local
    ? readRanges(source, ranges, signal, undefined, async (start, end) => {
        const memory = reused.take(end - start);
        const into = memory.subarray(0, end - start);
        await source.readInto(start, into, signal);
        scratch.push(memory);
        return into;
      })
    : readRanges(source, ranges, signal));
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
  const scratch: Uint8Array[] = [];
  const bytes = await loadTasks(request, tasks, scratch);
  const codecs = new Set(tasks.flatMap((t) => t.pieces.map((p) => p.chunk.codec)));
  for (const codec of codecs) await prepareCodec(codec, request.host);
  return { request, tasks, bytes, scratch };
}

const BUSY = 10;

/** A decoded row group. */
export interface DecodedGroup {
  readonly rows: Batch;
  /** What those of its columns lie in that need not last. */
  readonly lent: readonly ArrayBuffer[];
}

/** Decodes a loaded row group; lets other work run between columns. */
export async function decodeGroup({ request, tasks, bytes, scratch }: LoadedGroup): Promise<DecodedGroup> {
  const { schema, ranges, lasting, host, source, signal } = request;
  const lent: ArrayBuffer[] = [];
  const room = (size: number): ArrayBuffer => {
    const memory = columnScratch.take(size);
    lent.push(memory);
    return memory;
  };
  const given = {
    of: (piece: Piece) => bytes.get(piece) ?? [],
    rest: async (range: Piece["ranges"][number]) => (await readRanges(source, [range], signal))[0] as Uint8Array,
  };
  const columns: Column[] = [];
  let since = host.now();
  for (const [i, task] of tasks.entries()) {
    const lasts = lasting === null || lasting.has(schema.fields[i]?.name ?? "");
    columns.push(await decodeColumn(task, lasts ? given : { ...given, room }, host));
    if (host.now() - since > BUSY) {
      await host.pause();
      since = host.now();
    }
  }
  for (const memory of scratch) reused.give(memory);
  weigh(columns);
  return { rows: batch(schema, columns, rowCount(ranges)), lent };
}
