import type { CollectOptions } from "../api/config.ts";
import { DataFrame } from "../api/constructors.ts";
import { deferred } from "../api/deferred.ts";
import { LazyFrame } from "../api/lazy-frame.ts";
import { checkedQuery } from "../api/query-options.ts";
import type { CsvWriteOptions, IpcWriteOptions, ParquetWriteOptions } from "../api/write.ts";
import { type Batch, batch, batchBytes } from "../arrow/batch.ts";
import { type Schema, sameSchema, schema } from "../arrow/schema.ts";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import type { Signal } from "../core/host.ts";
import { type Frame, frame, frameOf, type Plan } from "../plan/node.ts";

/** Rows with their schema, as one message of an answer has them. */
export interface Rows {
  readonly schema: Schema;
  readonly batches: readonly Batch[];
}
/** What a frame needs of its client. */
export interface Server {
  readonly url: string;
  rows(plan: Plan, signal: Signal | undefined): AsyncIterable<Rows>;
  schema(plan: Plan, signal: Signal | undefined): Promise<Schema>;
  explain(plan: Plan, optimized: boolean, signal: Signal | undefined): Promise<string>;
  /** A plan of rows that the server keeps once they were asked for. */
  kept(plan: Plan): Plan;
}

const NOTHING: Plan = frame(frameOf(schema([]), []));
const isHere = (options: CollectOptions | undefined): boolean =>
  options?.engine !== undefined && options.engine !== "remote" && options.engine !== "auto";

/**
 * A query that a server runs: every method of a `LazyFrame` makes another one, and all of it goes there in one call when its
 * rows are asked for. With `{ engine: "wasm" }` the sources' rows come here, and the rest runs here.
 * @example
 * await client.table("quotes").filter(col("price").gt(100)).collect()
 */
export class RemoteFrame<S = any> extends LazyFrame<S> {
  readonly #server: Server;

  constructor(server: Server, plan: Plan, problem: PolaroidError | null = null) {
    super(plan, problem);
    this.#server = server;
  }

  protected override make<F>(plan: () => Plan): F {
    return remoteFrame(this.#server, plan) as F;
  }

  protected override lazily(plan: () => Plan): LazyFrame {
    return this.make(plan);
  }

  async *#rows(options: CollectOptions | undefined): AsyncGenerator<Rows> {
    const query = checkedQuery("collect", options);
    const limit = query.wish.memoryLimit;
    let [bytes, rows] = [0, 0];
    for await (const part of this.#server.rows(this.plan, query.signal)) {
      for (const b of part.batches) {
        bytes += batchBytes(b);
        rows += b.length;
      }
      if (limit !== null && bytes > limit)
        throw new PolaroidError("MEMORY_LIMIT", `the answer has more than ${limit} bytes`);
      query.onProgress?.(rows);
      yield part;
    }
  }

  override async collect(options?: CollectOptions): Promise<DataFrame<S>> {
    if (isHere(options)) return super.collect(options);
    try {
      const parts: Rows[] = [];
      for await (const part of this.#rows(options)) parts.push(part);
      return DataFrame.of(framed(parts, this.#server.url));
    } catch (cause) {
      throw toPolaroidError(cause);
    }
  }

  override async *stream(options?: CollectOptions): AsyncGenerator<Batch> {
    if (isHere(options)) {
      yield* super.stream(options);
      return;
    }
    try {
      let first: Schema | null = null;
      for await (const part of this.#rows(options)) {
        first ??= part.schema;
        for (const b of part.batches) yield unified(b, first);
      }
    } catch (cause) {
      throw toPolaroidError(cause);
    }
  }

  override async collectSchema(signal?: Signal): Promise<Schema> {
    try {
      return await this.#server.schema(this.plan, signal);
    } catch (cause) {
      throw toPolaroidError(cause);
    }
  }

  override async explain(options?: CollectOptions): Promise<string> {
    if (isHere(options)) return super.explain(options);
    try {
      return await this.#server.explain(this.plan, options?.optimize !== false, options?.signal);
    } catch (cause) {
      throw toPolaroidError(cause);
    }
  }

  /** The rows of the first run that reads them are kept on the server for those after it. */
  override cache(): LazyFrame<S> {
    return this.make(() => this.#server.kept(this.plan));
  }

  /** The answer as a query of this side, which files are written from. */
  #answer(): LazyFrame<S> {
    const batches = (signal?: Signal): AsyncIterable<Batch> => this.stream(signal === undefined ? {} : { signal });
    return new LazyFrame(
      deferred({ name: `rows of ${this.#server.url}`, schema: (signal) => this.collectSchema(signal), batches }),
    );
  }
  override sinkParquet(path: string, options?: ParquetWriteOptions & CollectOptions): Promise<number> {
    return this.#answer().sinkParquet(path, options);
  }
  override sinkCsv(path: string, options?: CsvWriteOptions & CollectOptions): Promise<number> {
    return this.#answer().sinkCsv(path, options);
  }
  override sinkNdjson(path: string, options?: CollectOptions): Promise<number> {
    return this.#answer().sinkNdjson(path, options);
  }
  override sinkIpc(path: string, options?: IpcWriteOptions & CollectOptions): Promise<number> {
    return this.#answer().sinkIpc(path, options);
  }
  override sink(path: string, options?: CollectOptions): Promise<number> {
    return this.#answer().sink(path, options);
  }
}

/** A query of a server's; what was wrong while it was built comes out when it is run. */
export function remoteFrame(server: Server, plan: () => Plan): RemoteFrame {
  try {
    return new RemoteFrame(server, plan());
  } catch (cause) {
    return new RemoteFrame(server, NOTHING, toPolaroidError(cause));
  }
}

/** The parts of one answer as a frame. */
export function framed(parts: readonly Rows[], url: string): Frame {
  const [first] = parts;
  if (first === undefined) throw new PolaroidError("INTERNAL", `${url} answered no rows and no schema`);
  return frameOf(
    first.schema,
    parts.flatMap((p) => p.batches.map((b) => unified(b, first.schema))),
  );
}

/** Messages each come with their schema: the batches of one answer have one. */
function unified(b: Batch, s: Schema): Batch {
  if (b.schema === s) return b;
  if (!sameSchema(b.schema, s))
    throw new PolaroidError("SCHEMA_MISMATCH", "the server answered batches of several schemas");
  return batch(s, b.columns, b.length);
}
