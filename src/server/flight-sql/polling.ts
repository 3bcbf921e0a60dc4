import { randomUUID } from "node:crypto";
import { PolaroidError } from "../../core/error.ts";
import type { FlightSqlHandlers, QueryProgress } from "../../flight/sql/handlers.ts";
import type { Call } from "../../grpc/call.ts";
import type { Frame } from "../../plan/node.ts";
import { mustBe } from "../auth/roles.ts";
import { frameBytes } from "../catalog/rows.ts";
import { planOfFrame } from "../dataframe/resolver.ts";
import type { Ready, Runs } from "./running.ts";
import { timeoutOf } from "./services.ts";

/** Milliseconds that a poll waits for the rows before it says that they are not there. */
const PATIENCE = 1_000;

interface Begun extends Ready {
  readonly frame: Promise<Frame>;
  done: boolean;
}

const within = (promise: Promise<unknown>, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const over = (): void => {
      clearTimeout(timer);
      resolve();
    };
    promise.then(over, over);
  });

/** Queries that take long: they run without a call that waits, and their rows are kept until somebody fetches them. */
export function pollHandler(runs: Runs): Required<Pick<FlightSqlHandlers, "pollQuery">> {
  const { services, queries } = runs;
  const begin = async (
    query: string,
    transaction: Uint8Array | null,
    call: Call,
  ): Promise<readonly [Uint8Array, Begun]> => {
    mustBe("read", call);
    const stated = await runs.prepare(query, transaction, call);
    if (stated.prepared.kind !== "query")
      throw new PolaroidError("INVALID_ARGUMENT", "only queries are polled; run this as an update");
    const { plan, schema } = await runs.planned(stated, [], transaction, call);
    const session = runs.session(call);
    const id = randomUUID();
    const stop = new AbortController();
    let release: () => void = () => undefined;
    const kept = (frame: Frame): Frame => {
      if (!stop.signal.aborted) release = services.sessions.keep(frameBytes(frame));
      return frame;
    };
    const begun: Begun = {
      schema,
      done: false,
      stop: () => {
        stop.abort(new PolaroidError("CANCELLED", "nobody asked for the query any more"));
        release();
      },
      frame: services.queries
        .collect({ plan, signal: stop.signal, owner: session.id, id, timeout: timeoutOf(session) })
        .then(kept),
      rows: async (handle, asked) => (await runs.run(planOfFrame(await begun.frame), handle, asked)).messages,
    };
    const finish = (): void => {
      begun.done = true;
    };
    begun.frame.then(finish, finish);
    return [queries.add(session.id, begun, id), begun];
  };
  return {
    async pollQuery(what, call): Promise<QueryProgress> {
      const [handle, begun] =
        what instanceof Uint8Array
          ? ([what, queries.get(what, runs.session(call).id) as Begun] as const)
          : await begin(what.query, what.transaction, call);
      if (begun.frame === undefined) return { info: { schema: begun.schema, handle }, done: true, progress: 1 };
      await within(begun.frame, PATIENCE);
      const expires = queries.expiry();
      if (!begun.done) return { info: { schema: begun.schema, handle }, done: false, expires };
      const { rows } = await begun.frame;
      return { info: { schema: begun.schema, handle, totalRecords: rows, expires }, done: true, progress: 1, expires };
    },
  };
}
