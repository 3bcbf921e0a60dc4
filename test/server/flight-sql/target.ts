/** Flight SQL of the server in a process of its own: `node --expose-gc target.ts` prints where it listens. */

import "../../../src/node.ts";
import { flightService } from "../../../src/flight/server.ts";
import { GrpcServer } from "../../../src/grpc/server.ts";
import { MemoryCatalog } from "../../../src/server/catalog/memory-catalog.ts";
import { flightHandlers } from "../../../src/server/flight/handlers.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { SqlStatements } from "../../../src/server/queries/sql-statements.ts";
import { Sessions } from "../../../src/server/sessions/sessions.ts";
import { trusting } from "./served.ts";

const SECOND = 1_000;
const catalog = new MemoryCatalog({ idle: 3 * SECOND });
const queries = new QueryPool({ workers: 1, queued: 1_000 });
const handlers = flightHandlers({
  catalog,
  queries,
  sessions: new Sessions(),
  statements: new SqlStatements({ catalog, queries }),
  version: "0.0.0-test",
  queryTimeout: 5 * SECOND,
  transactionTimeout: 3 * SECOND,
  ingestBytes: 1e6,
  limits: { queryTtl: 3 * SECOND, preparedTtl: 3 * SECOND, queriesPerSession: 20_000, preparedPerSession: 20_000 },
});

let server: GrpcServer;
const told = (): Uint8Array => {
  globalThis.gc?.();
  const { rss, external, heapUsed } = process.memoryUsage();
  const { running, connections: open } = server;
  const { transactions, bytes } = catalog;
  const busy = queries.running + queries.queued;
  return Buffer.from(JSON.stringify({ rss, external, heapUsed, running, open, transactions, bytes, busy }));
};
server = await GrpcServer.start(
  [
    flightService({
      ...handlers,
      async *doAction(action, call) {
        if (action.type === "memory") yield told();
        else yield* (handlers.doAction as NonNullable<typeof handlers.doAction>)(action, call);
      },
    }),
  ],
  { interceptors: [trusting], limits: { message: 8 << 20 } },
);
console.log(`Server listening on localhost:${server.port}`);
