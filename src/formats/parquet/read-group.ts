import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { type Field, field, type Schema, schema } from "../../arrow/schema.ts";
import { Null } from "../../arrow/types.ts";
import { weigh } from "../../arrow/weight.ts";
import { readRanges } from "../ranges.ts";
import { columnScratch, scratch as reused } from "../reused.ts";
import { isLocal } from "../stretches.ts";
import { prepareCodec } from "./codec.ts";
import { type ColumnTask, decodeColumn, type Piece, type PieceBytes } from "./decode-column.ts";
import { type Passed, passing } from "./late.ts";
import { type GroupRequest, type LateTests, planGroup } from "./plan-group.ts";
import { blocksOf, rowCount } from "./row-ranges.ts";
import { leavesOf } from "./schema.ts";

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

async function loadAll(request: GroupRequest, planned: readonly (readonly ColumnTask[])[]): Promise<LoadedGroup> {
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

const bytesOf = ({ request, bytes }: LoadedGroup): PieceBytes => ({
  of: (piece: Piece) => bytes.get(piece) ?? [],
  rest: async (range: Piece["ranges"][number]) =>
    (await readRanges(request.source, [range], request.signal))[0] as Uint8Array,
});

/** What is left to be read of a row group of which some rows passed. */
export interface LateGroup {
  readonly passed: Passed;
  readonly request: GroupRequest;
}

/** The rows of a loaded group that pass its tests, and a request for them. */
export async function testGroup(group: LoadedGroup, late: LateTests): Promise<LateGroup> {
  const { request, tasks } = group;
  const passed = await passing(request, late, tasks, bytesOf(group));
  const { bits, count } = passed;
  const { late: _, ...rest } = request;
  const wanted = rowCount(request.ranges);
  request.late?.dropped(wanted - count);
  if (count === wanted) return { passed, request: rest };
  const blocks = blocksOf(bits, request.group.rows);
  const ranges = rowCount(blocks) < wanted / 2 ? blocks : request.ranges;
  return { passed, request: { ...rest, ranges, selected: bits } };
}

/** Reads and tests a row group; what passed is left to be read. */
export async function passingGroup(request: GroupRequest, late: LateTests): Promise<LateGroup> {
  const group = await loadGroup(request);
  const found = await testGroup(group, late);
  for (const memory of group.scratch) reused.give(memory);
  return found;
}

/** Decodes the rows of a loaded group that pass its tests. */
async function decodeLate(group: LoadedGroup, late: LateTests): Promise<DecodedGroup> {
  const { passed, request } = await testGroup(group, late);
  const { made, count } = passed;
  const { schema: out, nodes, selected } = request;
  let rows = batch(out, [], 0);
  const lent: ArrayBuffer[] = [];
  if (count > 0) {
    const named = new Map<string, ColumnTask>();
    group.tasks.forEach((t, i) => void named.set(late.schema.fields[i]?.name ?? "", t));
    const others = without(request, late.schema);
    others.schema.fields.forEach((f, i) => {
      const task = group.others[i];
      if (task !== undefined) named.set(f.name, task);
    });
    const more = without(
      request,
      schema([...new Set([...made.keys(), ...named.keys()])].map((name) => field(name, Null))),
    );
    const loaded = await loadAll(request, [more.nodes.length === 0 ? [] : await planGroup(more)]);
    more.schema.fields.forEach((f, i) => void named.set(f.name, loaded.tasks[i] as ColumnTask));
    const bytes = new Map([...group.bytes, ...loaded.bytes]);
    const columns = await decodeColumns(
      { ...group, request, bytes },
      nodes.map((_, i) => {
        const name = out.fields[i]?.name ?? "";
        return made.get(name) ?? { ...(named.get(name) as ColumnTask), selected };
      }),
      lent,
    );
    rows = batch(out, columns, count);
    for (const memory of loaded.scratch) reused.give(memory);
  }
  for (const memory of group.scratch) reused.give(memory);
  return { rows, lent };
}

/** Compressed bytes, and the share of a group's rows, from which what is left of it is worth other threads' while. */
const HANDED = { bytes: 512 << 10, share: 1 / 32 };

export function isMuch({ passed, request }: LateGroup): boolean {
  const { group, nodes } = request;
  const leaves = nodes.flatMap(leavesOf);
  const bytes = leaves.reduce((sum, leaf) => sum + group.chunk(leaf.index).compressed, 0);
  return bytes > HANDED.bytes && passed.count > HANDED.share * group.rows;
}

/** Decodes on this thread what is left of a row group of which some rows passed, to memory of its own. */
export async function decodeRest({ passed, request }: LateGroup): Promise<Batch> {
  const { made, count } = passed;
  const { schema: out, nodes } = request;
  const more = without(request, schema([...made.keys()].map((name) => field(name, Null))));
  const group = await loadAll({ ...request, lasting: null }, [await planGroup(more)]);
  const columns = await decodeColumns(
    group,
    nodes.map((_, i) => {
      const { name } = out.fields[i] as Field;
      return made.get(name) ?? (group.tasks[more.schema.index.get(name) as number] as ColumnTask);
    }),
    [],
  );
  for (const memory of group.scratch) reused.give(memory);
  return batch(out, columns, count);
}

/** Decodes columns that are not there yet; lets other work run between them. */
async function decodeColumns(
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
  if (late !== undefined) return decodeLate(group, late);
  const lent: ArrayBuffer[] = [];
  const columns = await decodeColumns(group, tasks, lent);
  for (const memory of scratch) reused.give(memory);
  return { rows: batch(out, columns, rowCount(ranges)), lent };
}
