/** Reports what a user downloads, of dist as it was built last, and fails above the limits. */
import { existsSync, globSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build, type Metafile } from "esbuild";

const ROOT = join(import.meta.dirname, "..");
const KB = 1024;
const WASM_LIMIT = 200 * KB;
const ENTRY_LIMIT = 150 * KB;
const ENTRY = "dist/browser.js";

const kb = (bytes: number): string => `${(bytes / KB).toFixed(1)} KB`;
let failed = false;

const report = (name: string, bytes: number, limit?: number): void => {
  const over = limit !== undefined && bytes >= limit;
  failed ||= over;
  const verdict = limit === undefined ? "" : over ? `  OVER ${kb(limit)}` : `  of ${kb(limit)}`;
  console.log(`${name.padEnd(44)} ${kb(bytes).padStart(10)}${verdict}`);
};

type Outputs = Metafile["outputs"];

/** The chunks that are fetched together with one chunk. */
const together = (outputs: Outputs, path: string, seen: Set<string> = new Set()): Set<string> => {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: next, kind } of outputs[path]?.imports ?? []) {
    if (kind === "import-statement" && next in outputs) together(outputs, next, seen);
  }
  return seen;
};

const bundle = async (): Promise<void> => {
  const outdir = join(ROOT, ".cache", "sizes");
  rmSync(outdir, { recursive: true, force: true });
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [ENTRY],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: "es2024",
    legalComments: "none",
    external: ["@duckdb/node-api", "apache-arrow"],
    logLevel: "error",
  });
  const packed = new Map(outputFiles.map(({ path, contents }) => [path, brotliCompressSync(contents).length]));
  const bytes = (path: string): number => packed.get(join(ROOT, path)) ?? 0;
  const entry = Object.keys(metafile.outputs).find((path) => metafile.outputs[path]?.entryPoint === ENTRY);
  if (entry === undefined) throw new Error(`esbuild made no chunk for ${ENTRY}`);
  const first = together(metafile.outputs, entry);
  const total = [...first].reduce((all, path) => all + bytes(path), 0);
  report("browser entry, JS and WASM, brotli", total, ENTRY_LIMIT);
  for (const path of Object.keys(metafile.outputs))
    if (!first.has(path)) report(`  later: ${path.slice(outdir.length - ROOT.length)}`, bytes(path));
};

for (const name of globSync("*.wasm", { cwd: join(ROOT, "kernels", "build") }).sort()) {
  report(name, statSync(join(ROOT, "kernels", "build", name)).size, WASM_LIMIT);
}
if (existsSync(join(ROOT, ENTRY))) await bundle();
else throw new Error(`${ENTRY} is not there: npm run build`);
process.exitCode = failed ? 1 : 0;
