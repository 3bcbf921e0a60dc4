/**
 * nodejs-polars, whose names `polaroid/compat` has: installed in .cache, never with the project. Run by itself, this
 * installs it and records what the tests of migration compare with: its names, what calls give, what programs print.
 */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const ROOT = join(import.meta.dirname, "..");
const HOME = join(ROOT, ".cache", "nodejs-polars");
const PACKAGE = join(HOME, "node_modules", "nodejs-polars");
const VERSION = "0.26.1";
export const RECORDED: string = join(ROOT, "test", "migrate", "recorded");
export const HOW: string = "node scripts/nodejs-polars.ts installs nodejs-polars in .cache";

/** The module's folder, or nothing where it is not installed. */
export const nodejsPolars = (): string | undefined => (existsSync(join(PACKAGE, "package.json")) ? PACKAGE : undefined);
/** The module itself. */
export const loadNodejsPolars = (): unknown => createRequire(join(HOME, "index.js"))("nodejs-polars") as unknown;

/** Installs it; whether it is there afterwards, and runs. */
export function installNodejsPolars(): boolean {
  if (nodejsPolars() === undefined) {
    mkdirSync(HOME, { recursive: true });
    writeFileSync(join(HOME, "package.json"), '{ "private": true }\n');
    const options = ["--no-audit", "--no-fund", "--no-package-lock", "--save-exact"];
    // An npm on an older Node would leave out the package of the platform.
    const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"]}` };
    spawnSync("npm", ["install", ...options, `nodejs-polars@${VERSION}`], { cwd: HOME, stdio: "inherit", env });
  }
  try {
    return nodejsPolars() !== undefined && loadNodejsPolars() !== undefined;
  } catch {
    rmSync(PACKAGE, { recursive: true, force: true });
    return false;
  }
}

const bare = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
const KINDS: Readonly<Record<string, string>> = {
  DataFrame: "DataFrame",
  LazyDataFrame: "LazyDataFrame",
  Expr: "Expr",
  Series: "Series",
  GroupBy: "GroupBy",
  LazyGroupBy: "LazyGroupBy",
  "Expr.str": "ExprString",
  "Expr.dt": "ExprDateTime",
  "Expr.list": "ExprList",
  "Expr.struct": "ExprStruct",
  "Series.str": "SeriesStringFunctions",
  "Series.dt": "SeriesDateFunctions",
  "Series.list": "SeriesListFunctions",
  "Series.struct": "SeriesStructFunctions",
  Config: "Config",
};

/** The names of each kind of object, read from its declarations. */
export function declaredNames(): Readonly<Record<string, readonly string[]>> {
  const bin = join(PACKAGE, "bin");
  const found = new Map<string, { readonly own: string[]; readonly bases: string[] }>();
  for (const file of readdirSync(bin, { recursive: true }) as string[]) {
    if (!file.endsWith(".d.ts")) continue;
    const pattern =
      /^(?:export )?(?:declare )?(?:interface|class) (\w+)(?:<[^{]*?>)?(?: (?:extends|implements) ([^{]+?))? \{\n([\s\S]*?)^\}/gm;
    for (const [, name = "", more = "", body = ""] of bare(readFileSync(join(bin, file), "utf8")).matchAll(pattern)) {
      const entry = found.get(name) ?? { own: [], bases: [] };
      for (const [, own = ""] of body.matchAll(/^ {4}(?:readonly |get |set |static )*([a-zA-Z]\w*)\??[<(:]/gm))
        entry.own.push(own);
      for (const [, base = ""] of more.matchAll(/(?:^|, )(\w+)/g)) entry.bases.push(base);
      found.set(name, entry);
    }
  }
  const all = (name: string): string[] => {
    const entry = found.get(name);
    return entry === undefined ? [] : [...new Set([...entry.bases.flatMap(all), ...entry.own])];
  };
  const index = bare(readFileSync(join(bin, "index.d.ts"), "utf8"));
  const top = index.slice(index.indexOf("namespace pl {"), index.indexOf("\n}\n"));
  const names = [...top.matchAll(/^ {4}(?:export import|const|function) (\w+)/gm)].map((m) => m[1] as string);
  return { pl: names, ...Object.fromEntries(Object.entries(KINDS).map(([kind, name]) => [kind, all(name)])) };
}

/** A program as it is written for nodejs-polars: another import, and nothing to wait for. */
export const forNodejsPolars = (source: string): string =>
  source.replace('"polaroid/compat"', '"nodejs-polars"').replaceAll("await ", "");

/** Runs a program in a folder of its own; what it prints. */
export function runProgram(source: string, name: string, out: string): string {
  mkdirSync(out, { recursive: true });
  const file = join(HOME, `${name}-${process.pid}.mts`);
  mkdirSync(HOME, { recursive: true });
  writeFileSync(file, source);
  try {
    const data = join(ROOT, "examples", "data");
    const ran = spawnSync(process.execPath, [file, data, out], {
      encoding: "utf8",
      env: { ...process.env, TZ: "UTC" },
    });
    if (ran.status !== 0) throw new Error(`${name} failed:\n${ran.stderr}`);
    return ran.stdout;
  } finally {
    rmSync(file, { force: true });
  }
}
export const PROGRAMS: readonly string[] = globSync("examples/migrate/*.ts", { cwd: ROOT }).sort();

async function record(): Promise<void> {
  const { CALLS } = (await import("../test/migrate/calls/index.ts")) as typeof import("../test/migrate/calls/index.ts");
  const { outcome } = (await import("../test/migrate/plain.ts")) as typeof import("../test/migrate/plain.ts");
  mkdirSync(RECORDED, { recursive: true });
  const names = Object.entries(declaredNames()).map(([kind, all]) => `${kind}: ${all.join(" ")}\n`);
  writeFileSync(join(RECORDED, "names.txt"), names.join(""));
  const calls: string[] = [];
  for (const [name, call] of Object.entries(CALLS))
    calls.push(`${JSON.stringify({ name, gives: await outcome(() => call(loadNodejsPolars() as never)) })}\n`);
  writeFileSync(join(RECORDED, "calls.ndjson"), calls.join(""));
  for (const file of PROGRAMS) {
    const name = file.replace(/^.*[\\/]|\.ts$/g, "");
    const out = join(HOME, `out-${name}`);
    writeFileSync(
      join(RECORDED, `${name}.txt`),
      runProgram(forNodejsPolars(readFileSync(join(ROOT, file), "utf8")), name, out),
    );
    rmSync(out, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (!installNodejsPolars()) {
    console.error(`nodejs-polars ${VERSION} could not be installed here`);
    process.exitCode = 1;
  } else if (process.argv.includes("--record")) await record();
}
