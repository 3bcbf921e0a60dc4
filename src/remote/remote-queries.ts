import type { LazyFrame } from "../api/lazy-frame.ts";
import type { Batch } from "../arrow/batch.ts";
import { decode } from "../arrow/ipc/decode.ts";
import type { Schema } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import type { Signal } from "../core/host.ts";
import type { Connection } from "../engines/remote/engine.ts";
import { expanded } from "../engines/remote/expanded.ts";
import { planMessage } from "../engines/remote/plan-message.ts";
import { decodedSchema } from "../flight/schema.ts";
import type { Plan } from "../plan/node.ts";
import { type BatchCollectResponse, DataFrameService } from "../proto/polaroid/v1/dataframe_service_pb.ts";
import type { Plan as Sent } from "../proto/polaroid/v1/plan_pb.ts";
import type { Batching } from "./batch-collect.ts";
import type { Calls, OneCall } from "./calls.ts";
import type { Rows, Server } from "./remote-frame.ts";
import { abortSignalOf } from "./signals.ts";
import { Sources } from "./sources.ts";

const { method } = DataFrameService;

const isMissing = (cause: unknown): boolean => cause instanceof PolaroidError && cause.code === "NOT_FOUND";

async function* batchesOf(rows: AsyncIterable<Rows>): AsyncGenerator<Batch> {
  for await (const { batches } of rows) yield* batches;
}

/** Plans that go to a server, and what comes back. */
export class RemoteQueries implements Server, Batching {
  readonly #calls: Calls;
  readonly #limit: number;
  readonly sources: Sources;

  constructor(calls: Calls, limit: number) {
    this.#calls = calls;
    this.#limit = limit;
    this.sources = new Sources({
      url: calls.url,
      schema: (plan, signal) => this.schema(plan, signal),
      batches: (plan, signal) => batchesOf(this.rows(plan, signal)),
    });
  }

  get url(): string {
    return this.#calls.url;
  }

  /** What the engine "remote" needs. */
  connection(): Connection {
    return {
      url: this.url,
      frameLimit: this.#limit,
      known: (source) => this.sources.known(source),
      batches: (plan, signal) => batchesOf(this.#answer(plan, signal)),
    };
  }

  async #sent(plan: Plan, signal: Signal | undefined): Promise<Sent> {
    await this.sources.ready(plan);
    const whole = await expanded(plan, (p) => this.schema(p, signal));
    return planMessage(whole, (source) => this.sources.known(source), this.#limit);
  }

  /** A query as it travels. */
  async sent(f: LazyFrame, signal: Signal | undefined): Promise<Sent> {
    return this.#sent(f.plan, signal);
  }

  /** Whether a query reads rows that it keeps on the server. */
  keeps(f: LazyFrame): boolean {
    return this.sources.keeps(f.plan);
  }

  /** Several queries at once. */
  batch(plans: readonly Sent[], signal: Signal | undefined): AsyncIterable<BatchCollectResponse> {
    return this.#calls.many(method.batchCollect, { plans: [...plans] }, { signal: abortSignalOf(signal) });
  }

  async *#answer(plan: Sent, signal: Signal | undefined): AsyncGenerator<Rows> {
    const call = { signal: abortSignalOf(signal) };
    const request = { plan, streaming: true, queryId: crypto.randomUUID() };
    for await (const { arrowIpc } of this.#calls.many(method.collectLazy, request, call)) yield decode(arrowIpc);
  }

  /** Whether a failure is of rows that were kept for a plan and have been dropped since: they are kept anew. */
  async #dropped(cause: unknown, plan: Plan, call: OneCall): Promise<boolean> {
    if (!isMissing(cause)) return false;
    return this.sources.forgotten(plan, async ({ fields }) => {
      try {
        await this.#calls.one(method.touchHandle, { handle: String(fields["handle"]) }, call);
        return true;
      } catch (gone) {
        if (isMissing(gone)) return false;
        throw gone;
      }
    });
  }

  /** An answer about a plan, asked for once more where rows that were kept for it are gone. */
  async #asked<T>(plan: Plan, call: OneCall, ask: (plan: Sent) => Promise<T>): Promise<T> {
    try {
      return await ask(await this.#sent(plan, call.signal));
    } catch (cause) {
      if (!(await this.#dropped(cause, plan, call))) throw cause;
    }
    return ask(await this.#sent(plan, call.signal));
  }

  async *rows(plan: Plan, signal: Signal | undefined): AsyncGenerator<Rows> {
    let begun = false;
    try {
      for await (const part of this.#answer(await this.#sent(plan, signal), signal)) {
        begun = true;
        yield part;
      }
      return;
    } catch (cause) {
      if (begun || !(await this.#dropped(cause, plan, { signal: abortSignalOf(signal) }))) throw cause;
    }
    yield* this.#answer(await this.#sent(plan, signal), signal);
  }

  async schema(plan: Plan, signal: Signal | undefined): Promise<Schema> {
    const call = { signal: abortSignalOf(signal) };
    const found = await this.#asked(plan, call, (sent) => this.#calls.one(method.getSchema, { plan: sent }, call));
    return decodedSchema(found.arrowSchema);
  }

  async explain(plan: Plan, optimized: boolean, signal: Signal | undefined): Promise<string> {
    const call = { signal: abortSignalOf(signal) };
    const said = await this.#asked(plan, call, (sent) =>
      this.#calls.one(method.explain, { plan: sent, optimized }, call),
    );
    const rules = said.optimizationsApplied === "" ? "" : ` by ${said.optimizationsApplied}`;
    return `plan\n${said.logicalPlan}\n\nas ${this.url} runs it${rules}\n${said.physicalPlan}\n\nengine\n${said.engine}`;
  }

  kept(plan: Plan): Plan {
    return this.sources.later(async () => ({ kind: "handle", fields: { handle: await this.keep(plan, {}) } }));
  }

  /** Runs a plan and keeps its rows there; their handle. */
  async keep(plan: Plan, call: OneCall): Promise<string> {
    return (await this.#asked(plan, call, (sent) => this.#calls.one(method.cache, { plan: sent }, call))).handle;
  }
}
