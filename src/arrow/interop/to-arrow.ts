import { PolaroidError } from "../../core/error.ts";
import type { Batches } from "../ipc/decode.ts";
import { encodeStream } from "../ipc/encode.ts";

/** The part of `apache-arrow` (or of a library like it) that makes tables. */
export interface ArrowLibrary<T> {
  readonly Table: abstract new (...fields: never) => T;
  tableFromIPC(bytes: Uint8Array): unknown;
}

/**
 * Rows as a Table of the Arrow library that is passed (one copy of their memory).
 * @example
 * import * as arrow from "apache-arrow";
 * const table = toArrow({ schema, batches }, arrow);
 */
export function toArrow<T>(rows: Batches, library: ArrowLibrary<T>): T {
  return library.tableFromIPC(encodeStream(rows.schema, rows.batches)) as T;
}

/** Loads `apache-arrow`, an optional peer; `ENGINE_UNAVAILABLE` says how to install it. */
export async function loadArrow(): Promise<ArrowLibrary<unknown>> {
  try {
    return (await import("apache-arrow" as string)) as ArrowLibrary<unknown>;
  } catch (cause) {
    throw new PolaroidError("ENGINE_UNAVAILABLE", "apache-arrow is not installed; run `npm install apache-arrow`", {
      cause,
    });
  }
}
