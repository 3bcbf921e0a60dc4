import { type Batch, batch, sliceBatch } from "../../arrow/batch.ts";
import { columnNotFound, type Schema, schema } from "../../arrow/schema.ts";
import type { ByteSource, Host } from "../../core/host.ts";
import type { ColumnStats, ScanRequest, Table } from "../../plan/table.ts";
import { assemble } from "./assemble.ts";
import { prepareCodec } from "./codec.ts";
import { checkPromise, decodeChunk } from "./decode-chunk.ts";
import { encrypted } from "./footer.ts";
import type { ColumnChunk, FileMetadata, RowGroup } from "./metadata.ts";
import { type Range, readRanges } from "./ranges.ts";
import { retyped } from "./retype.ts";
import { type FileSchema, type Leaf, leavesOf, type Node } from "./schema.ts";
import { corrupt } from "./thrift.ts";

const BATCH = 1 << 20;
// Old writers left the dictionary's header out of a chunk's size (PARQUET-816).
const OLD_HEADER = 100;

export interface ParquetOptions {
  readonly checksum: boolean;
}

/** Where the pages of a chunk lie in the file. */
export function chunkRange(leaf: Leaf, chunk: ColumnChunk, size: number): Range {
  const { dictionaryPage, dataPage } = chunk;
  const start = dictionaryPage !== null && dictionaryPage > 0 && dictionaryPage < dataPage ? dictionaryPage : dataPage;
  const promised = start + chunk.compressed;
  const end = size >= 0 ? Math.max(promised, Math.min(promised + OLD_HEADER, size)) : promised;
  if (start < 4 || (size >= 0 && promised > size)) throw corrupt(`column "${leaf.path}" would lie outside of the file`);
  return { start, end };
}

export class ParquetTable implements Table {
  readonly schema: Schema;
  readonly rows: number;
  readonly bytes: number | null;
  readonly version: string;
  readonly #source: ByteSource;
  readonly #metadata: FileMetadata;
  readonly #file: FileSchema;
  readonly #host: Host;
  readonly #options: ParquetOptions;

  constructor(source: ByteSource, metadata: FileMetadata, file: FileSchema, options: ParquetOptions, host: Host) {
    this.schema = file.schema;
    this.rows = metadata.rows;
    this.bytes = source.size < 0 ? null : source.size;
    this.version = source.version;
    this.#source = source;
    this.#metadata = metadata;
    this.#file = file;
    this.#host = host;
    this.#options = options;
  }

  stats(_column: string): ColumnStats | null {
    return null;
  }

  #nodes(columns: readonly string[] | null): readonly Node[] {
    if (columns === null) return this.#file.nodes;
    return columns.map((name) => {
      const i = this.schema.index.get(name);
      if (i === undefined) throw columnNotFound(name, this.schema);
      return this.#file.nodes[i] as Node;
    });
  }

  async #group(
    group: RowGroup,
    nodes: readonly Node[],
    out: Schema,
    rows: number,
    signal: ScanRequest["signal"],
  ): Promise<Batch> {
    const leaves = nodes.flatMap(leavesOf);
    const chunks = leaves.map((leaf) => this.#chunk(group, leaf));
    const codecs = new Set(chunks.map((c) => c.codec));
    for (const codec of codecs) await prepareCodec(codec, this.#host);
    const pieces = await readRanges(
      this.#source,
      chunks.map((c, i) => chunkRange(leaves[i] as Leaf, c, this.#source.size)),
      signal,
    );
    let at = 0;
    const columns = nodes.map((node, i) => {
      const own = leavesOf(node);
      const nested = node.kind !== "leaf";
      const data = own.map((leaf) => {
        const chunk = chunks[at] as ColumnChunk;
        const piece = pieces[at++] as Uint8Array;
        return decodeChunk({
          leaf,
          chunk,
          pieces: [piece],
          rows,
          nested,
          checksum: this.#options.checksum,
          host: this.#host,
        });
      });
      return retyped(assemble(node, data, rows), out.fields[i]!.type);
    });
    return batch(out, columns, rows);
  }

  #chunk(group: RowGroup, leaf: Leaf): ColumnChunk {
    const chunk = group.chunk(leaf.index);
    if (chunk.encrypted) throw encrypted(this.#source.name);
    if (chunk.physical !== leaf.physical)
      throw corrupt(`column "${leaf.path}" has another type in a row group than in the schema`);
    if (leaf.maxRep === 0 && chunk.values !== group.rows)
      throw corrupt(`column "${leaf.path}" has ${chunk.values} values in a row group of ${group.rows} rows`);
    if (leaf.maxRep > 0 && chunk.values < group.rows)
      throw corrupt(`column "${leaf.path}" has fewer values than its row group has rows`);
    checkPromise(leaf, chunk.values, chunk.compressed);
    return chunk;
  }

  async *scan(request: ScanRequest): AsyncIterable<Batch> {
    const nodes = this.#nodes(request.columns);
    const out =
      request.columns === null
        ? this.schema
        : schema(request.columns.map((name) => this.schema.fields[this.schema.index.get(name) as number]!));
    let left = request.limit ?? Number.POSITIVE_INFINITY;
    let done = 0;
    for (const group of this.#metadata.groups) {
      if (left <= 0) return;
      const rows = Math.min(group.rows, left);
      if (rows === 0) continue;
      const whole = await this.#group(group, nodes, out, rows, request.signal);
      for (let at = 0; at < rows; at += BATCH) yield sliceBatch(whole, at, Math.min(BATCH, rows - at));
      left -= rows;
      done += rows;
      request.onProgress?.(done);
    }
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}
