import { createRequire } from "node:module";
import type * as bindings from "@duckdb/node-bindings";
import { PolaroidError } from "../../core/error.ts";

/** DuckDB's C interface: node-api does not reach its vectors' buffers. */
export type Native = typeof bindings;

export const INSTALL = "npm install @duckdb/node-api";

let loaded: Promise<Native> | null = null;

async function load(): Promise<Native> {
  try {
    // The bindings are a dependency of the peer, not of ours: they are looked up from there.
    const api = import.meta.resolve("@duckdb/node-api");
    const found = createRequire(api).resolve("@duckdb/node-bindings");
    const module = (await import(found)) as { readonly default?: Native } & Native;
    return module.default ?? module;
  } catch (cause) {
    throw new PolaroidError("ENGINE_UNAVAILABLE", `DuckDB is not installed; run: ${INSTALL}`, { cause });
  }
}

/** Loads DuckDB on first use; `ENGINE_UNAVAILABLE` says how to get it. */
export function native(): Promise<Native> {
  loaded ??= load();
  loaded.catch(() => {
    loaded = null;
  });
  return loaded;
}
