import type { CollectOptions } from "../api/config.ts";
import { DataFrame } from "../api/constructors.ts";
import type { LazyFrame } from "../api/lazy-frame.ts";
import { decode } from "../arrow/ipc/decode.ts";
import { PolaroidError } from "../core/error.ts";
import type { Signal } from "../core/host.ts";
import { attemptAsync, err, type Outcome, ok } from "../core/result.ts";
import { errorOf } from "../grpc/status.ts";
import type { BatchCollectResponse } from "../proto/polaroid/v1/dataframe_service_pb.ts";
import type { Plan as Sent } from "../proto/polaroid/v1/plan_pb.ts";
import { framed, type Rows } from "./remote-frame.ts";

/** Queries of one call, and bytes of frames that travel inside of them. */
const MOST = 1000;
const BYTES = 16 << 20;

/** What several queries at once need of their client. */
export interface Batching {
  readonly url: string;
  sent(frame: LazyFrame, signal: Signal | undefined): Promise<Sent>;
  keeps(frame: LazyFrame): boolean;
  batch(plans: readonly Sent[], signal: Signal | undefined): AsyncIterable<BatchCollectResponse>;
}

const bytesOf = (plan: Sent): number => plan.nodes.reduce((n, { arrowIpc }) => n + arrowIpc.length, 0);

/** Options that are carried out where rows arrive go with calls of their own. */
const isPlain = (options: CollectOptions | undefined): boolean =>
  Object.entries(options ?? {}).every(([name, v]) => name === "signal" || v === undefined);

/** One query's rows on their way, and how it ended. */
class Part {
  readonly #url: string;
  readonly #parts: Rows[] = [];
  #outcome: Outcome<DataFrame> | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  take({ batch, done, status, message, details }: BatchCollectResponse): void {
    if (batch !== undefined && batch.error !== "")
      this.#outcome ??= err(new PolaroidError("ENGINE_FAILED", `${batch.error.slice(0, 2000)} (${this.#url})`));
    else if (batch !== undefined) this.#parts.push(decode(batch.arrowIpc));
    if (!done) return;
    this.#outcome ??=
      status === 0
        ? ok(DataFrame.of(framed(this.#parts, this.#url)))
        : err(errorOf({ code: status, message, details }, `BatchCollect of ${this.#url}`));
  }

  /** null where the server said nothing of it. */
  get outcome(): Outcome<DataFrame> | null {
    return this.#outcome;
  }
}

/** The outcomes of several queries, in their order: by one call, or by one each where the server knows no such call. */
export async function batchCollect(
  server: Batching,
  frames: readonly LazyFrame[],
  options: CollectOptions | undefined,
): Promise<Outcome<DataFrame>[]> {
  const alone = (f: LazyFrame): Promise<Outcome<DataFrame>> => attemptAsync(() => f.collect(options));
  const signal = options?.signal;
  if (frames.length < 2 || frames.length > MOST || !isPlain(options)) return Promise.all(frames.map(alone));
  const sent = await Promise.all(frames.map((f) => attemptAsync(() => server.sent(f, signal))));
  const plans = sent.flatMap((s) => (s.isOk ? [s.value] : []));
  if (plans.reduce((n, p) => n + bytesOf(p), 0) > BYTES) return Promise.all(frames.map(alone));
  const all = sent.map((s) => (s.isOk ? new Part(server.url) : null));
  const parts = all.filter((part) => part !== null);
  const called = await attemptAsync(async () => {
    if (plans.length > 0) for await (const m of server.batch(plans, signal)) parts[m.index]?.take(m);
  });
  const failure = called.isErr && called.error.code !== "NOT_SUPPORTED" ? called.error : null;
  return Promise.all(
    sent.map((s, i): Outcome<DataFrame> | Promise<Outcome<DataFrame>> => {
      if (s.isErr) return err(s.error);
      const outcome = all[i]?.outcome ?? null;
      const frame = frames[i] as LazyFrame;
      // Rows that were kept for it may be gone, and are kept anew.
      if (outcome?.isErr === true && outcome.error.code === "NOT_FOUND" && server.keeps(frame)) return alone(frame);
      if (outcome !== null) return outcome;
      // A server that is older than the call says nothing of it.
      return failure === null ? alone(frame) : err(failure);
    }),
  );
}
