/** Holds the shape of src: who may import whom, how long a file may be, how files are named. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

/** Each layer imports only itself and what stands before it. */
const ORDER = [
  ...["core", "kernels", "arrow", "expr", "plan", "optimize"],
  ...["engine", "formats", "engines", "sql", "io", "api"],
];

const upTo = (layer: string): readonly string[] => ORDER.slice(0, ORDER.indexOf(layer) + 1);

/** What stands beside the order: what it may import, and the first layer of the order that may import it. */
const BESIDE: Readonly<Record<string, { readonly on: readonly string[]; readonly from?: string }>> = {
  config: { on: upTo("core"), from: "engine" },
  proto: { on: [], from: "engines" },
  grpc: { on: [...upTo("core"), "proto"], from: "engines" },
  flight: { on: [...upTo("arrow"), "grpc", "proto"], from: "engines" },
  remote: { on: [...upTo("api"), "flight", "grpc", "proto"] },
  sources: { on: upTo("api") },
  stream: { on: upTo("api") },
  stats: { on: upTo("api") },
  entity: { on: upTo("api") },
  compat: { on: upTo("api") },
  testing: { on: upTo("api") },
};

const ON_ALL = ["cli", "server"];
const DOORS = ["portable.ts", "node.ts", "browser.ts", "sql.ts", "compat.ts", "remote.ts", "remote-browser.ts"];
/** The one default export: that of the package whose names it gives. */
const DEFAULTS = ["compat.ts"];
const LONGEST = 400;
const VAGUE = /^(utils?|helpers?|common|misc)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const GENERATED = /(\.gen|_pb)\.ts$/;

const mayImport = (from: string, to: string): boolean => {
  if (from === to || DOORS.includes(from) || ON_ALL.includes(from)) return true;
  if (ON_ALL.includes(to) || DOORS.includes(to)) return false;
  const beside = BESIDE[from];
  if (beside !== undefined) return beside.on.includes(to);
  const target = BESIDE[to];
  if (target !== undefined) return target.from !== undefined && ORDER.indexOf(from) >= ORDER.indexOf(target.from);
  return ORDER.indexOf(to) <= ORDER.indexOf(from);
};

const known = (layer: string): boolean =>
  ORDER.includes(layer) || layer in BESIDE || ON_ALL.includes(layer) || DOORS.includes(layer);

const layerOf = (path: string): string => path.split("/")[0] ?? path;
const engineOf = (path: string): string | undefined => {
  const [folder, engine, ...rest] = path.split("/");
  return folder === "engines" && rest.length > 0 ? engine : undefined;
};

const IMPORT = /(?:\bfrom|\bimport\s*\(|\bimport|\bnew URL\s*\()\s*"(\.[^"]+\.ts)"/g;

function* importsOf(path: string, text: string): Generator<string> {
  for (const [, specifier] of text.matchAll(IMPORT)) {
    yield posix.normalize(posix.join(posix.dirname(path), specifier ?? ""));
  }
}

function* faultsOf(path: string, text: string): Generator<string> {
  const layer = layerOf(path);
  if (!known(layer)) yield `${path}: scripts/layers.ts gives "${layer}" no place`;
  for (const part of path.split("/")) {
    const name = part.replace(/(\.gen|\.d|_pb)?\.ts$/, "").replaceAll("_", GENERATED.test(path) ? "-" : "_");
    if (VAGUE.test(name)) yield `${path}: "${name}" names no idea`;
    if (!KEBAB.test(name)) yield `${path}: "${name}" is not kebab-case`;
  }
  for (const target of importsOf(path, text)) {
    if (target.startsWith("../")) yield `${path}: imports ${target}, outside src`;
    else if (!mayImport(layer, layerOf(target))) yield `${path}: ${layer} may not import ${target}`;
    const [own, other] = [engineOf(path), engineOf(target)];
    if (own !== undefined && other !== undefined && own !== other) yield `${path}: engine ${own} imports ${target}`;
  }
  if (GENERATED.test(path)) return;
  if (!DEFAULTS.includes(path) && /^export (default\b|\{[^}]*\bas default\b)/m.test(text))
    yield `${path}: has a default export`;
  const lines = text.trimEnd().split("\n").length;
  if (lines > LONGEST) yield `${path}: has ${lines} lines, more than ${LONGEST}`;
}

/** Lists what is wrong with files given as path below src -> text; empty when all is well. */
export const faults = (files: ReadonlyMap<string, string>): readonly string[] =>
  [...files].flatMap(([path, text]) => [...faultsOf(path, text)]);

/** Reads every TypeScript file below src. */
export const readSources = (): ReadonlyMap<string, string> => {
  const src = join(import.meta.dirname, "..", "src");
  const files = readdirSync(src, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name)).filter((path) => path.endsWith(".ts"));
  return new Map(paths.sort().map((path) => [relative(src, path).replaceAll(sep, "/"), readFileSync(path, "utf8")]));
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const sources = readSources();
  const found = faults(sources);
  for (const fault of found) console.error(fault);
  console.log(`layers: ${sources.size} files, ${found.length} faults`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
