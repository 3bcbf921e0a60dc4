import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Host, Signal } from "../../core/host.ts";
import type { RowTest } from "../../plan/table.ts";
import { readRanges } from "../ranges.ts";
import { checkedChunk, chunkRange, chunkStart } from "./chunk-source.ts";
import type { ColumnTask, Piece } from "./decode-column.ts";
import type { decodeLate } from "./late-group.ts";
import type { ColumnChunk, RowGroup } from "./metadata.ts";
import { type PagePlace, parseOffsetIndex } from "./page-index.ts";
import { type RowRanges, rowCount } from "./row-ranges.ts";
import { type Leaf, leavesOf, type Node } from "./schema.ts";

export interface GroupRequest {
  readonly source: ByteSource;
  readonly host: Host;
  readonly checksum: boolean;
  readonly group: RowGroup;
  readonly nodes: readonly Node[];
  readonly schema: Schema;
  /** The rows that are wanted of the group. */
  readonly ranges: RowRanges;
  /** Which of these are given; absent: all. */
  readonly selected?: Uint8Array | undefined;
  /** What the rows must pass. */
  readonly late?: LateTests | undefined;
  /** Columns that are read after the next row group is asked for; null: all. */
  readonly lasting: ReadonlySet<string> | null;
  readonly signal: Signal | undefined;
}

/** Tests of a row group, and the columns that they read. */
export interface LateTests {
  readonly tests: readonly RowTest[];
  readonly dropped: (rows: number) => void;
  /** Decodes the rows that pass: code that comes with the first test. */
  readonly decode: typeof decodeLate;
  readonly nodes: readonly Node[];
  readonly schema: Schema;
}

const SMALL = 256 * 1024;
const FRONT = 128 * 1024;

function byPages(leaf: Leaf, chunk: ColumnChunk, pages: readonly PagePlace[], group: number, wanted: RowRanges): Piece {
  const ranges: { start: number; end: number }[] = [];
  const rows: [number, number][] = [];
  const first = pages[0]?.offset ?? 0;
  if (chunkStart(chunk) < first) ranges.push({ start: chunkStart(chunk), end: first });
  let before = -1;
  let at = 0;
  pages.forEach((p, i) => {
    const end = pages[i + 1]?.firstRow ?? group;
    while (at < wanted.length && (wanted[at] as readonly [number, number])[1] <= p.firstRow) at++;
    if ((wanted[at]?.[0] ?? group) >= end || end === p.firstRow) return;
    const last = ranges[ranges.length - 1];
    if (before === i - 1 && last !== undefined && rows.length > 0) {
      last.end = p.offset + p.size;
      (rows[rows.length - 1] as [number, number])[1] = end;
    } else {
      ranges.push({ start: p.offset, end: p.offset + p.size });
      rows.push([p.firstRow, end]);
    }
    before = i;
  });
  return { leaf, chunk, ranges, rows, rest: null };
}

/** The whole chunk, or its front where that should hold the rows. */
function whole(leaf: Leaf, chunk: ColumnChunk, size: number, group: number, until: number): Piece {
  const all = chunkRange(leaf, chunk, size);
  const bytes = all.end - all.start;
  const dictionary = Math.max(0, chunk.dataPage - all.start);
  const front = FRONT + dictionary + Math.ceil((bytes * until * 2) / Math.max(1, group));
  if (bytes <= SMALL || front >= bytes / 2) return { leaf, chunk, ranges: [all], rows: [[0, until]], rest: null };
  return {
    leaf,
    chunk,
    ranges: [{ start: all.start, end: all.start + front }],
    rows: [[0, until]],
    rest: all,
  };
}

async function offsets(request: GroupRequest, leaves: readonly Leaf[]): Promise<Map<number, PagePlace[]>> {
  const { source, group, signal } = request;
  const out = new Map<number, PagePlace[]>();
  const places = leaves.flatMap((leaf) => {
    const place = group.chunk(leaf.index).offsetIndex;
    return place === null || (source.size >= 0 && place.offset + place.length > source.size) ? [] : [{ leaf, place }];
  });
  const bytes = await readRanges(
    source,
    places.map(({ place: p }) => ({ start: p.offset, end: p.offset + p.length })),
    signal,
  );
  places.forEach(({ leaf }, i) => {
    const chunk = group.chunk(leaf.index);
    const end = chunkRange(leaf, chunk, source.size).end;
    try {
      const pages = parseOffsetIndex(bytes[i] as Uint8Array, group.rows);
      if (
        pages.length > 0 &&
        (pages[0] as PagePlace).offset >= chunkStart(chunk) &&
        pages.every((p) => p.offset + p.size <= end)
      )
        out.set(leaf.index, pages);
    } catch (cause) {
      if (!(cause instanceof PolaroidError)) throw cause;
    }
  });
  return out;
}

/** What is read of a row group for the wanted rows, a piece for each leaf. */
async function pieces(request: GroupRequest): Promise<Piece[]> {
  const { source, group, nodes, ranges } = request;
  const until = ranges[ranges.length - 1]?.[1] ?? 0;
  const partial = rowCount(ranges) < group.rows;
  // Leaves of one nested column must begin with the same row, which pages do not.
  const alone = nodes
    .map(leavesOf)
    .filter((own) => own.length === 1)
    .flat();
  const indexes = partial ? await offsets(request, alone) : new Map<number, PagePlace[]>();
  const out = nodes.flatMap(leavesOf).map((leaf) => {
    const chunk = checkedChunk(source, group, leaf);
    const pages = indexes.get(leaf.index);
    return pages === undefined
      ? whole(leaf, chunk, source.size, group.rows, until)
      : byPages(leaf, chunk, pages, group.rows, ranges);
  });
  return out;
}

/** The columns of a row group, each with what is read for it. */
export async function planGroup(request: GroupRequest): Promise<ColumnTask[]> {
  const { nodes, schema, ranges, checksum, selected } = request;
  const all = await pieces(request);
  let at = 0;
  return nodes.map((node, i) => {
    const own = all.slice(at, at + leavesOf(node).length);
    at += own.length;
    return { node, type: schema.fields[i]?.type ?? node.type, wanted: ranges, checksum, selected, pieces: own };
  });
}
