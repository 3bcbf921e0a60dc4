import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** A module of ours: where it lies beside the one that asks in source, and as it is built. */
export interface Place {
  readonly source: string;
  readonly built: string;
}

/**
 * The file of a module of ours; null where it is not there, as in somebody's bundle. `base` is the URL of the one that asks, which
 * has none in a bundle of CommonJS.
 */
export function beside(base: string | undefined, { source, built }: Place): URL | null {
  if (base === undefined) return null;
  const file = new URL(base.endsWith(".ts") ? source : built, base);
  return existsSync(file) ? file : null;
}

/** What has a module of ours at once; null where it is not there, or where Node is too old to require a module. */
export function atOnce<T>(base: string | undefined, place: Place): (() => T) | null {
  const file = process.features.require_module === true ? beside(base, place) : null;
  return file === null ? null : () => createRequire(file)(fileURLToPath(file)) as T;
}
