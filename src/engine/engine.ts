import type { Batch } from "../arrow/batch.ts";
import type { Host, Signal } from "../core/host.ts";
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

/** What it would cost an engine to run a plan; rows and bytes are estimates. */
export interface Cost {
  readonly millis: number;
  readonly bytes: number;
}

/** Runs resolved, bound, optimized plans. */
export interface Engine {
  readonly name: string;
  /** null where it can run here, else why not and what to do. */
  available(): string | null | Promise<string | null>;
  /** What a plan needs and the engine lacks. */
  gaps(plan: Plan): readonly Gap[];
  execute(plan: Plan, context: Context): AsyncIterable<Batch>;
  /** The engine's own plan as text. */
  describe(plan: Plan): string;
}
