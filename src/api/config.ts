import { PolaroidError } from "../core/error.ts";
import type { Signal } from "../core/host.ts";
import type { Mode, Wish } from "../engine/choose.ts";
import type { QueryOptions } from "../engine/query.ts";
import { tools } from "../engines/wasm/tools.ts";
import { worldOf } from "./world.ts";

/** What every query follows unless its call says otherwise. */
export interface Configuration {
  /** "auto" (the default), or an engine's name. */
  readonly engine?: string;
  /** Which engines "auto" may choose: "standalone" (in process), "distributed", "portable" (ours only). */
  readonly mode?: Mode | null;
  /** Bytes that one query may hold; null for no limit. */
  readonly memoryLimit?: number | null;
}

/** How one query runs. */
export interface CollectOptions {
  /** "auto", "wasm", "duckdb"; default as configured. */
  readonly engine?: string;
  /** Stops the query: it ends with `CANCELLED`. */
  readonly signal?: Signal;
  /** Bytes that the query may hold; beyond them it ends with `MEMORY_LIMIT`. */
  readonly memoryLimit?: number | null;
  /** Told the rows read so far, now and then. */
  readonly onProgress?: (rows: number) => void;
  /** false runs the plan as it was written. */
  readonly optimize?: boolean;
}

let configured: Configuration = {};

const MODES: readonly string[] = ["standalone", "distributed", "portable"];

/** The mode that a text names; null for none, an error for another. */
export function modeFrom(text: string | undefined): Mode | null {
  if (text === undefined || text === "" || text === "auto") return null;
  if (!MODES.includes(text))
    throw new PolaroidError("INVALID_ARGUMENT", `POLAROID_MODE is "${text}"; it may be ${MODES.join(", ")} or unset`);
  return text as Mode;
}

/** Sets defaults for all queries after it. @example configure({ engine: "wasm", memoryLimit: 2e9 }) */
export function configure(options: Configuration): void {
  configured = Object.freeze({ ...configured, ...options });
}

/** What holds now: arguments of `configure` before environment variables before defaults. */
export const configuration = (): Required<Configuration> => {
  const { environment } = worldOf();
  return {
    engine: configured.engine ?? environment.engine ?? "auto",
    mode: configured.mode ?? environment.mode ?? null,
    memoryLimit: configured.memoryLimit ?? environment.memoryLimit ?? null,
  };
};

function limitOf(limit: number | null): number | null {
  if (limit === null || (typeof limit === "number" && limit > 0)) return limit;
  throw new PolaroidError(
    "INVALID_ARGUMENT",
    `memoryLimit is ${JSON.stringify(limit)}; it is a number of bytes above 0, or null`,
  );
}

function wishOf(options: CollectOptions): Wish {
  const now = configuration();
  const by =
    options.engine !== undefined ? "the call" : configured.engine !== undefined ? "configure()" : "POLAROID_ENGINE";
  return {
    engine: options.engine ?? now.engine,
    by,
    mode: now.mode,
    memoryLimit: limitOf(options.memoryLimit === undefined ? now.memoryLimit : options.memoryLimit),
  };
}

/** A call's options with all defaults. */
export const queryOptions = (options: CollectOptions): QueryOptions => ({
  wish: wishOf(options),
  host: worldOf().host,
  tools,
  signal: options.signal,
  onProgress: options.onProgress,
  optimize: options.optimize,
});
