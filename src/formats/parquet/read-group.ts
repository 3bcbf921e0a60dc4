import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { concatColumns } from "../../arrow/concat.ts";
import type { Schema } from "../../arrow/schema.ts";
import { sliceColumn } from "../../arrow/slice.ts";
import type { DataType } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Host, Signal } from "../../core/host.ts";
import { assemble } from "./assemble.ts";
import { checkedChunk, chunkRange, chunkStart } from "./chunk-source.ts";
import { prepareCodec } from "./codec.ts";
import { decodeChunk, type LeafData } from "./decode-chunk.ts";
import type { ColumnChunk, RowGroup } from "./metadata.ts";
import { type PagePlace, parseOffsetIndex } from "./page-index.ts";
import { type Range, readRanges } from "./ranges.ts";
import { retyped } from "./retype.ts";
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
  readonly signal: Signal | undefined;
}

/** What of a chunk is read: pages with these rows. */
interface Piece {
  readonly leaf: Leaf;
  readonly chunk: ColumnChunk;
  readonly ranges: readonly Range[];
  /** The rows of the group that the pages hold, in order. */
  readonly rows: RowRanges;
  readonly bytes: Uint8Array[];
  /** Where only the front of a chunk is read: all of it, in case that is too little. */
  readonly rest: Range | null;
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
  return { leaf, chunk, ranges, rows, bytes: [], rest: null };
}

/** The whole chunk, or its front where that should hold the rows. */
function whole(leaf: Leaf, chunk: ColumnChunk, size: number, group: number, until: number): Piece {
  const all = chunkRange(leaf, chunk, size);
  const bytes = all.end - all.start;
  const dictionary = Math.max(0, chunk.dataPage - all.start);
  const front = FRONT + dictionary + Math.ceil((bytes * until * 2) / Math.max(1, group));
  if (bytes <= SMALL || front >= bytes / 2)
    return { leaf, chunk, ranges: [all], rows: [[0, until]], bytes: [], rest: null };
  return {
    leaf,
    chunk,
    ranges: [{ start: all.start, end: all.start + front }],
    rows: [[0, until]],
    bytes: [],
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

async function pieces(request: GroupRequest): Promise<Piece[]> {
  const { source, group, nodes, ranges, signal } = request;
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
  const flat = out.flatMap((p) => p.ranges);
  const bytes = await readRanges(source, flat, signal);
  let at = 0;
  for (const p of out) for (let i = 0; i < p.ranges.length; i++) p.bytes.push(bytes[at++] as Uint8Array);
  return out;
}

async function decode(request: GroupRequest, piece: Piece, nested: boolean): Promise<LeafData> {
  const { host, checksum, source, signal } = request;
  const { leaf, chunk } = piece;
  const one = { leaf, chunk, rows: rowCount(piece.rows), nested, checksum, host };
  if (piece.rest === null) return decodeChunk({ ...one, pieces: piece.bytes });
  try {
    return decodeChunk({ ...one, pieces: piece.bytes });
  } catch (cause) {
    if (!(cause instanceof PolaroidError && cause.code === "CORRUPT")) throw cause;
    // The front was too short: a page of it is cut off.
    return decodeChunk({ ...one, pieces: await readRanges(source, [piece.rest], signal) });
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

/** A row group's bytes, read and not yet decoded. */
export interface LoadedGroup {
  readonly request: GroupRequest;
  readonly pieces: Piece[];
}

/** Reads what the wanted rows of the columns take, and loads codecs. */
export async function loadGroup(request: GroupRequest): Promise<LoadedGroup> {
  const read = await pieces(request);
  for (const codec of new Set(read.map((p) => p.chunk.codec))) await prepareCodec(codec, request.host);
  return { request, pieces: read };
}

const BUSY = 10;

/** Decodes a loaded row group; lets other work run between columns. */
export async function decodeGroup({ request, pieces: read }: LoadedGroup): Promise<Batch> {
  const { nodes, schema, ranges, host } = request;
  const columns: Column[] = [];
  let at = 0;
  let since = host.now();
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as Node;
    const own = read.slice(at, at + leavesOf(node).length);
    at += own.length;
    const data: LeafData[] = [];
    for (const piece of own) data.push(await decode(request, piece, node.kind !== "leaf"));
    const rows = own[0]?.rows ?? [];
    const type = schema.fields[i]?.type ?? node.type;
    columns.push(cut(retyped(assemble(node, data, rowCount(rows)), type), rows, ranges, type));
    if (host.now() - since > BUSY) {
      await host.pause();
      since = host.now();
    }
  }
  return batch(schema, columns, rowCount(ranges));
}
