import type { Batch } from "../arrow/batch.ts";
import type { Schema } from "../arrow/schema.ts";
import type { Signal } from "../core/host.ts";
import type { ServerSource } from "../engines/remote/plan-message.ts";
import { valueToJson } from "../expr/json.ts";
import { col } from "../expr/node.ts";
import { rewritePlan, walkPlan } from "../plan/children.ts";
import { type Plan, type ScanSource, scan, select, slice } from "../plan/node.ts";
import type { ScanRequest, Table } from "../plan/table.ts";

/** How a source's rows come here, where a query of this side reads them. */
export interface Reads {
  schema(plan: Plan, signal: Signal | undefined): Promise<Schema>;
  batches(plan: Plan, signal: Signal | undefined): AsyncIterable<Batch>;
}

let versions = 0;

/** The sources of one client: what they are on its server. */
export class Sources {
  readonly #reads: Reads;
  readonly #known: WeakMap<ScanSource, ServerSource> = new WeakMap();
  readonly #later: WeakMap<ScanSource, () => Promise<ServerSource>> = new WeakMap();

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** What a source is on the server; null for those of others. */
  known(source: ScanSource): ServerSource | null {
    return this.#known.get(source) ?? null;
  }

  #source(name: string): ScanSource {
    const source: ScanSource = Object.freeze({
      format: name,
      locations: Object.freeze([]),
      options: Object.freeze({}),
      open: async (signal?: Signal): Promise<Table> => ({
        schema: await this.#reads.schema(scan(source), signal),
        rows: null,
        bytes: null,
        version: `${name} ${++versions}`,
        scan: (request) => this.#reads.batches(asked(scan(source), request), request.signal),
        close: async () => undefined,
      }),
    });
    return source;
  }

  /** A plan that reads something of the server's. */
  plan(kind: ServerSource["kind"], fields: ServerSource["fields"]): Plan {
    const source = this.#source(`${kind} of a server`);
    this.#known.set(source, { kind, fields });
    return scan(source);
  }

  /** The same of what is made when it is first read. */
  later(make: () => Promise<ServerSource>): Plan {
    const source = this.#source("rows kept by a server");
    let made: Promise<ServerSource> | null = null;
    this.#later.set(source, () => {
      made ??= make().catch((cause: unknown) => {
        made = null;
        throw cause;
      });
      return made;
    });
    return scan(source);
  }

  /** Makes what a plan reads and is not there yet. */
  async ready(plan: Plan): Promise<void> {
    const waiting: ScanSource[] = [];
    walkPlan(plan, (p) => {
      if (p.kind === "scan" && this.#later.has(p.source)) waiting.push(p.source);
    });
    for (const s of waiting) this.#known.set(s, await (this.#later.get(s) as () => Promise<ServerSource>)());
  }

  /** A plan of files with each scan on the server. */
  there(plan: Plan): Plan {
    return rewritePlan(plan, (p) => {
      if (p.kind !== "scan") return p;
      const { format, locations, options } = p.source;
      const fields = { format, locations, options: valueToJson(options), columns: null, limit: null };
      return this.plan("scan", fields);
    });
  }
}

function asked(plan: Plan, { columns, predicate, limit }: ScanRequest): Plan {
  const rows = limit === null || predicate !== null ? plan : slice(plan, 0, limit);
  return columns === null ? rows : select(rows, columns.map(col));
}
