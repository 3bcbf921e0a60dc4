import { queryOptions } from "../../../src/api/config.ts";
import { PolaroidError } from "../../../src/core/error.ts";
import { collect, explain, schemaFor } from "../../../src/engine/query.ts";
import { sharedFrame } from "../../../src/engines/wasm/parallel/share.ts";
import { flightMessages } from "../../../src/flight/stream.ts";
import { frameOf } from "../../../src/plan/node.ts";
import type { Catalog, Table } from "../../../src/server/catalog/catalog.ts";
import type { Queries, QueryRequest } from "../../../src/server/queries/queries.ts";

/** Queries that run here, one after the other: for tests of what stands above them. */
export function queriesHere(): Queries {
  const running = new Map<string, AbortController>();
  const rows = async ({ plan, signal, owner, id }: QueryRequest) => {
    const stop = new AbortController();
    const key = `${owner} ${id}`;
    if (id !== undefined) running.set(key, stop);
    try {
      return await collect(plan, queryOptions({ signal: AbortSignal.any([signal, stop.signal]), engine: "wasm" }));
    } finally {
      running.delete(key);
    }
  };
  return {
    async run(request) {
      const { schema, batches } = await rows(request);
      return { schema, messages: flightMessages({ schema, batches }) };
    },
    async collect(request) {
      const { schema, batches } = await rows(request);
      return sharedFrame(frameOf(schema, batches));
    },
    schema: (plan, signal) => schemaFor(plan, signal),
    async explain(plan) {
      const text = await explain(plan, queryOptions({}));
      return { logical: text, physical: text, optimizations: "", engine: "wasm" };
    },
    cancel(id, owner) {
      const found = running.get(`${owner} ${id}`);
      found?.abort(new PolaroidError("CANCELLED", "stopped"));
      return found !== undefined;
    },
    get running() {
      return running.size;
    },
    queued: 0,
    close: async () => undefined,
  };
}

/** Tables without transactions: for tests of what stands above them. */
export function tablesHere(): Catalog {
  const tables = new Map<string, Table>();
  const no = (): never => {
    throw new PolaroidError("NOT_SUPPORTED", "no transactions here");
  };
  const change: Catalog["change"] = (_owner, f) =>
    f({
      id: "",
      owner: "",
      snapshot: () => ({ tables }),
      put(name, frame, how) {
        const key = name.toLowerCase();
        const old = tables.get(key);
        if (how === "create" && old !== undefined) throw new PolaroidError("ALREADY_EXISTS", name);
        const rows =
          how === "append" && old !== undefined
            ? frameOf(frame.schema, [...old.frame.batches, ...frame.batches])
            : frame;
        tables.set(key, { name, frame: rows, required: new Set(), version: (old?.version ?? 0) + 1, bytes: 0 });
      },
      drop: (name) => void tables.delete(name.toLowerCase()),
      savepoint: no,
      rollbackTo: no,
      release: no,
      commit: () => undefined,
      rollback: no,
    });
  return {
    snapshot: () => ({ tables: new Map(tables) }),
    change,
    begin: no,
    transaction: no,
    forget: () => undefined,
    onChange: () => undefined,
    bytes: 0,
    rows: 0,
    transactions: 0,
    close: () => undefined,
  };
}
