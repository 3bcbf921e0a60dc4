import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { PolaroidError } from "../core/error.ts";

/** Says where a file that a caller names lies; `PERMISSION_DENIED` where callers have no business. */
export type Allowed = (path: string) => string;

const inside = (root: string, path: string): boolean => {
  const way = relative(root, path);
  return way === "" || (!way.startsWith(`..${sep}`) && way !== ".." && !isAbsolute(way));
};

/** The real place of a path, links followed as far as it exists. */
function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // A link to nothing would be written through.
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true)
      return realOf(resolve(dirname(path), readlinkSync(path)));
    const parent = dirname(path);
    return parent === path ? path : join(realOf(parent), basename(path));
  }
}

/** Files below any of the roots; relative paths are below the first one. */
export function allowedPaths(roots: readonly string[]): Allowed {
  const real = roots.map((r) => {
    try {
      return realpathSync.native(resolve(r));
    } catch (cause) {
      throw new PolaroidError("NOT_FOUND", `--root: there is no folder ${r}`, { cause });
    }
  });
  return (path) => {
    const [first] = real;
    const denied = (): never => {
      throw new PolaroidError(
        "PERMISSION_DENIED",
        first === undefined
          ? "this server reads and writes no files; start it with --root FOLDER"
          : `${JSON.stringify(path.slice(0, 200))} is not below a folder that this server reads`,
      );
    };
    if (first === undefined || path.includes("\0") || /^[a-z][a-z0-9+.-]+:/i.test(path)) return denied();
    const place = realOf(resolve(first, path));
    return real.some((root) => inside(root, place)) ? place : denied();
  };
}
