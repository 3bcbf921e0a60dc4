/** A server that reads whatever comes, in a process of its own: `node --expose-gc target.ts` prints where it listens. */

import { batch, checkShape } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import { Int64 } from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { flightInfo, type GrpcServer, PolaroidError, serveFlight } from "../../../src/flight/index.ts";

const of = schema([field("n", Int64)]);
const rows = batch(
  of,
  [
    columnFrom(
      Array.from({ length: 100_000 }, (_, i) => BigInt(i)),
      Int64,
    ),
  ],
  100_000,
);
const bytes = (text: string): Uint8Array => Buffer.from(text);

let server: GrpcServer;
server = await serveFlight(
  {
    async *handshake(payloads) {
      for await (const payload of payloads) yield payload;
    },
    getFlightInfo: (descriptor) => flightInfo({ schema: of, descriptor, endpoints: [{ ticket: "all" }] }),
    getSchema: () => of,
    doGet(ticket) {
      if (Buffer.from(ticket).toString() !== "all") throw new PolaroidError("NOT_FOUND", "there is no such ticket");
      const endless = function* () {
        for (let i = 0; i < 1000; i++) yield rows;
      };
      return { schema: of, batches: endless() };
    },
    async *doPut(reader) {
      let count = 0;
      for await (const { batch: came } of reader) {
        if (came === null) continue;
        checkShape(came);
        for (const column of came.columns) count += valuesOf(column).length;
      }
      yield bytes(String(count));
    },
    async *doExchange(reader) {
      for await (const message of reader.messages()) yield { ...message, descriptor: null };
    },
    async *doAction({ type, body }) {
      if (type !== "memory") yield body;
      else {
        globalThis.gc?.();
        const { rss, external, heapUsed } = process.memoryUsage();
        yield bytes(JSON.stringify({ rss, external, heapUsed, running: server.running, open: server.connections }));
      }
    },
  },
  { limits: { message: 8 << 20 }, cors: ["*"] },
);
console.log(`Server listening on localhost:${server.port}`);
