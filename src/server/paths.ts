import { lstatSync, readlinkSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { PolaroidError } from "../core/error.ts";
import { fileError } from "../io/node/errors.ts";

/** Says where a file that a caller names lies; `PERMISSION_DENIED`, which names it as `said`, where callers have no business. */
export type Allowed = (path: string, said?: string) => string;

const inside = (root: string, path: string): boolean => {
  const way = relative(root, path);
  return way === "" || (!way.startsWith(`..${sep}`) && way !== ".." && !isAbsolute(way));
};

/** What was met on the way to the real place of a path: links to nothing, and why the path can never be. */
interface Way {
  hops: number;
  fault: string | null;
}
const HOPS = 40;

/** The real place of a path, links followed as far as it exists. */
function realOf(path: string, way: Way): string {
  try {
    return realpathSync.native(path);
  } catch (cause) {
    const { code = "EIO" } = cause as NodeJS.ErrnoException;
    if (code !== "ENOENT" || way.hops > HOPS) way.fault ??= code === "ENOENT" ? "ELOOP" : code;
    // A link to nothing would be written through.
    else if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      way.hops++;
      return realOf(resolve(dirname(path), readlinkSync(path)), way);
    }
    const parent = dirname(path);
    return parent === path ? path : join(realOf(parent, way), basename(path));
  }
}

/** Refuses pipes and devices: opening one may take for ever. */
export function checkRegular(place: string, path: string): void {
  let found: Stats | undefined;
  try {
    found = statSync(place, { throwIfNoEntry: false });
  } catch (cause) {
    throw fileError(path.slice(0, 200), cause);
  }
  if (found !== undefined && !found.isFile() && !found.isDirectory())
    throw new PolaroidError("INVALID_ARGUMENT", `${path.slice(0, 200)}: this is a pipe or a device, no file`);
}

/** Files below any of the roots; relative paths are below the first one. */
export function allowedPaths(roots: readonly string[]): Allowed {
  const real = roots.map((r) => {
    let found: string;
    try {
      found = realpathSync.native(resolve(r));
    } catch (cause) {
      throw new PolaroidError("NOT_FOUND", `--root: there is no folder ${r}`, { cause });
    }
    if (!statSync(found).isDirectory()) throw new PolaroidError("INVALID_ARGUMENT", `--root: ${r} is no folder`);
    return found;
  });
  return (path, said = path) => {
    const [first] = real;
    const denied = (): never => {
      throw new PolaroidError(
        "PERMISSION_DENIED",
        first === undefined
          ? "this server reads and writes no files; start it with --root FOLDER"
          : `${JSON.stringify(said.slice(0, 200))} is not below a folder that this server reads`,
      );
    };
    if (first === undefined || path.includes("\0") || /^[a-z][a-z0-9+.-]+:/i.test(path)) return denied();
    const way: Way = { hops: 0, fault: null };
    const place = realOf(resolve(first, path), way);
    // What lies elsewhere is told nothing about.
    if (!real.some((root) => inside(root, place))) return denied();
    if (way.fault !== null) throw fileError(said.slice(0, 200), { code: way.fault, message: way.fault });
    return place;
  };
}
