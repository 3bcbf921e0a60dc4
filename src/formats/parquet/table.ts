import { type Batch, sliceBatch } from "../../arrow/batch.ts";
import { fieldOf, type Schema, schema } from "../../arrow/schema.ts";
import type { ByteSource, Host, Signal, Threads } from "../../core/host.ts";
import { checkSignal } from "../../core/signal.ts";
import type { Expr } from "../../expr/node.ts";
import type { ColumnStats, ScanRequest, Table, TablePart, Where } from "../../plan/table.ts";
import { columnScratch } from "../reused.ts";
import type { FileMetadata, RowGroup } from "./metadata.ts";
import type { GroupRequest, LateTests } from "./plan-group.ts";
import { decodeGroup, type LoadedGroup, loadGroup } from "./read-group.ts";
import { intersect, type RowRanges, rowCount } from "./row-ranges.ts";
import { type FileSchema, leavesOf, type Node } from "./schema.ts";
import { statsOf } from "./stats.ts";
import { decodeOnThreads } from "./threaded.ts";

const BATCH = 1 << 20;
/** The next row group is read while this one is decoded, unless it is larger. */
const AHEAD = 128 << 20;
/** Compressed bytes of a scan from which threads are worth their start. */
const THREADED = 8 << 20;
/** Columns that wait for each thread, so that none is idle between row groups. */
const DEPTH = 4;

/** What prunes, once a scan had a predicate. */
let pruning: typeof import("./select-rows.ts") | null = null;

export interface ParquetOptions {
  readonly checksum: boolean;
}

interface Scan {
  readonly nodes: readonly Node[];
  readonly schema: Schema;
  readonly pruned: (group: RowGroup) => Promise<RowRanges>;
  readonly signal: ScanRequest["signal"];
  readonly lasting: ReadonlySet<string> | null;
  readonly where: Where | null;
  /** Rows that may still be given. */
  left: number;
}

/** An opened Parquet file. */
export class ParquetTable implements Table {
  readonly schema: Schema;
  readonly rows: number;
  readonly bytes: number | null;
  readonly version: string;
  readonly stats: (column: string) => ColumnStats | null;
  readonly #source: ByteSource;
  readonly #metadata: FileMetadata;
  readonly #file: FileSchema;
  readonly #host: Host;
  readonly #options: ParquetOptions;
  readonly part: TablePart | undefined;
  readonly filters = true;

  constructor(
    source: ByteSource,
    metadata: FileMetadata,
    file: FileSchema,
    options: ParquetOptions,
    host: Host,
    part?: TablePart,
  ) {
    this.schema = file.schema;
    // The footer's own count is 0 in files of some writers.
    this.rows = metadata.groups.reduce((sum, g) => sum + g.rows, 0);
    this.bytes = source.size < 0 ? null : source.size;
    this.version = source.version;
    this.stats = (column) => {
      const node = file.nodes[file.schema.index.get(column) ?? -1];
      return node?.kind === "leaf" ? statsOf(metadata, node.leaf, fieldOf(file.schema, column).type) : null;
    };
    this.#source = source;
    this.#metadata = metadata;
    this.#file = file;
    this.#host = host;
    this.#options = options;
    this.part = part;
  }

  /** Row groups [from, to), read by one thread; the file stays this table's, unless the part `owns` it. */
  only(groups: TablePart["groups"], owns = false): ParquetTable {
    const { name: file, version } = this.#source;
    const metadata = { ...this.#metadata, groups: this.#metadata.groups.slice(...groups) };
    const part = owns ? undefined : { file, version, options: { ...this.#options }, groups };
    return new ParquetTable(this.#source, metadata, this.#file, this.#options, { ...this.#host, threads: null }, part);
  }

  split(n: number, predicate: Expr | null = null): readonly Table[] {
    const { groups } = this.#metadata;
    if (this.#source.lend === undefined || groups.length < n) return [];
    const read = this.#mayPass(predicate);
    const total = groups.reduce((sum, g) => sum + (read(g) ? g.bytes : 0), 0);
    // A part for each thread, or columns of the few for each.
    if (groups.filter(read).length < n) return [];
    const parts: Table[] = [];
    let from = 0;
    let bytes = 0;
    for (let to = 1; to <= groups.length; to++) {
      const group = groups[to - 1] as RowGroup;
      if (read(group)) bytes += group.bytes;
      if (to < groups.length && bytes < (total * (parts.length + 1)) / n) continue;
      parts.push(this.only([from, to]));
      from = to;
    }
    return parts;
  }

  async #ranges(scan: Scan, group: RowGroup): Promise<RowRanges> {
    const ranges = await scan.pruned(group);
    return Number.isFinite(scan.left) ? intersect(ranges, [[0, scan.left]]) : ranges;
  }

  /** Which groups may have rows that pass, as far as that can be told at once. */
  #mayPass(predicate: Expr | null): (group: RowGroup) => boolean {
    if (predicate === null || pruning === null) return () => true;
    const test = pruning.testOf(predicate, this.schema);
    const context = { source: this.#source, metadata: this.#metadata, file: this.#file, signal: undefined };
    return (group) => pruning?.mayPassGroup(context, group, test) ?? true;
  }

  async mayPass(predicate: Expr): Promise<number> {
    pruning ??= await import("./select-rows.ts");
    const read = this.#mayPass(predicate);
    return this.#metadata.groups.reduce((sum, g) => sum + (read(g) ? g.rows : 0), 0);
  }

  /** What tells the rows of a group that may pass; its code is loaded by the first scan with a predicate. */
  async #pruning(predicate: Expr | null, signal: Signal | undefined): Promise<Scan["pruned"]> {
    if (predicate === null) return async (group) => [[0, group.rows]];
    pruning ??= await import("./select-rows.ts");
    const { selectRows, testOf } = pruning;
    const test = testOf(predicate, this.schema);
    const context = { source: this.#source, metadata: this.#metadata, file: this.#file, signal };
    return (group) => selectRows(context, group, test);
  }

  /** What a row group's rows must pass, as far as it is worth looking at now. */
  #late(where: Where | null, group: RowGroup): LateTests | undefined {
    if (where === null || pruning === null) return undefined;
    const { surelyPasses, testOf, decodeLate } = pruning;
    const context = { source: this.#source, metadata: this.#metadata, file: this.#file, signal: undefined };
    const tests = where
      .tests()
      .filter(({ predicate: p }) => p === undefined || !surelyPasses(context, group, testOf(p, this.schema)));
    if (tests.length === 0) return undefined;
    const columns = [...new Set(tests.flatMap((t) => t.columns))];
    return {
      tests,
      dropped: where.dropped,
      decode: decodeLate,
      nodes: columns.map((name) => this.#file.nodes[this.schema.index.get(name) ?? -1] as Node),
      schema: schema(columns.map((name) => fieldOf(this.schema, name))),
    };
  }

  /** The next row groups with rows to give. */
  async *#groups(scan: Scan): AsyncGenerator<GroupRequest, void, undefined> {
    const { nodes, schema: out, signal } = scan;
    const base = {
      source: this.#source,
      host: this.#host,
      checksum: this.#options.checksum,
      nodes,
      schema: out,
      lasting: scan.lasting,
      signal,
    };
    for (const group of this.#metadata.groups) {
      if (scan.left <= 0) return;
      const ranges = group.rows === 0 ? [] : await this.#ranges(scan, group);
      if (rowCount(ranges) === 0) continue;
      scan.left -= rowCount(ranges);
      yield { ...base, group, ranges, late: this.#late(scan.where, group) };
    }
  }

  /** Row groups decoded by this thread, the next one read meanwhile. */
  async *#alone(groups: AsyncIterable<GroupRequest>): AsyncGenerator<Batch, void, undefined> {
    let ahead: Promise<LoadedGroup> | null = null;
    for await (const request of groups) {
      const loading = loadGroup(request);
      // What fails is thrown where it is awaited; until then it is nobody's unhandled rejection.
      loading.catch(() => {});
      if (ahead !== null) yield* this.#decoded(await ahead);
      ahead = loading;
      if (request.group.bytes > AHEAD) {
        yield* this.#decoded(await loading);
        ahead = null;
      }
    }
    if (ahead !== null) yield* this.#decoded(await ahead);
  }

  async *#decoded(group: LoadedGroup): AsyncGenerator<Batch, void, undefined> {
    const { rows, lent } = await decodeGroup(group);
    if (rows.length > 0) yield rows;
    // The next batch was asked for.
    for (const memory of lent) columnScratch.give(memory);
  }

  /** Row groups decoded by other threads once these are up, several at a time. */
  async *#threaded(scan: Scan, threads: Threads): AsyncGenerator<Batch, void, undefined> {
    const groups = this.#groups(scan);
    const flying: { readonly batch: Promise<Batch>; readonly bytes: number }[] = [];
    let bytes = 0;
    for (let next = await groups.next(); !next.done; next = await groups.next()) {
      const { late, ...request } = next.value;
      if (threads.size === 0) {
        yield* this.#decoded(await loadGroup(next.value));
        continue;
      }
      const code = pruning;
      const some = late === undefined || code === null ? null : await code.passingGroup(next.value, late);
      if (some?.passed.count === 0) continue;
      while (
        flying.length > 0 &&
        ((flying.length > 1 && flying.length * scan.nodes.length >= DEPTH * threads.size) ||
          bytes + request.group.bytes > AHEAD)
      ) {
        const { batch: first, bytes: gone } = flying.shift() as (typeof flying)[number];
        yield await first;
        bytes -= gone;
      }
      const decoding =
        some === null || code === null
          ? decodeOnThreads(request, threads)
          : code.isMuch(some)
            ? code.decodeLateOnThreads(some, threads)
            : code.decodeRest(some);
      decoding.catch(() => {});
      flying.push({ batch: decoding, bytes: request.group.bytes });
      bytes += request.group.bytes;
    }
    for (const { batch: one } of flying) yield await one;
  }

  #batches(scan: Scan): AsyncGenerator<Batch, void, undefined> {
    const { threads } = this.#host;
    const wanted = threads !== null && !Number.isFinite(scan.left) && this.#isLarge(scan.nodes) && threads.start();
    return wanted ? this.#threaded(scan, threads) : this.#alone(this.#groups(scan));
  }

  #isLarge(nodes: readonly Node[]): boolean {
    const leaves = nodes.flatMap(leavesOf);
    let bytes = 0;
    return this.#metadata.groups.some((group) => {
      for (const leaf of leaves) bytes += group.chunk(leaf.index).compressed;
      return bytes > THREADED;
    });
  }

  async *scan(request: ScanRequest): AsyncGenerator<Batch, void, undefined> {
    const { columns, predicate, limit, lasting = null, where = null, signal } = request;
    if (where !== null) pruning ??= await import("./select-rows.ts");
    const out = columns === null ? this.schema : schema(columns.map((name) => fieldOf(this.schema, name)));
    const scan: Scan = {
      nodes: out.fields.map((f) => this.#file.nodes[this.schema.index.get(f.name) ?? -1] as Node),
      schema: out,
      pruned: await this.#pruning(predicate, signal),
      signal,
      lasting,
      where,
      left: limit === null || predicate !== null ? Number.POSITIVE_INFINITY : limit,
    };
    for await (const whole of this.#batches(scan)) {
      checkSignal(signal);
      for (let at = 0; at < whole.length; at += BATCH) {
        yield sliceBatch(whole, at, Math.min(BATCH, whole.length - at));
      }
    }
  }

  /** A part leaves the file to the table that it is of. */
  async close(): Promise<void> {
    if (this.part === undefined) await this.#source.close();
  }
}
