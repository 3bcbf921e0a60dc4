import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { type Field, field, schema } from "../../arrow/schema.ts";
import { Null } from "../../arrow/types.ts";
import type { Threads } from "../../core/host.ts";
import { scratch as reused } from "../reused.ts";
import type { ColumnTask } from "./decode-column.ts";
import { type Passed, passing } from "./late.ts";
import { type GroupRequest, type LateTests, planGroup } from "./plan-group.ts";
import {
  bytesOf,
  type DecodedGroup,
  decodeColumns,
  type LoadedGroup,
  loadAll,
  loadGroup,
  without,
} from "./read-group.ts";
import { blocksOf, rowCount } from "./row-ranges.ts";
import { leavesOf } from "./schema.ts";
import { decodeOnThreads } from "./threaded.ts";

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
export async function decodeLate(group: LoadedGroup, late: LateTests): Promise<DecodedGroup> {
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

/** Decodes what is left of a row group of which some rows passed. */
export async function decodeLateOnThreads({ passed, request }: LateGroup, threads: Threads): Promise<Batch> {
  const { made, count } = passed;
  const more = without(request, schema([...made.keys()].map((name) => field(name, Null))));
  const { columns, schema: found } = await decodeOnThreads(more, threads);
  const all = request.schema.fields.map(
    ({ name }) => made.get(name) ?? (columns[found.index.get(name) as number] as Column),
  );
  return batch(request.schema, all, count);
}
