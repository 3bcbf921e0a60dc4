import { isAbsolute, relative, resolve } from "node:path";
import { PolaroidError, toPolaroidError } from "../../core/error.ts";
import type { Signal } from "../../core/host.ts";
import type { Place } from "../../formats/open.ts";
import { openTable } from "../../formats/open.ts";
import type { Formats } from "../../formats/registry.ts";
import { nodeHost } from "../../io/node/host.ts";
import { filePlaces } from "../../io/node/paths.ts";
import type { ScanSource } from "../../plan/node.ts";
import { type Allowed, allowedPaths, checkRegular } from "../paths.ts";

const PATTERN = /[*?[{]/;

/** What stands before the first pattern in a path. */
function beforePattern(path: string): string {
  const parts = path.split("/");
  const at = parts.findIndex((p) => PATTERN.test(p));
  return at < 0 ? path : parts.slice(0, at).join("/") || "/";
}

/** The files that a path means, all of them below the roots. */
export async function placesBelow(
  roots: readonly string[],
  allowed: Allowed,
  path: string,
  hive: boolean | undefined,
): Promise<Place[]> {
  const [first] = roots;
  if (path === "" || path === "-") throw new PolaroidError("INVALID_ARGUMENT", "the path of a file is missing");
  if (first === undefined || /^[a-z][a-z0-9+.-]+:/i.test(path) || path.includes("\0")) allowed(path);
  const whole = resolve(first as string, path);
  allowed(beforePattern(whole), path);
  const missing = (): never => {
    throw new PolaroidError("NOT_FOUND", `no file matches ${JSON.stringify(path.slice(0, 200))}`);
  };
  // What a pattern meets by a link that leads out is passed over, as if it were not there: its names are nobody's business.
  const places = await filePlaces(whole, { hive }).catch((error: unknown) => {
    if (toPolaroidError(error).code === "NOT_FOUND") return missing();
    throw error;
  });
  const below = places.filter(({ name }) => {
    try {
      return allowed(name) !== "";
    } catch {
      return false;
    }
  });
  for (const { name } of below) checkRegular(name, shownBelow(roots, name));
  return below.length === 0 ? missing() : below;
}

/** The path of a file as callers know it: relative where it is below the first root. */
function shownBelow([first]: readonly string[], path: string): string {
  const way = relative(resolve(first ?? ""), path);
  return way.startsWith("..") || isAbsolute(way) ? path : way;
}

const HIDDEN: ReadonlySet<string> = new Set(["headers", "fetch", "retries", "timeout"]);

/** How files are opened of which callers know the names: below the roots, on this thread alone. */
export function scansBelow(
  roots: readonly string[],
  formats: Formats,
): (format: string, locations: readonly string[], options: Readonly<Record<string, unknown>>) => ScanSource {
  const allowed = allowedPaths(roots);
  const host = { ...nodeHost, threads: null };
  return (format, locations, given) => {
    const options = Object.fromEntries(Object.entries(given).filter(([name]) => !HIDDEN.has(name)));
    const hive = typeof options["hive"] === "boolean" ? options["hive"] : undefined;
    return Object.freeze({
      format,
      locations,
      options,
      open: async (signal?: Signal) => {
        if (locations.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "the list of files is empty");
        const places: Place[] = [];
        for (const path of locations) places.push(...(await placesBelow(roots, allowed, path, hive)));
        // Where files have to be found by their names, they keep them whole.
        if (typeof options["includeFilePaths"] === "string")
          for (const [i, p] of places.entries()) places[i] = { ...p, name: shownBelow(roots, p.name) };
        return openTable(places, formats, host, options, format === "auto" ? undefined : format, signal);
      },
    });
  };
}
