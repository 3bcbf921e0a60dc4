import { readdir, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { PolaroidError } from "../../core/error.ts";
import { partitionsOf } from "../../formats/hive.ts";
import type { Place } from "../../formats/open.ts";
import { fileError } from "./errors.ts";
import { fileSource, stdinSource } from "./file-source.ts";
import { braces, isGlob, segment } from "./glob.ts";

const MAX_FILES = 1_000_000;
const MAX_DEPTH = 64;

interface Entry {
  readonly name: string;
  readonly folder: boolean;
}

const hidden = (name: string): boolean => name.startsWith(".") || name.startsWith("_");

async function entriesOf(folder: string): Promise<Entry[]> {
  try {
    const found = await readdir(folder === "" ? "." : folder, { withFileTypes: true });
    const out = await Promise.all(
      found.map(async (e) => {
        const folderToo = e.isSymbolicLink()
          ? (await stat(join(folder, e.name)).catch(() => null))?.isDirectory() === true
          : e.isDirectory();
        return { name: e.name, folder: folderToo };
      }),
    );
    return out.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw fileError(folder, cause);
  }
}

function add(out: string[], path: string): void {
  if (out.length >= MAX_FILES)
    throw new PolaroidError("LIMIT_EXCEEDED", `more than ${MAX_FILES} files match; name fewer`);
  out.push(path);
}

/** Every file under a folder, sorted, without hidden ones. */
async function walk(folder: string, out: string[], depth = 0): Promise<void> {
  if (depth > MAX_DEPTH)
    throw new PolaroidError(
      "LIMIT_EXCEEDED",
      `${folder} is more than ${MAX_DEPTH} folders deep; a link may point back`,
    );
  for (const entry of await entriesOf(folder)) {
    if (hidden(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.folder) await walk(path, out, depth + 1);
    else add(out, path);
  }
}

const missing = (cause: unknown): boolean => (cause as PolaroidError).code === "NOT_FOUND";

/** Matches one segment after the other, reading only the folders that can hold a match. */
async function match(base: string, rest: readonly string[], out: Set<string>, depth = 0): Promise<void> {
  const [head, ...tail] = rest;
  if (head === undefined || depth > MAX_DEPTH) return;
  if (head !== "**" && !isGlob(head)) {
    const path = base === "" ? head : join(base, head);
    if (tail.length > 0) return match(path, tail, out, depth + 1);
    if ((await stat(path).catch(() => null))?.isFile()) out.add(path);
    return;
  }
  const entries = await entriesOf(base).catch((cause) => {
    if (missing(cause)) return [];
    throw cause;
  });
  const deep = head === "**";
  if (deep && tail.length > 0) await match(base, tail, out, depth + 1);
  const pattern = deep ? /^/ : segment(head);
  for (const entry of entries) {
    if (hidden(entry.name) && (deep || !hidden(head))) continue;
    if (!pattern.test(entry.name)) continue;
    const path = base === "" ? entry.name : join(base, entry.name);
    if (out.size >= MAX_FILES)
      throw new PolaroidError("LIMIT_EXCEEDED", `more than ${MAX_FILES} files match; name fewer`);
    if (entry.folder && deep) await match(path, rest, out, depth + 1);
    else if (entry.folder) await match(path, tail, out, depth + 1);
    else if (tail.length === 0) out.add(path);
  }
}

async function globbed(pattern: string): Promise<string[]> {
  const out = new Set<string>();
  for (const one of braces(pattern)) {
    const parts = one.split(sep === "\\" ? /[\\/]/ : "/");
    const root = parts[0] === "" ? "/" : "";
    await match(
      root,
      parts.filter((part, i) => part !== "" && !(part === "." && i === 0)),
      out,
    );
  }
  return [...out].sort();
}

const placeOf = (path: string, folders: readonly string[], hive: boolean): Place => ({
  name: path,
  file: path,
  partitions: hive ? partitionsOf(folders) : null,
  open: () => fileSource(path),
});

const foldersOf = (path: string): string[] => path.split(sep).slice(0, -1);

/**
 * The files that a path means: a file, a `file:` URL, a pattern (`data/*.parquet`, `**`), or a folder with all that is
 * in it, whose `name=value` folders become columns unless `hive` is false. "-" is standard input.
 */
export async function filePlaces(
  path: string,
  options: { readonly hive?: boolean | undefined } = {},
): Promise<Place[]> {
  if (path === "") throw new PolaroidError("INVALID_ARGUMENT", "the path is empty");
  if (path === "-") return [{ name: "standard input", partitions: null, open: async () => stdinSource() }];
  let real = path;
  if (/^file:/i.test(path)) {
    try {
      real = fileURLToPath(path);
    } catch (cause) {
      throw new PolaroidError("INVALID_ARGUMENT", `${path} is no file URL of this machine`, { cause });
    }
  }
  const found = await stat(real).catch(() => null);
  if (found?.isDirectory()) {
    const files: string[] = [];
    await walk(real, files);
    if (files.length === 0) throw new PolaroidError("NOT_FOUND", `the folder ${path} has no files in it`);
    const hive = options.hive ?? true;
    return files.map((file) => placeOf(file, foldersOf(file.slice(real.length)), hive));
  }
  if (found === null && isGlob(real) && !/^file:/i.test(path)) {
    const files = await globbed(real);
    if (files.length === 0) throw new PolaroidError("NOT_FOUND", `no file matches ${path}`);
    return files.map((file) => placeOf(file, foldersOf(file), options.hive ?? false));
  }
  return [placeOf(real, foldersOf(real), options.hive ?? false)];
}
