import { type Batch, batch } from "../arrow/batch.ts";
import type { Column } from "../arrow/column.ts";
import type { Schema } from "../arrow/schema.ts";
import { weigh } from "../arrow/weight.ts";
import { PolaroidError } from "../core/error.ts";
import type { ByteSource, Signal, Threads } from "../core/host.ts";
import { checkSignal } from "../core/signal.ts";
import { MAX_RECORD } from "./pending.ts";
import { Windows } from "./windows.ts";

/** A file whose bytes any thread can read into memory of its own. */
export type LocalSource = ByteSource & Required<Pick<ByteSource, "lend" | "readInto">>;

export const isLocal = (source: ByteSource): source is LocalSource =>
  source.lend !== undefined && source.readInto !== undefined && source.size >= 0;

/** Bytes [start, end) of a file, for the records that begin there; the first one begins at `start` where that is `exact`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly exact: boolean;
}

/** What another thread read: where its first record begins, and what follows its last. */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** Rows or lines, as errors count them. */
  readonly count: number;
  readonly batches: readonly { readonly columns: readonly Column[]; readonly length: number }[];
}

export interface StretchReader {
  readonly schema: Schema;
  /** Whether no more rows are wanted. */
  readonly full: boolean;
  /**
   * Reads the records that begin before `until`, the first at the start of the bytes; gives the bytes it took, fewer than
   * `until` where a record goes on behind them. `last` says that the file does not.
   */
  read(bytes: Uint8Array, until: number, last: boolean): Generator<Batch, number>;
  /** Takes note of what another thread read. */
  skip(count: number): void;
}

/** How other threads are asked for a stretch. */
export interface StretchJob {
  readonly threads: Threads;
  readonly name: string;
  readonly input: (file: number, stretch: Stretch) => unknown;
}

/** Bytes that are read behind a stretch for its last record. */
export const TAIL: number = 64 << 10;
/** Bytes of a stretch on this thread, and on others. */
const SIZES: { readonly here: number; readonly there: number } = { here: 2 << 20, there: 4 << 20 };
/** Files from this size on are worth threads. */
export const THREADED: number = 8 << 20;
/** Stretches that wait for each thread. */
const DEPTH = 2;
/** Wrong guesses of where a record begins, after which this thread reads all. */
const MISSES = 4;

interface Flying {
  readonly end: number;
  readonly found: Promise<Found | null>;
}

/**
 * The rows of a local file. Other threads guess where the first record of a stretch begins; what they found counts only where
 * that is where the record before it ended, and else the stretch is read here, as is one with an error, which thus names its row.
 */
export async function* readStretches(
  source: LocalSource,
  from: number,
  reader: StretchReader,
  job: StretchJob | null,
  signal: Signal | undefined,
  { here, there }: typeof SIZES = SIZES,
): AsyncGenerator<Batch, void, undefined> {
  const { size, name } = source;
  const windows = new Windows(source, signal);
  const flying: Flying[] = [];
  let at = from;
  let next = from;
  let misses = 0;
  const start = (stretch: Stretch, { threads, name: work, input }: StretchJob): Flying => ({
    end: stretch.end,
    // Whatever went wrong goes wrong here again, and says where.
    found: source.lend((file) => threads.run(work, input(file, stretch), []) as Promise<Found>).catch(() => null),
  });
  try {
    while (at < size && !reader.full) {
      checkSignal(signal);
      while (job !== null && misses < MISSES && next < size && flying.length < DEPTH * job.threads.size) {
        const end = Math.min(next + there, size);
        flying.push(start({ start: next, end, exact: next === at && flying.length === 0 }, job));
        next = end;
      }
      const first = flying.shift();
      const found = first === undefined ? null : await first.found;
      if (found !== null && found.start === at) {
        checkSignal(signal);
        weigh(found.batches.flatMap((b) => b.columns));
        for (const b of found.batches) yield received(reader.schema, b);
        reader.skip(found.count);
        at = found.end;
        continue;
      }
      if (first !== undefined) misses++;
      const end = first?.end ?? Math.min(next + here, size);
      next = Math.max(next, end);
      for (let want = end - at + TAIL; at < end && !reader.full; ) {
        const { bytes, to } = await windows.at(at, Math.min(at + want, size));
        if (flying.length === 0 && to >= end && to < size) windows.ahead(end, Math.min(end + here + TAIL, size));
        checkSignal(signal);
        const taken = yield* reader.read(bytes, end - at, to === size);
        at += taken;
        want = Math.max(TAIL, 2 * (to - at));
        if (want > 2 * MAX_RECORD)
          throw new PolaroidError(
            "LIMIT_EXCEEDED",
            `${name}: a record is longer than ${MAX_RECORD >> 20} MiB; perhaps a quote is not closed`,
          );
      }
    }
  } finally {
    windows.close();
    await Promise.all(flying.map((f) => f.found));
  }
}

const received = (schema: Schema, b: Found["batches"][number]): Batch =>
  batch(
    schema,
    b.columns.map((c, i) => ({ ...c, type: schema.fields[i]?.type ?? c.type }) as Column),
    b.length,
  );
