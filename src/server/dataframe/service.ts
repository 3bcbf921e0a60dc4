import { create } from "@bufbuild/protobuf";
import { PolaroidError } from "../../core/error.ts";
import type { Route } from "../../grpc/serve-call.ts";
import type { ServiceRoutes } from "../../grpc/server.ts";
import type { Plan } from "../../plan/node.ts";
import {
  CancelResponseSchema,
  DataFrameHandleSchema,
  DataFrameService,
  HeartbeatResponseSchema,
} from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import type { Role } from "../who.ts";
import { sentBatch } from "./arrow-batch.ts";
import { batchCollect, collect, collected, collectLazy, explain, getSchema, serverInfo, sql } from "./collects.ts";
import { batchRead, cache, closeSession, createSession, dropHandle, listHandles, touchHandle } from "./handles.ts";
import { readCsv, readIpc, readNdjson, readParquet, sqlQuery } from "./reads.ts";
import { type Answers, answeredBy, type MethodName, type RequestOf, type Soon, streamedBy } from "./routes.ts";
import { getStats } from "./stats.ts";
import * as steps from "./steps.ts";
import { appendRecords, listTables, putTable } from "./tables.ts";
import * as time from "./time-steps.ts";
import type { Served, Turn } from "./turn.ts";
import { Uploads } from "./uploads.ts";
import { writeCsv, writeParquet } from "./writes.ts";

type Some<T> = { readonly [K in MethodName]?: T };
/** Methods that make a plan, for which a handle is answered. */
type Makes<K extends MethodName> = (request: RequestOf<K>, turn: Turn) => Soon<Plan>;
const MADE: { readonly [K in MethodName]?: Makes<K> } = {
  readParquet,
  readCsv,
  readNdjson,
  readIpc,
  scanSql: sqlQuery,
  filter: steps.filterStep,
  select: steps.selectStep,
  withColumn: steps.withColumnStep,
  withColumns: steps.withColumnsStep,
  drop: steps.dropStep,
  rename: steps.renameStep,
  cast: steps.castStep,
  groupBy: steps.groupByStep,
  join: steps.joinStep,
  asofJoin: time.asofJoinStep,
  sort: steps.sortStep,
  slice: steps.sliceStep,
  unique: steps.uniqueStep,
  concat: steps.concatStep,
  explode: steps.explodeStep,
  unpivot: steps.unpivotStep,
  pivot: steps.pivotStep,
  sample: steps.sampleStep,
  resample: time.resampleStep,
  resampleOhlcv: time.resampleOhlcvStep,
  rollingWindow: time.rollingWindowStep,
  lag: time.lagStep,
  diff: time.diffStep,
  fill: steps.fillStep,
};
const ANSWERED: { readonly [K in MethodName]?: Answers<K> } = {
  writeParquet,
  writeCsv,
  explain,
  getSchema,
  getStats,
  cache,
  listHandles,
  touchHandle,
  dropHandle,
  batchRead,
  appendRecords,
  listTables,
  createSession,
  closeSession,
  serverInfo,
  cancel: (r, { served, session }) =>
    create(CancelResponseSchema, { cancelled: served.queries.cancel(r.queryId, session.id) }),
  heartbeat: (r, { served }) =>
    create(HeartbeatResponseSchema, {
      sentMs: r.sentMs,
      serverMs: BigInt(Date.now()),
      draining: served.draining?.() ?? false,
    }),
};
/** All others may be called by who may read. */
const ROLES: Some<Role> = { writeParquet: "write", writeCsv: "write", putTable: "write", appendRecords: "write" };
const roleOf = (name: MethodName): Role => ROLES[name] ?? "read";

const LATER = ["readWebSocket", "readRestApi", "readGrpcStream"] as const;
function notYet(name: string): never {
  throw new PolaroidError(
    "NOT_IMPLEMENTED",
    `${name} is not built yet: this server reads no streams. Put rows into a table by AppendRecords`,
  );
}

/** polaroid.v1.DataFrameService; goes into a `GrpcServer`. */
export function dataframeService(served: Served): ServiceRoutes {
  const uploads = new Uploads(served.sessions, served.uploads);
  const made = <K extends MethodName>(name: K, make: Makes<K>): Route =>
    answeredBy(served, name, roleOf(name), (async (request: RequestOf<K>, turn: Turn) => {
      const plan = await turn.settled(await make(request, turn));
      return create(DataFrameHandleSchema, { handle: turn.session.add(plan) });
    }) as unknown as Answers<K>);
  const all = <T>(table: Some<T>): (readonly [MethodName, T])[] =>
    Object.entries(table) as unknown as (readonly [MethodName, T])[];
  return {
    service: DataFrameService,
    routes: [
      ...all(MADE as Some<Makes<never>>).map(([name, make]) => made(name, make as Makes<typeof name>)),
      ...all(ANSWERED as Some<Answers<never>>).map(([name, answer]) =>
        answeredBy(served, name, roleOf(name), answer as Answers<typeof name>),
      ),
      answeredBy(served, "putTable", roleOf("putTable"), (r, turn) => putTable(r, turn, uploads)),
      streamedBy(served, "collect", "read", collect, sentBatch),
      streamedBy(served, "collectLazy", "read", collectLazy, sentBatch),
      streamedBy(served, "sql", "read", sql, sentBatch),
      streamedBy(served, "batchCollect", "read", batchCollect, collected),
      ...LATER.map((name) => streamedBy(served, name, "read", () => notYet(DataFrameService.method[name].name))),
    ],
  };
}
