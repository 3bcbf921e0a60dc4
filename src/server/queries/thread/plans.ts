import { PolaroidError } from "../../../core/error.ts";
import type { Signal } from "../../../core/host.ts";
import { orThrow } from "../../../core/result.ts";
import { type Prepared, prepare, type QueryOptions } from "../../../engine/query.ts";
import { tools } from "../../../engines/wasm/tools.ts";
import { FORMATS } from "../../../formats/known.ts";
import { nodeHost } from "../../../io/node/host.ts";
import type { Carrier } from "../../../plan/json.ts";
import { planFromJson } from "../../../plan/json-read.ts";
import { type Frame, type Plan, scan } from "../../../plan/node.ts";
import { translator } from "../../../sql/index.ts";
import { unpackedFrame } from "../packed.ts";
import type { Job, PackedFrame } from "../protocol.ts";
import { scansBelow } from "../roots.ts";
import { isSteady, readsFiles } from "../steady.ts";

/** Plans that are kept ready, by their text. */
const READY = 512;
const host = { ...nodeHost, threads: null };

export const optionsOf = (job: Job, signal: Signal): QueryOptions => ({
  wish: { engine: "auto", by: "the server", mode: "standalone", memoryLimit: job.memory },
  host,
  tools,
  signal,
  optimize: job.optimize,
});

/** The frames that this thread knows, and plans over them. */
export class Plans {
  readonly #frames: Map<number, Frame> = new Map();
  readonly #ready: Map<string, { readonly prepared: Prepared; readonly uses: readonly number[] }> = new Map();
  readonly #carrier: Carrier;

  constructor(roots: readonly string[]) {
    const openScan = scansBelow(roots, FORMATS);
    this.#carrier = {
      encodeFrame: () => "",
      decodeFrame: (text) => {
        const found = this.#frames.get(Number(text));
        if (found === undefined) throw new PolaroidError("INTERNAL", `the thread has no frame ${text}`);
        return found;
      },
      sql: { load: async () => translator, open: (file) => scan(openScan("auto", [file], {})) },
      openScan,
    };
  }

  learn(frames: readonly PackedFrame[]): void {
    for (const f of frames) this.#frames.set(f.id, unpackedFrame(f));
  }

  forget(ids: readonly number[]): void {
    const gone = new Set(ids);
    for (const id of ids) this.#frames.delete(id);
    for (const [key, { uses }] of this.#ready) if (uses.some((id) => gone.has(id))) this.#ready.delete(key);
  }

  read(text: string): Plan {
    return orThrow(planFromJson(JSON.parse(text), this.#carrier));
  }

  /** The plan resolved and optimized. `keep` it: its `close` does nothing then. */
  async prepare(job: Job, options: QueryOptions): Promise<Prepared> {
    const key = `${job.optimize}${job.memory ?? ""} ${job.plan}`;
    const known = this.#ready.get(key);
    if (known !== undefined) {
      this.#ready.delete(key);
      this.#ready.set(key, known);
      return known.prepared;
    }
    const plan = this.read(job.plan);
    const prepared = await prepare(plan, options);
    // What reads files has them open, and they may change.
    if (isSteady(plan) && !readsFiles(prepared.plan)) {
      if (this.#ready.size >= READY) this.#ready.delete(this.#ready.keys().next().value as string);
      this.#ready.set(key, { prepared, uses: job.uses });
    }
    return prepared;
  }
}
