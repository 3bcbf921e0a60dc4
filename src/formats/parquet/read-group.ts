import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { type Schema, schema } from "../../arrow/schema.ts";
import { weigh } from "../../arrow/weight.ts";
import { readRanges } from "../ranges.ts";
import { columnScratch, scratch as reused } from "../reused.ts";
import { isLocal } from "../stretches.ts";
import { prepareCodec } from "./codec.ts";
import { type ColumnTask, decodeColumn, type Piece, type PieceBytes } from "./decode-column.ts";
import { type GroupRequest, planGroup } from "./plan-group.ts";
import { rowCount } from "./row-ranges.ts";

/** A row group's bytes, read and not yet decoded. */
export interface LoadedGroup {
  readonly request: GroupRequest;
  /** What tests read, where there are some, and the other columns as far as they were read too. */
  readonly tasks: readonly ColumnTask[];
  readonly others: readonly ColumnTask[];
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

/** The columns of a request but those that others have. */
export function without(request: GroupRequest, others: Schema): GroupRequest {
  const kept = request.schema.fields.map((f) => !others.index.has(f.name));
  return {
    ...request,
    nodes: request.nodes.filter((_, i) => kept[i]),
    schema: schema(request.schema.fields.filter((_, i) => kept[i])),
  };
}

export async function loadAll(
  request: GroupRequest,
  planned: readonly (readonly ColumnTask[])[],
): Promise<LoadedGroup> {
  const scratch: Uint8Array[] = [];
  const [tasks = [], others = []] = planned;
  const all = planned.flat();
  const bytes = await loadTasks(request, all, scratch);
  const codecs = new Set(all.flatMap((t) => t.pieces.map((p) => p.chunk.codec)));
  for (const codec of codecs) await prepareCodec(codec, request.host);
  return { request, tasks, others, bytes, scratch };
}

/**
 * Reads what the wanted rows of the columns take, and loads codecs. Where rows must pass tests, that is what these read of
 * a file at hand, and all at once of one that is not.
 */
export async function loadGroup(request: GroupRequest): Promise<LoadedGroup> {
  const { late, source } = request;
  if (late === undefined) return loadAll(request, [await planGroup(request)]);
  const tasks = await planGroup({ ...request, nodes: late.nodes, schema: late.schema });
  return loadAll(request, isLocal(source) ? [tasks] : [tasks, await planGroup(without(request, late.schema))]);
}

const BUSY = 10;

/** A decoded row group. */
export interface DecodedGroup {
  readonly rows: Batch;
  /** What those of its columns lie in that need not last. */
  readonly lent: readonly ArrayBuffer[];
}

export const bytesOf = ({ request, bytes }: LoadedGroup): PieceBytes => ({
  of: (piece: Piece) => bytes.get(piece) ?? [],
  rest: async (range: Piece["ranges"][number]) =>
    (await readRanges(request.source, [range], request.signal))[0] as Uint8Array,
});

/** Decodes columns that are not there yet; lets other work run between them. */
export async function decodeColumns(
  group: LoadedGroup,
  tasks: readonly (ColumnTask | Column)[],
  lent: ArrayBuffer[],
): Promise<Column[]> {
  const { schema: out, lasting, host } = group.request;
  const room = (size: number): ArrayBuffer => {
    const memory = columnScratch.take(size);
    lent.push(memory);
    return memory;
  };
  const given = bytesOf(group);
  const columns: Column[] = [];
  let since = host.now();
  for (const [i, task] of tasks.entries()) {
    if ("layout" in task) {
      columns.push(task);
      continue;
    }
    const lasts = lasting === null || lasting.has(out.fields[i]?.name ?? "");
    columns.push(await decodeColumn(task, lasts ? given : { ...given, room }, host));
    if (host.now() - since > BUSY) {
      await host.pause();
      since = host.now();
    }
  }
  weigh(columns);
  return columns;
}

/** Decodes a loaded row group; lets other work run between columns. */
export async function decodeGroup(group: LoadedGroup): Promise<DecodedGroup> {
  const { request, tasks, scratch } = group;
  const { schema: out, ranges, late } = request;
  if (late !== undefined) return late.decode(group, late);
  const lent: ArrayBuffer[] = [];
  const columns = await decodeColumns(group, tasks, lent);
  for (const memory of scratch) reused.give(memory);
  return { rows: batch(out, columns, rowCount(ranges)), lent };
}
