import { fieldOf } from "../../arrow/schema.ts";
import { isInteger } from "../../arrow/type-info.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Signal } from "../../core/host.ts";
import { readRanges } from "../ranges.ts";
import { readBloom } from "./bloom.ts";
import type { FileMetadata, RowGroup } from "./metadata.ts";
import { type IndexedColumn, mayPassRows, parseColumnIndex, parseOffsetIndex } from "./page-index.ts";
import { columnsOf, equalities, type Literal, type Test, testOf } from "./predicate.ts";
import { boundsOf, type Evidence, mayPass, passesAll } from "./prune.ts";
import type { RowRanges } from "./row-ranges.ts";
import type { FileSchema, Leaf } from "./schema.ts";
import type { Value } from "./value.ts";

interface Context {
  readonly source: ByteSource;
  readonly metadata: FileMetadata;
  readonly file: FileSchema;
  readonly signal: Signal | undefined;
}
type Blooms = ReadonlyMap<string, (value: Literal) => boolean>;

/** The leaf of a column that is not nested. */
function flatLeaf(file: FileSchema, name: string): Leaf | null {
  const node = file.nodes[file.schema.index.get(name) ?? -1];
  return node?.kind === "leaf" ? node.leaf : null;
}

function evidenceOf({ file, metadata }: Context, group: RowGroup, name: string, blooms: Blooms): Evidence | null {
  const leaf = flatLeaf(file, name);
  if (leaf === null) return null;
  const { statistics } = group.chunk(leaf.index);
  const bounds = boundsOf(leaf, statistics, metadata.ordered[leaf.index] ?? false);
  return {
    rows: group.rows,
    nulls: leaf.maxDef === 0 ? 0 : (statistics?.nulls ?? null),
    ...bounds,
    holds: blooms.get(name) ?? null,
  };
}

async function bloomsOf(context: Context, group: RowGroup, test: Test): Promise<Blooms> {
  const out = new Map<string, (value: Literal) => boolean>();
  for (const name of new Set(equalities(test).map((t) => t.column))) {
    const leaf = flatLeaf(context.file, name);
    if (leaf === null || group.chunk(leaf.index).bloom === null) continue;
    const holds = await readBloom(context.source, leaf, group.chunk(leaf.index), context.signal);
    if (holds !== null) out.set(name, holds);
  }
  return out;
}

async function indexOf(
  { source, signal, metadata }: Context,
  group: RowGroup,
  leaf: Leaf,
): Promise<IndexedColumn | null> {
  const { columnIndex, offsetIndex } = group.chunk(leaf.index);
  if (columnIndex === null || offsetIndex === null || metadata.ordered[leaf.index] !== true) return null;
  const limit = source.size < 0 ? Number.MAX_SAFE_INTEGER : source.size;
  const ranges = [columnIndex, offsetIndex].map((p) => ({ start: p.offset, end: p.offset + p.length }));
  if (ranges.some((r) => r.end > limit)) return null;
  const [columns, offsets] = (await readRanges(source, ranges, signal)) as [Uint8Array, Uint8Array];
  try {
    const pages = parseOffsetIndex(offsets, group.rows);
    const evidence = parseColumnIndex(columns, leaf, pages, group.rows);
    return evidence === null ? null : { pages, evidence };
  } catch (cause) {
    // An index only saves work: what cannot be understood of it is left unused.
    if (cause instanceof PolaroidError && cause.code === "CORRUPT") return null;
    throw cause;
  }
}

export { decodeLate, decodeLateOnThreads, decodeRest, isMuch, passingGroup } from "./late-group.ts";
export { testOf };

/** Whether any of a row group's rows may pass a test, by its statistics. */
export const mayPassGroup = (context: Context, group: RowGroup, test: Test): boolean =>
  test.kind === "any" || mayPass(test, (name) => evidenceOf(context, group, name, new Map()));

/** Beyond this, integers that are compared as floats may be rounded past each other. */
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const isExact = (v: Value | null): boolean => typeof v !== "bigint" || (v <= SAFE && v >= -SAFE);

/** Whether all rows of a row group pass a test, by its statistics. */
export const surelyPasses = (context: Context, group: RowGroup, test: Test): boolean =>
  passesAll(test, (name) => {
    const e = evidenceOf(context, group, name, new Map());
    const { schema } = context.file;
    return e === null || (isInteger(fieldOf(schema, name).type) && !(isExact(e.min) && isExact(e.max))) ? null : e;
  });

/** The rows of a row group that may pass a test: by its statistics, then bloom filters, then the pages' statistics. */
export async function selectRows(context: Context, group: RowGroup, test: Test): Promise<RowRanges> {
  const all: RowRanges = [[0, group.rows]];
  if (test.kind === "any") return all;
  if (!mayPassGroup(context, group, test)) return [];
  const blooms = await bloomsOf(context, group, test);
  if (blooms.size > 0 && !mayPass(test, (name) => evidenceOf(context, group, name, blooms))) return [];
  const indexes = new Map<string, IndexedColumn | null>();
  for (const name of new Set(columnsOf(test))) {
    const leaf = flatLeaf(context.file, name);
    indexes.set(name, leaf === null ? null : await indexOf(context, group, leaf));
  }
  return mayPassRows(test, (name) => indexes.get(name) ?? null, group.rows);
}
