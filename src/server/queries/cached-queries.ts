import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import { Roster } from "../../core/roster.ts";
import type { Frame, Plan } from "../../plan/node.ts";
import { type CacheCounters, type CacheOptions, ResultCache } from "./cache.ts";
import { Flight, played, resumed } from "./flight.ts";
import type { FileForm } from "./protocol.ts";
import type { Answer, Encoded, Explained, Queries, QueryRequest } from "./queries.ts";
import type { RecordTable } from "./records.ts";
import { isSteady } from "./steady.ts";
import { travelling } from "./travel.ts";
import { versionsOf } from "./versions.ts";

export interface CachedOptions extends CacheOptions {
  /** Folders below which files may be read, as the threads know them. */
  readonly roots?: readonly string[] | undefined;
}

const cancelled = (signal: AbortSignal): PolaroidError =>
  signal.reason instanceof PolaroidError
    ? signal.reason
    : new PolaroidError("CANCELLED", "the query was cancelled", { cause: signal.reason });
const nameOf = (owner: string, id: string): string => JSON.stringify([owner, id]);

/**
 * Queries whose rows are kept for when the same is asked again: the same plan over the same tables, and files that did not change.
 * Equal queries at the same time run once.
 */
export class CachedQueries implements Queries {
  readonly #queries: Queries;
  readonly #cache: ResultCache;
  readonly #roots: readonly string[];
  readonly #flights: Roster<string, Flight> = new Roster();
  readonly #named: Roster<string, AbortController> = new Roster();

  constructor(queries: Queries, options: CachedOptions = {}) {
    this.#queries = queries;
    this.#cache = new ResultCache(options);
    this.#roots = options.roots ?? [];
  }

  get running(): number {
    return this.#queries.running;
  }
  get queued(): number {
    return this.#queries.queued;
  }
  get counters(): CacheCounters {
    return this.#cache.counters;
  }

  /** What tells a query and all that it reads; null where its rows are not kept. */
  #key(plan: Plan): string | null | Promise<string | null> {
    if (!isSteady(plan)) return null;
    const { text } = travelling(plan);
    const versions = versionsOf(plan, this.#roots);
    const keyOf = (v: string | null): string | null => (v === null ? null : `${v} ${text}`);
    return typeof versions === "object" && versions !== null ? versions.then(keyOf) : keyOf(versions);
  }

  async run(request: QueryRequest): Promise<Answer> {
    const key = await this.#key(request.plan);
    if (key === null) return this.#queries.run(request);
    if (request.signal.aborted) throw cancelled(request.signal);
    const found = this.#cache.get(key);
    if (found !== null) {
      if (found.due && !this.#flights.has(key)) this.#start(key, request);
      return { schema: found.recorded.schema, messages: played(found.recorded.messages) };
    }
    const known = this.#flights.get(key);
    const first = known === undefined || known.stopped;
    return this.#join(first ? this.#start(key, request) : known, request, first);
  }

  #start(key: string, request: QueryRequest): Flight {
    const flight = new Flight(this.#queries, request, this.#cache.largest);
    this.#flights.set(key, flight);
    const ended = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    flight.landed.then(({ recorded, rest }) => {
      ended();
      if (rest === null) this.#cache.set(key, recorded);
    }, ended);
    return flight;
  }

  async #join(flight: Flight, request: QueryRequest, first: boolean): Promise<Answer> {
    const { id, owner, timeout } = request;
    const mine = new AbortController();
    const given = request.signal;
    const abort = (): void => mine.abort(cancelled(given));
    given.addEventListener("abort", abort, { once: true });
    const late = (): void => mine.abort(new PolaroidError("TIMEOUT", `the query took longer than ${timeout} ms`));
    const timer = timeout !== undefined ? setTimeout(late, Math.min(timeout, 2 ** 31 - 1)) : undefined;
    timer?.unref();
    const leave = (): void => {
      given.removeEventListener("abort", abort);
      clearTimeout(timer);
      if (id !== undefined && this.#named.get(nameOf(owner, id)) === mine) this.#named.delete(nameOf(owner, id));
    };
    const stopped = (): PolaroidError => cancelled(mine.signal);
    try {
      if (id !== undefined) {
        if (this.#named.has(nameOf(owner, id)))
          throw new PolaroidError("ALREADY_EXISTS", `a query of the id ${id} runs already`);
        this.#named.set(nameOf(owner, id), mine);
      }
      if (first) {
        const rows = flight.lead(mine.signal, stopped);
        const { signal } = mine;
        const gone = new Promise<never>((_, reject) => {
          signal.addEventListener("abort", () => reject(stopped()), { once: true });
        });
        const schema = await Promise.race([flight.schema, gone]);
        // What is here whole is read without limits.
        flight.landed.then(
          ({ rest }) => rest === null && leave(),
          () => undefined,
        );
        return { schema, messages: ended(rows, leave) };
      }
      const landed = await flight.join(mine.signal, stopped);
      const { schema, messages } = landed.recorded;
      if (landed.rest === null) {
        leave();
        return { schema, messages: played(messages) };
      }
      // Too large to be kept: one reads on, each other asks for itself.
      if (!flight.claim()) {
        leave();
        return await this.#queries.run(request);
      }
      const rows = resumed(landed, mine.signal, stopped, () => flight.stop());
      return { schema, messages: ended(rows, leave) };
    } catch (error) {
      leave();
      throw error;
    }
  }

  collect(request: QueryRequest): Promise<Frame> {
    return this.#queries.collect(request);
  }

  encode(request: QueryRequest, file: FileForm): Encoded {
    return this.#queries.encode(request, file);
  }

  records(text: string, table: RecordTable | null, request: Omit<QueryRequest, "plan">): Promise<Frame> {
    return this.#queries.records(text, table, request);
  }

  received(bytes: Uint8Array, request: Omit<QueryRequest, "plan">): Promise<Frame> {
    return this.#queries.received(bytes, request);
  }

  schema(plan: Plan, signal?: AbortSignal): Promise<Schema> {
    return this.#queries.schema(plan, signal);
  }

  async explain(plan: Plan, optimized: boolean, signal?: AbortSignal): Promise<Explained> {
    const told = await this.#queries.explain(plan, optimized, signal);
    const key = await this.#key(plan);
    const age = key === null ? null : this.#cache.age(key);
    const cache =
      key === null
        ? "its rows are never kept: they may be others each time"
        : age === null
          ? "its rows are not kept yet"
          : `its rows are kept, made ${Math.round(age)} ms ago`;
    return { ...told, cache };
  }

  cancel(id: string, owner: string): boolean {
    const mine = this.#named.get(nameOf(owner, id));
    mine?.abort(new PolaroidError("CANCELLED", `the query ${id} was cancelled`));
    return mine !== undefined || this.#queries.cancel(id, owner);
  }

  async close(): Promise<void> {
    this.#cache.clear();
    await this.#queries.close();
  }
}

/** The same, and something to do when nobody reads any more. */
async function* ended<T>(rows: AsyncIterable<T>, leave: () => void): AsyncGenerator<T> {
  try {
    yield* rows;
  } finally {
    leave();
  }
}
