import { badArgument, checkOptions } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import type { Signal } from "../core/host.ts";
import type { Mode, Wish } from "../engine/choose.ts";
import type { QueryOptions } from "../engine/query.ts";
import { engineNames, knownEngine } from "../engine/registry.ts";
import { tools } from "../engines/wasm/tools.ts";
import { checkSignal } from "./query-options.ts";
import { worldOf } from "./world.ts";

/** What every query follows unless its call says otherwise. */
export interface Configuration {
  /** "auto" (the default), or an engine's name. */
  readonly engine?: string;
  /** Which engines "auto" may choose: "standalone" (in process), "distributed", "portable" (ours only). */
  readonly mode?: Mode | null;
  /** Bytes that one query may hold; null for no limit, but the rows of a join that are kept may have 8 GB then. */
  readonly memoryLimit?: number | null;
  /** Threads that large scans and queries may use: 1 for none beside the caller's, null for as many as the machine has, 8 at most. */
  readonly threads?: number | null;
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
export function configure(options: Configuration = {}): void {
  checkOptions("configure", CONFIGURATION, options);
  const { engine, mode, memoryLimit } = options;
  if (engine != null) engineNamed(engine, "configure()");
  if (mode != null && !MODES.includes(mode))
    throw badArgument("mode of configure", mode, `one of ${MODES.join(", ")}, or null`);
  if (memoryLimit != null) limitOf(memoryLimit);
  configured = Object.freeze({ ...configured, ...options });
  limitThreads(configuration().threads);
}
const CONFIGURATION: Readonly<Record<keyof Configuration, null>> = {
  engine: null,
  mode: null,
  memoryLimit: null,
  threads: null,
};

/** The name of an engine that is here, or "auto"; `by` is who said it. */
function engineNamed(name: unknown, by: string): string {
  if (name === "auto") return name;
  if (typeof name !== "string")
    throw badArgument(`the engine of ${by}`, name, `"auto" or one of ${engineNames().join(", ")}`);
  try {
    return knownEngine(name);
  } catch (cause) {
    if (!(cause instanceof PolaroidError)) throw cause;
    throw new PolaroidError(cause.code, `${by} asks for what is not there: ${cause.detail}`, { cause });
  }
}

/** What holds now: arguments of `configure` before environment variables before defaults. */
export const configuration = (): Required<Configuration> => {
  const { environment } = worldOf();
  return {
    engine: configured.engine ?? environment.engine ?? "auto",
    mode: configured.mode ?? environment.mode ?? null,
    memoryLimit: configured.memoryLimit ?? environment.memoryLimit ?? null,
    threads: configured.threads ?? environment.threads ?? null,
  };
};

function limitThreads(most: number | null): void {
  if (most !== null && !(Number.isInteger(most) && most > 0))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `threads is ${JSON.stringify(most)}; it is a whole number above 0, or null`,
    );
  worldOf().host.threads?.limit(most);
}

function limitOf(limit: number | null): number | null {
  if (limit === null || (typeof limit === "number" && limit > 0)) return limit;
  throw badArgument("memoryLimit", limit, "a number of bytes above 0, or null");
}

function wishOf(options: CollectOptions): Wish {
  const now = configuration();
  const by =
    options.engine !== undefined ? "the call" : configured.engine !== undefined ? "configure()" : "POLAROID_ENGINE";
  return {
    engine: engineNamed(options.engine ?? now.engine, by),
    by,
    mode: now.mode,
    memoryLimit: limitOf(options.memoryLimit === undefined ? now.memoryLimit : options.memoryLimit),
  };
}

/** A call's options with all defaults. */
export function queryOptions(options: CollectOptions): QueryOptions {
  const { signal, onProgress, optimize } = options;
  checkSignal(signal);
  if (onProgress !== undefined && typeof onProgress !== "function")
    throw badArgument("onProgress", onProgress, "a function");
  if (optimize !== undefined && typeof optimize !== "boolean") throw badArgument("optimize", optimize, "true or false");
  return { wish: wishOf(options), host: worldOf().host, tools, signal, onProgress, optimize };
}
