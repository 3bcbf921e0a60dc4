import type { Interceptor } from "../../../src/grpc/serve-call.ts";
import { GrpcServer } from "../../../src/grpc/server.ts";
import { MemoryCatalog } from "../../../src/server/catalog/memory-catalog.ts";
import { connectService } from "../../../src/server/connect/service.ts";
import { dataframeService } from "../../../src/server/dataframe/service.ts";
import { allowedPaths } from "../../../src/server/paths.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { SqlStatements } from "../../../src/server/queries/sql-statements.ts";
import type { SessionLimits } from "../../../src/server/sessions/session.ts";
import { Sessions } from "../../../src/server/sessions/sessions.ts";
import { WHO, type Who } from "../../../src/server/who.ts";

/** Callers are who their header says. */
const trusting: Interceptor = async (call, next) => {
  const roles = (call.headers.get("x-roles") ?? "read,write,admin").split(",") as Who["roles"];
  const session = call.headers.get("x-polaroid-session") ?? "";
  call.values.set(WHO, { user: call.headers.get("x-user") ?? "", roles, session } satisfies Who);
  await next();
};

export interface Serving {
  readonly url: string;
  readonly port: number;
  readonly sessions: Sessions;
  readonly queries: QueryPool;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server of the DataFrame service on loopback. */
export async function serving(root: string, limits: Partial<SessionLimits> = {}): Promise<Serving> {
  const sessions = new Sessions(limits);
  const queries = new QueryPool({ workers: 1, roots: [root] });
  const catalog = new MemoryCatalog();
  const served = {
    sessions,
    queries,
    catalog,
    allowed: allowedPaths([root]),
    version: "0.0.0-test",
    statements: new SqlStatements({ queries, catalog }),
  };
  const server = await GrpcServer.start([dataframeService(served), connectService(served)], {
    interceptors: [trusting],
    cors: ["*"],
  });
  return {
    url: `grpc://127.0.0.1:${server.port}`,
    port: server.port,
    sessions,
    queries,
    async [Symbol.asyncDispose]() {
      sessions[Symbol.dispose]();
      await server.close();
      await queries.close();
      catalog.close();
    },
  };
}
