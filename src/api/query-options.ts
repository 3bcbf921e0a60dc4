import { badArgument, checkOptions } from "../core/argument.ts";
import type { Signal } from "../core/host.ts";
import type { QueryOptions } from "../engine/query.ts";
import { type CollectOptions, queryOptions } from "./config.ts";
import { COLLECT } from "./known-options.ts";

/** A signal of an AbortController, or none. */
export function checkSignal(signal: unknown): void {
  if (signal === undefined) return;
  const { aborted, addEventListener: listen } = (signal ?? {}) as Partial<Signal>;
  if (typeof aborted !== "boolean" || typeof listen !== "function")
    throw badArgument("signal", signal, "the signal of an AbortController");
}

/** A call's options, checked, with all defaults. */
export function checkedQuery(where: string, options: CollectOptions | undefined): QueryOptions {
  checkOptions(where, COLLECT, options);
  return queryOptions(options ?? {});
}
