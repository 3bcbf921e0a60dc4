import type { ByteSource } from "../../core/host.ts";
import type { Range } from "../ranges.ts";
import { checkPromise } from "./decode-chunk.ts";
import { encrypted } from "./footer.ts";
import type { ColumnChunk, RowGroup } from "./metadata.ts";
import type { Leaf } from "./schema.ts";
import { corrupt } from "./thrift.ts";

// Old writers left the dictionary's header out of a chunk's size (PARQUET-816).
const OLD_HEADER = 100;

/** The start of a chunk's pages in the file, the dictionary's included. */
export const chunkStart = ({ dictionaryPage, dataPage }: ColumnChunk): number =>
  dictionaryPage !== null && dictionaryPage > 0 && dictionaryPage < dataPage ? dictionaryPage : dataPage;

/** Where the pages of a chunk lie. */
export function chunkRange(leaf: Leaf, chunk: ColumnChunk, size: number): Range {
  const start = chunkStart(chunk);
  const promised = start + chunk.compressed;
  if (start < 4 || (size >= 0 && promised > size)) throw corrupt(`column "${leaf.path}" would lie outside of the file`);
  return { start, end: size >= 0 ? Math.max(promised, Math.min(promised + OLD_HEADER, size)) : promised };
}

/** A leaf's chunk in a row group, checked against the schema. */
export function checkedChunk(source: ByteSource, group: RowGroup, leaf: Leaf): ColumnChunk {
  const chunk = group.chunk(leaf.index);
  if (chunk.encrypted) throw encrypted(source.name);
  if (chunk.physical !== leaf.physical)
    throw corrupt(`column "${leaf.path}" has another type in a row group than in the schema`);
  if (leaf.maxRep === 0 ? chunk.values !== group.rows : chunk.values < group.rows)
    throw corrupt(`column "${leaf.path}" has ${chunk.values} values in a row group of ${group.rows} rows`);
  checkPromise(leaf, chunk.values, chunk.compressed);
  return chunk;
}
