import type { LazyFrame } from "../api/lazy-frame.ts";
import type { Batch } from "../arrow/batch.ts";
import { decode } from "../arrow/ipc/decode.ts";
import type { Schema } from "../arrow/schema.ts";
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

async function* batchesOf(rows: AsyncIterable<Rows>): AsyncGenerator<Batch> {
  for await (const { batches } of rows) yield* batches;
}

/** Plans that go to a server, and what comes back. */
export class RemoteQueries implements Server, Batching {
  readonly #calls: Calls;
  readonly #limit: number;
  readonly sources: Sources = new Sources({
    schema: (plan, signal) => this.schema(plan, signal),
    batches: (plan, signal) => batchesOf(this.rows(plan, signal)),
  });

  constructor(calls: Calls, limit: number) {
    this.#calls = calls;
    this.#limit = limit;
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

  /** Several queries at once. */
  batch(plans: readonly Sent[], signal: Signal | undefined): AsyncIterable<BatchCollectResponse> {
    return this.#calls.many(method.batchCollect, { plans: [...plans] }, { signal: abortSignalOf(signal) });
  }

  async *#answer(plan: Sent, signal: Signal | undefined): AsyncGenerator<Rows> {
    const call = { signal: abortSignalOf(signal) };
    const request = { plan, streaming: true, queryId: crypto.randomUUID() };
    for await (const { arrowIpc } of this.#calls.many(method.collectLazy, request, call)) yield decode(arrowIpc);
  }

  async *rows(plan: Plan, signal: Signal | undefined): AsyncGenerator<Rows> {
    yield* this.#answer(await this.#sent(plan, signal), signal);
  }

  async schema(plan: Plan, signal: Signal | undefined): Promise<Schema> {
    const call = { signal: abortSignalOf(signal) };
    const request = { plan: await this.#sent(plan, signal) };
    return decodedSchema((await this.#calls.one(method.getSchema, request, call)).arrowSchema);
  }

  async explain(plan: Plan, optimized: boolean, signal: Signal | undefined): Promise<string> {
    const request = { plan: await this.#sent(plan, signal), optimized };
    const said = await this.#calls.one(method.explain, request, { signal: abortSignalOf(signal) });
    const rules = said.optimizationsApplied === "" ? "" : ` by ${said.optimizationsApplied}`;
    return `plan\n${said.logicalPlan}\n\nas ${this.url} runs it${rules}\n${said.physicalPlan}\n\nengine\n${said.engine}`;
  }

  kept(plan: Plan): Plan {
    return this.sources.later(async () => ({ kind: "handle", fields: { handle: await this.keep(plan, {}) } }));
  }

  /** Runs a plan and keeps its rows there; their handle. */
  async keep(plan: Plan, call: OneCall): Promise<string> {
    return (await this.#calls.one(method.cache, { plan: await this.#sent(plan, call.signal) }, call)).handle;
  }
}
