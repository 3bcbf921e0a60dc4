import type { Batch } from "../arrow/batch.ts";
import type { Host, Signal } from "../core/host.ts";
import type { Figures, Reads } from "../optimize/cost.ts";
import type { Plan } from "../plan/node.ts";
import type { Kept } from "./kept.ts";
import type { Gap } from "./rules.ts";

/** What one query may use and whom it tells. */
export interface Context {
  readonly host: Host;
  readonly signal?: Signal | undefined;
  /** Bytes that the query may hold at once; null for no limit. */
  readonly memoryLimit: number | null;
  /** The joins whose rows are kept, not passed on. */
  readonly kept?: Kept | undefined;
  /** Told how many more rows were read. */
  readonly onRead?: ((rows: number) => void) | undefined;
}

/** Runs resolved, bound, optimized plans. */
export interface Engine {
  readonly name: string;
  /** null where it can run here, else why not and what to do. */
  available(): string | null | Promise<string | null>;
  /** What a plan needs and the engine lacks. */
  gaps(plan: Plan): readonly Gap[];
  /** What its steps take, and how it comes by a source: "auto" goes by it where much is read. */
  readonly costs?: { readonly figures: Figures; readonly reads: Reads };
  execute(plan: Plan, context: Context): AsyncIterable<Batch>;
  /** The engine's own plan as text. */
  describe(plan: Plan): string;
}
