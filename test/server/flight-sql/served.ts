import { flightService } from "../../../src/flight/server.ts";
import type { Interceptor } from "../../../src/grpc/serve-call.ts";
import { GrpcServer } from "../../../src/grpc/server.ts";
import { MemoryCatalog } from "../../../src/server/catalog/memory-catalog.ts";
import { flightHandlers } from "../../../src/server/flight/handlers.ts";
import type { FlightLimits } from "../../../src/server/flight-sql/services.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { SqlStatements } from "../../../src/server/queries/sql-statements.ts";
import type { SessionLimits } from "../../../src/server/sessions/session.ts";
import { Sessions } from "../../../src/server/sessions/sessions.ts";
import { WHO, type Who } from "../../../src/server/who.ts";

/** Callers are who their header says. */
export const trusting: Interceptor = async (call, next) => {
  const roles = (call.headers.get("x-roles") ?? "read,write,admin").split(",") as Who["roles"];
  const session = call.headers.get("x-polaroid-session") ?? "";
  call.values.set(WHO, { user: call.headers.get("x-user") ?? "", roles, session } satisfies Who);
  await next();
};

export interface Served extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly sessions: Sessions;
  readonly catalog: MemoryCatalog;
  readonly queries: QueryPool;
}

/** Flight and Flight SQL of the server on loopback. */
export async function served(
  limits: Partial<FlightLimits> = {},
  ingestBytes = 1e9,
  ofSessions: Partial<SessionLimits> = {},
): Promise<Served> {
  const catalog = new MemoryCatalog();
  const queries = new QueryPool({ workers: 1 });
  const sessions = new Sessions(ofSessions);
  const services = {
    catalog,
    queries,
    sessions,
    statements: new SqlStatements({ catalog, queries }),
    version: "0.0.0-test",
    queryTimeout: 60_000,
    transactionTimeout: 600_000,
    ingestBytes,
    limits,
  };
  const server = await GrpcServer.start([flightService(flightHandlers(services))], { interceptors: [trusting] });
  return {
    url: `grpc://127.0.0.1:${server.port}`,
    port: server.port,
    sessions,
    catalog,
    queries,
    async [Symbol.asyncDispose]() {
      sessions[Symbol.dispose]();
      await server.close();
      await queries.close();
      catalog.close();
    },
  };
}
