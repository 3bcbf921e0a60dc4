import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, type BuildResult, build, type Plugin } from "esbuild";

const ROOT = join(import.meta.dirname, "..");
/** What can be imported, and the thread's own program: the name in dist, and its source. */
const ENTRIES: Readonly<Record<string, string>> = {
  browser: "src/browser.ts",
  node: "src/node.ts",
  // Loaded on use, by its name.
  rest: "src/api/rest.ts",
  sql: "src/sql.ts",
  compat: "src/compat.ts",
  worker: "src/io/node/worker.ts",
  "arrow/index": "src/arrow/index.ts",
  "flight/index": "src/flight/index.ts",
  "flight/browser": "src/flight/browser.ts",
  "testing/index": "src/testing/index.ts",
  remote: "src/remote.ts",
  "remote-browser": "src/remote-browser.ts",
  "cli/main": "src/cli/main.ts",
  "cli/connect": "src/cli/connect.ts",
  "server/index": "src/server/index.ts",
  // The program of a thread that runs queries.
  "thread/worker": "src/server/queries/thread/worker.ts",
};
/** What need not have all of the library. */
const LIGHT: ReadonlySet<string> = new Set([
  "src/arrow/index.ts",
  "src/io/node/worker.ts",
  "src/flight/index.ts",
  "src/flight/browser.ts",
]);
const PORTABLE = join(ROOT, "src", "portable.ts");

const OPTIONS = {
  absWorkingDir: ROOT,
  entryPoints: ENTRIES,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  conditions: ["import"],
  mainFields: ["module", "main"],
  target: "es2024",
  packages: "external",
  external: ["node:*"],
  chunkNames: "[name]-[hash]",
  legalComments: "none",
  // Less to read is less to compile, in a fifth less time; names stay, for what an error's stack tells.
  minifyWhitespace: true,
  minifySyntax: true,
  metafile: true,
  write: false,
  logLevel: "error",
} as const satisfies BuildOptions;

/** Parts that are loaded later want the portable part as a whole, so that it is one file and not one for each set of its users. */
function withPortable(parts: ReadonlySet<string>): Plugin {
  return {
    name: "with-portable",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        parts.has(path)
          ? { contents: `${readFileSync(path, "utf8")}\nimport ${JSON.stringify(PORTABLE)};\n`, loader: "ts" }
          : undefined,
      );
    },
  };
}

/** Bundles the package into a folder: an entry each, the portable part, and what is loaded on use. */
export async function bundle(outdir: string, more: BuildOptions = {}): Promise<BuildResult> {
  const { metafile = { outputs: {} } } = await build({ ...OPTIONS, ...more, outdir });
  const entries = Object.values(metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const parts = new Set(entries.filter((path) => !LIGHT.has(path)).map((path) => join(ROOT, path)));
  return build({ ...OPTIONS, write: true, ...more, outdir, plugins: [withPortable(parts)] });
}
