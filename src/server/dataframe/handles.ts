import { create } from "@bufbuild/protobuf";
import { batchBytes } from "../../arrow/batch.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Frame } from "../../plan/node.ts";
import {
  BatchReadResponseSchema,
  CloseSessionResponseSchema,
  CreateSessionResponseSchema,
  DataFrameHandleSchema,
  DropHandleResponseSchema,
  HandleInfoSchema,
  ListHandlesResponseSchema,
} from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import type { HandleInfo } from "../sessions/session.ts";
import { countedAs, ownerOf } from "../who.ts";
import { readPlan } from "./read-plan.ts";
import { readParquet } from "./reads.ts";
import { planOfFrame } from "./resolver.ts";
import type { RequestOf, ResponseOf } from "./routes.ts";
import type { Turn } from "./turn.ts";

export const bytesOf = (f: Frame): number => f.batches.reduce((n, b) => n + batchBytes(b), 0);
const infoOf = (h: HandleInfo): ResponseOf<"touchHandle"> =>
  create(HandleInfoSchema, {
    handle: h.handle,
    kind: h.kind,
    expiresInMs: BigInt(Math.round(h.expiresIn)),
    rows: BigInt(h.rows),
    bytes: BigInt(h.bytes),
  });

export async function cache(r: RequestOf<"cache">, turn: Turn): Promise<ResponseOf<"cache">> {
  if ((r.handle === "") === (r.plan === undefined))
    throw new PolaroidError("INVALID_ARGUMENT", "Cache names a handle, or says a plan: one of both");
  const plan = r.handle === "" ? await readPlan(r.plan, turn.resolver) : turn.handle(r.handle);
  const frame = await turn.served.queries.collect(await turn.request(plan));
  const kept = { rows: frame.rows, bytes: bytesOf(frame) };
  return create(DataFrameHandleSchema, { handle: turn.session.add(planOfFrame(frame), kept) });
}

export const listHandles = (_: RequestOf<"listHandles">, { session }: Turn): ResponseOf<"listHandles"> =>
  create(ListHandlesResponseSchema, { handles: session.list().map(infoOf) });

export const touchHandle = (r: RequestOf<"touchHandle">, { session }: Turn): ResponseOf<"touchHandle"> =>
  infoOf(session.touch(r.handle, r.ttlMs === 0n ? null : Number(r.ttlMs)));

export const dropHandle = (r: RequestOf<"dropHandle">, { session }: Turn): ResponseOf<"dropHandle"> =>
  create(DropHandleResponseSchema, { dropped: session.drop(r.handle) });

const MOST = 10_000;
export async function batchRead(r: RequestOf<"batchRead">, turn: Turn): Promise<ResponseOf<"batchRead">> {
  if (r.paths.length > MOST)
    throw new PolaroidError("LIMIT_EXCEEDED", `${r.paths.length} paths are asked for; at most ${MOST} at once`);
  const plans = [];
  for (const path of r.paths)
    plans.push(await readParquet({ ...r, path, $typeName: "polaroid.v1.ReadParquetRequest" }, turn));
  const handles = plans.map((p) => create(DataFrameHandleSchema, { handle: turn.session.add(p) }));
  return create(BatchReadResponseSchema, { handles });
}

export function createSession(r: RequestOf<"createSession">, { served, call }: Turn): ResponseOf<"createSession"> {
  const ttl = r.ttlMs === 0n ? undefined : Number(r.ttlMs);
  const made = served.sessions.create(ownerOf(call), ttl, countedAs(call));
  return create(CreateSessionResponseSchema, { session: made.id, ttlMs: BigInt(Math.round(made.ttl)) });
}

export function closeSession(_: RequestOf<"closeSession">, { served, session }: Turn): ResponseOf<"closeSession"> {
  if (session.isDefault)
    throw new PolaroidError(
      "FAILED_PRECONDITION",
      "the call names no session, and the one that all clients of a user share is not closed; drop its handles one by one",
    );
  return create(CloseSessionResponseSchema, { handlesDropped: served.sessions.close(session) });
}
