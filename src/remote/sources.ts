import type { Batch } from "../arrow/batch.ts";
import type { Schema } from "../arrow/schema.ts";
import type { Signal } from "../core/host.ts";
import { ofServer, type ServerSource } from "../engines/remote/plan-message.ts";
import { valueToJson } from "../expr/json.ts";
import { col } from "../expr/node.ts";
import { rewritePlan, walkPlan } from "../plan/children.ts";
import { type Plan, type Scan, type ScanSource, scan, select, slice } from "../plan/node.ts";
import type { ScanRequest, Table } from "../plan/table.ts";

/** How a source's rows come here, where a query of this side reads them. */
export interface Reads {
  readonly url: string;
  schema(plan: Plan, signal: Signal | undefined): Promise<Schema>;
  batches(plan: Plan, signal: Signal | undefined): AsyncIterable<Batch>;
}

/** What is made when it is first read, and again where it is there no more. */
interface Later {
  readonly made: () => Promise<ServerSource>;
  readonly forget: () => void;
}

let versions = 0;

/** The sources of one client: what they are on its server. */
export class Sources {
  readonly #reads: Reads;
  readonly #known: WeakMap<ScanSource, ServerSource> = new WeakMap();
  readonly #later: WeakMap<ScanSource, Later> = new WeakMap();

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Whether a plan reads anything of the server's. */
  read(plan: Plan): boolean {
    let found = false;
    walkPlan(plan, (p) => {
      found ||= p.kind === "scan" && (this.#known.has(p.source) || this.#later.has(p.source));
    });
    return found;
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
    ofServer.add(source);
    return source;
  }

  /** A plan that reads something of the server's. */
  plan(kind: ServerSource["kind"], fields: ServerSource["fields"]): Plan {
    const source = this.#source(`${kind} of ${this.#reads.url}`);
    this.#known.set(source, { kind, fields });
    return scan(source);
  }

  /** The same of what is made when it is first read. */
  later(make: () => Promise<ServerSource>): Plan {
    const source = this.#source(`rows kept by ${this.#reads.url}`);
    let made: Promise<ServerSource> | null = null;
    const forget = (): void => {
      made = null;
    };
    this.#later.set(source, {
      forget,
      made: () => {
        made ??= make().catch((cause: unknown) => {
          forget();
          throw cause;
        });
        return made;
      },
    });
    return scan(source);
  }

  #waiting(plan: Plan): readonly (readonly [ScanSource, Later])[] {
    const found: (readonly [ScanSource, Later])[] = [];
    walkPlan(plan, (p) => {
      const later = p.kind === "scan" ? this.#later.get(p.source) : undefined;
      if (later !== undefined) found.push([(p as Scan).source, later]);
    });
    return found;
  }

  /** Whether a plan reads what is made when it is first read. */
  keeps(plan: Plan): boolean {
    return this.#waiting(plan).length > 0;
  }

  /** Makes what a plan reads and is not there yet. */
  async ready(plan: Plan): Promise<void> {
    for (const [source, later] of this.#waiting(plan)) this.#known.set(source, await later.made());
  }

  /** Forgets what was made for a plan and is there no more; whether there was any. */
  async forgotten(plan: Plan, isThere: (source: ServerSource) => Promise<boolean>): Promise<boolean> {
    let found = false;
    for (const [source, later] of this.#waiting(plan)) {
      const known = this.#known.get(source);
      if (known === undefined || (await isThere(known))) continue;
      later.forget();
      found = true;
    }
    return found;
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
