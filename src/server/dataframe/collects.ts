import { create, toBinary } from "@bufbuild/protobuf";
import { DataFrame } from "../../api/constructors.ts";
import { schema } from "../../arrow/schema.ts";
import { typeName } from "../../arrow/type-info.ts";
import { PolaroidError } from "../../core/error.ts";
import { engineNames } from "../../engine/registry.ts";
import { encodedSchema } from "../../flight/schema.ts";
import { flightMessages } from "../../flight/stream.ts";
import type { Codec } from "../../grpc/method.ts";
import { OK, statusOf } from "../../grpc/status.ts";
import { PLAN_VERSION } from "../../plan/json.ts";
import { frame, frameOf, type Plan } from "../../plan/node.ts";
import {
  BatchCollectResponseSchema,
  ColumnInfoSchema,
  ExplainResponseSchema,
  SchemaResponseSchema,
  ServerInfoResponseSchema,
} from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import type { Plan as SentPlan } from "../../proto/polaroid/v1/plan_pb.ts";
import { mustBe } from "../auth/roles.ts";
import { OF_TRANSACTIONS } from "../queries/statements.ts";
import { countedAs } from "../who.ts";
import { arrowBatches, type SentBatch, varint } from "./arrow-batch.ts";
import { readPlan } from "./read-plan.ts";
import { parametersOf, sqlQuery } from "./reads.ts";
import type { RequestOf, ResponseOf } from "./routes.ts";
import type { Turn } from "./turn.ts";

const NOTHING: Plan = frame(frameOf(schema([]), []));

async function* rowsOf(plan: Plan, id: string, turn: Turn): AsyncGenerator<SentBatch> {
  const { messages } = await turn.served.queries.run(await turn.request(plan, id));
  yield* arrowBatches(messages);
}

export const collect = (r: RequestOf<"collect">, turn: Turn): AsyncIterable<SentBatch> =>
  rowsOf(turn.handle(r.handle), r.queryId, turn);

export async function* collectLazy(r: RequestOf<"collectLazy">, turn: Turn): AsyncGenerator<SentBatch> {
  yield* rowsOf(await readPlan(r.plan, turn.resolver), r.queryId, turn);
}

/** Runs one statement: the rows of a query, or how many rows another one changed. */
export async function* sql(r: RequestOf<"sql">, turn: Turn): AsyncGenerator<SentBatch> {
  if (Object.keys(r.tables).length > 0) {
    yield* rowsOf(await sqlQuery(r, turn), r.queryId, turn);
    return;
  }
  const { served, call, session } = turn;
  const snapshot = served.statements.snapshot(session.id);
  const values = parametersOf(r.parameters);
  const prepared = await served.statements.prepare(r.query, snapshot, call.signal);
  if (!prepared.isUpdate) {
    yield* rowsOf(prepared.query(values, snapshot), r.queryId, turn);
    return;
  }
  mustBe("write", call);
  if (session.isDefault && OF_TRANSACTIONS.has(prepared.kind))
    throw new PolaroidError(
      "FAILED_PRECONDITION",
      `${prepared.kind.toUpperCase()} needs a session of one's own, as others share this one: CreateSession, or openSession() of the client`,
    );
  const { signal, owner, id, timeout } = await turn.request(NOTHING, r.queryId);
  const running = { signal, owner, user: countedAs(call), id, timeout };
  if (prepared.schema !== null) {
    const { schema, batches } = await prepared.returning([values], running);
    yield* arrowBatches(flightMessages({ schema, batches }));
    return;
  }
  const rows = await prepared.update(values, running);
  const changed = new DataFrame({ rows: [BigInt(rows)] });
  yield* arrowBatches(flightMessages({ schema: changed.schema, batches: changed.batches }));
}

/** The plan that a request means: of a handle, or as it is said. */
async function planOf(handle: string, plan: SentPlan | undefined, turn: Turn): Promise<Plan> {
  if ((handle === "") === (plan === undefined))
    throw new PolaroidError("INVALID_ARGUMENT", "the request names a handle, or says a plan: one of both");
  return handle === "" ? readPlan(plan, turn.resolver) : turn.handle(handle);
}

export async function explain(r: RequestOf<"explain">, turn: Turn): Promise<ResponseOf<"explain">> {
  const plan = await turn.settled(await planOf(r.handle, r.plan, turn));
  const found = await turn.served.queries.explain(plan, r.optimized, turn.call.signal);
  return create(ExplainResponseSchema, {
    logicalPlan: found.logical,
    physicalPlan: found.physical,
    optimizationsApplied: found.optimizations,
    engine: found.engine,
  });
}

export async function getSchema(r: RequestOf<"getSchema">, turn: Turn): Promise<ResponseOf<"getSchema">> {
  const plan = r.table === "" ? await planOf(r.handle, r.plan, turn) : turn.resolver.table(r.table);
  const found = await turn.resolver.schema(await turn.settled(plan));
  return create(SchemaResponseSchema, {
    columns: found.fields.map((f) =>
      create(ColumnInfoSchema, { name: f.name, type: typeName(f.type), nullable: f.nullable }),
    ),
    arrowSchema: encodedSchema(found),
  });
}

/** One message of several queries: rows of one of them, or its end. */
export type Collected =
  | { readonly index: number; readonly rows: SentBatch }
  | { readonly index: number; readonly status: number; readonly message: string; readonly details: Uint8Array };

/** BatchCollectResponse, with bodies that are not copied. */
export const collected: Codec<Collected> = {
  encode(value) {
    if (!("rows" in value))
      return [toBinary(BatchCollectResponseSchema, create(BatchCollectResponseSchema, { ...value, done: true }))];
    const { pieces } = value.rows;
    const bytes = pieces.reduce((n, p) => n + p.length, 0);
    const inner = [0x0a, ...varint(bytes)];
    const index = value.index === 0 ? [] : [0x08, ...varint(value.index)];
    return [Uint8Array.from([...index, 0x12, ...varint(inner.length + bytes), ...inner]), ...pieces];
  },
  decode() {
    throw new PolaroidError("INTERNAL", "BatchCollectResponse is not read by a server");
  },
};

/** Queries of one call that run at once. */
const AT_ONCE = 4;
const MOST = 1000;

async function* endingOf(index: number, plan: () => Plan | Promise<Plan>, turn: Turn): AsyncGenerator<Collected> {
  let end = OK;
  try {
    for await (const rows of rowsOf(await plan(), "", turn)) yield { index, rows };
  } catch (cause) {
    end = statusOf(cause);
  }
  yield { index, status: end.code, message: end.message, details: end.details };
}

export async function* batchCollect(r: RequestOf<"batchCollect">, turn: Turn): AsyncGenerator<Collected> {
  const { handles, plans } = r;
  if (handles.length > 0 && plans.length > 0)
    throw new PolaroidError("INVALID_ARGUMENT", "BatchCollect names handles, or says plans: one of both");
  const all = [
    ...handles.map((id) => () => turn.handle(id)),
    ...plans.map((plan) => () => readPlan(plan, turn.resolver)),
  ];
  if (all.length > MOST)
    throw new PolaroidError("LIMIT_EXCEEDED", `${all.length} queries are asked for; at most ${MOST} at once`);
  const running = new Map<number, { readonly it: AsyncGenerator<Collected>; next: Promise<Pulled> }>();
  type Pulled = { readonly index: number; readonly result: IteratorResult<Collected> };
  const pull = (index: number, it: AsyncGenerator<Collected>): Promise<Pulled> =>
    it.next().then((result) => ({ index, result }));
  let started = 0;
  try {
    for (;;) {
      while (running.size < AT_ONCE && started < all.length) {
        const it = endingOf(started, all[started] as (typeof all)[number], turn);
        running.set(started, { it, next: pull(started, it) });
        started++;
      }
      if (running.size === 0) return;
      const { index, result } = await Promise.race([...running.values()].map((one) => one.next));
      const one = running.get(index);
      if (one === undefined || result.done === true) running.delete(index);
      else {
        yield result.value;
        one.next = pull(index, one.it);
      }
    }
  } finally {
    for (const { it } of running.values()) void it.return(undefined);
  }
}

const started = Date.now();
export function serverInfo(_: RequestOf<"serverInfo">, { served }: Turn): ResponseOf<"serverInfo"> {
  const { sessions, queries } = served;
  return create(ServerInfoResponseSchema, {
    name: "polaroid",
    version: served.version,
    planVersions: [PLAN_VERSION],
    engines: [...engineNames()].filter((name) => name !== "remote"),
    uptimeMs: BigInt(Date.now() - started),
    running: queries.running,
    queued: queries.queued,
    handles: sessions.handles,
    sessions: sessions.count,
  });
}
