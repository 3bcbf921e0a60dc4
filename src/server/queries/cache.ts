import type { Schema } from "../../arrow/schema.ts";
import type { FlightMessage } from "../../flight/data.ts";

/** The rows of an answer as they were sent. */
export interface Recorded {
  readonly schema: Schema;
  readonly messages: readonly FlightMessage[];
  readonly bytes: number;
}
export interface CacheOptions {
  /** Bytes of all results together; 256e6. */
  readonly bytes?: number | undefined;
  /** Milliseconds for which a result is as good as new; 60,000. */
  readonly ttl?: number | undefined;
  /** Milliseconds after that for which it is still given while a new one is made; 0. */
  readonly stale?: number | undefined;
}
/** What became of lookups so far, and what is kept. */
export interface CacheCounters {
  readonly hits: number;
  readonly misses: number;
  readonly stale: number;
  readonly bytes: number;
  readonly entries: number;
}
interface Entry {
  readonly recorded: Recorded;
  readonly made: number;
}

/** Bytes that an entry takes beside its messages. */
const EACH = 1000;

/** Results by key, of bounded bytes; the one that nobody asked for longest goes first. */
export class ResultCache {
  readonly #entries: Map<string, Entry> = new Map();
  readonly #most: number;
  readonly #ttl: number;
  readonly #stale: number;
  #bytes = 0;
  #hits = 0;
  #misses = 0;
  #given = 0;

  constructor(options: CacheOptions = {}) {
    this.#most = options.bytes ?? 256e6;
    this.#ttl = options.ttl ?? 60_000;
    this.#stale = options.stale ?? 0;
  }

  get counters(): CacheCounters {
    const { size: entries } = this.#entries;
    return { hits: this.#hits, misses: this.#misses, stale: this.#given, bytes: this.#bytes, entries };
  }

  /** Bytes that one result may have. */
  get largest(): number {
    return Math.min(this.#most / 4, 16e6);
  }

  /** A result, and whether a new one is due. */
  get(key: string): { readonly recorded: Recorded; readonly due: boolean } | null {
    const found = this.#entries.get(key);
    const age = found === undefined ? 0 : performance.now() - found.made;
    if (found === undefined || age > this.#ttl + this.#stale) {
      if (found !== undefined) this.#delete(key, found);
      this.#misses++;
      return null;
    }
    this.#entries.delete(key);
    this.#entries.set(key, found);
    const due = age > this.#ttl;
    if (due) this.#given++;
    else this.#hits++;
    return { recorded: found.recorded, due };
  }

  /** Milliseconds since a result was made; null where there is none that would be given. */
  age(key: string): number | null {
    const found = this.#entries.get(key);
    const age = found === undefined ? Number.POSITIVE_INFINITY : performance.now() - found.made;
    return age > this.#ttl + this.#stale ? null : age;
  }

  set(key: string, recorded: Recorded): void {
    const bytes = sizeOf(key, recorded);
    if (bytes > this.#most) return;
    const before = this.#entries.get(key);
    if (before !== undefined) this.#delete(key, before);
    for (const [old, entry] of this.#entries) {
      if (this.#bytes + bytes <= this.#most) break;
      this.#delete(old, entry);
    }
    this.#entries.set(key, { recorded, made: performance.now() });
    this.#bytes += bytes;
  }

  #delete(key: string, { recorded }: Entry): void {
    this.#entries.delete(key);
    this.#bytes -= sizeOf(key, recorded);
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }
}

const sizeOf = (key: string, recorded: Recorded): number => recorded.bytes + 2 * key.length + EACH;
