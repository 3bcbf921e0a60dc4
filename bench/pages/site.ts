import { existsSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { CACHE } from "../data/files.ts";
import { fileOf } from "../suites.ts";

const BENCH = join(import.meta.dirname, "..");
const OUT = join(CACHE, "pages");
const DUCK = join(BENCH, "node_modules", "@duckdb", "duckdb-wasm", "dist");
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".html": "text/html",
  ".wasm": "application/wasm",
};
/** What pages load from elsewhere, so that an engine's bytes can be told from a case's. */
const APART: readonly (readonly [filter: RegExp, path: string])[] = [
  [/src\/node\.ts$/, "/polaroid/browser.js"],
  [/^arquero$/, "/arquero/arquero.js"],
  [/^@duckdb\/duckdb-wasm$/, "/duckdb-wasm/duckdb.js"],
];
const apart: Plugin = {
  name: "apart",
  setup({ onResolve }) {
    for (const [filter, path] of APART) onResolve({ filter }, () => ({ path, external: true }));
  },
};
const FORM: BuildOptions = {
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  legalComments: "none",
  logLevel: "error",
};
const whole = (engine: string, contents: string, name: string): Promise<unknown> =>
  build({
    ...FORM,
    stdin: { contents, resolveDir: BENCH, sourcefile: name },
    splitting: false,
    outfile: join(OUT, engine, name),
  });

/** Bundles engines apart from the pages that ask them. */
async function bundles(suite: string, engines: readonly string[], cases: readonly string[]): Promise<void> {
  rmSync(OUT, { recursive: true, force: true });
  await build({ ...FORM, entryPoints: [join(BENCH, "..", "src", "browser.ts")], outdir: join(OUT, "polaroid") });
  await whole("arquero", `export * from "arquero"`, "arquero.js");
  await whole("duckdb-wasm", `export * from "@duckdb/duckdb-wasm"`, "duckdb.js");
  for (const engine of engines) {
    const imports = cases.map((name, i) => `import { question as c${i} } from "${fileOf(suite, name)}";`);
    const named = cases.map((name, i) => `${JSON.stringify(name)}: c${i}`);
    const contents = `import { loop } from "./pages/loop.ts"; import { open } from "./pages/${engine}.ts";
      ${imports.join("\n")} loop(open, { ${named.join(", ")} });`;
    const stdin = { contents, resolveDir: BENCH, loader: "ts" as const };
    await build({ ...FORM, stdin, splitting: false, plugins: [apart], outfile: join(OUT, "page", `${engine}.js`) });
  }
}

export interface Site {
  readonly url: string;
  /** Bytes sent under a path, gzipped where that is shorter. */
  readonly sent: (under: string) => number;
  readonly forget: () => void;
  readonly close: () => void;
}

/** Serves a page an engine at /page/ENGINE.html and files at /data/, isolated as shared memory demands. */
export async function site(
  suite: string,
  engines: readonly string[],
  cases: readonly string[],
  data: Readonly<Record<string, Uint8Array | string>>,
): Promise<Site> {
  await bundles(suite, engines, cases);
  const known = new Map<string, Buffer>();
  let sent: (readonly [path: string, bytes: number])[] = [];
  const found = (path: string): Buffer | Uint8Array | undefined => {
    const name = basename(path);
    if (path.startsWith("/data/")) return typeof data[name] === "string" ? readFileSync(data[name]) : data[name];
    if (path.endsWith(".html"))
      return Buffer.from(
        `<!doctype html><link rel=icon href=data:><script type=module src=${name.slice(0, -5)}.js></script>`,
      );
    const file =
      path === "/duckdb-wasm/worker.js"
        ? join(DUCK, "duckdb-browser-eh.worker.js")
        : extname(path) === ".wasm"
          ? join(DUCK, name)
          : join(OUT, ...path.split("/").filter((part) => /^[\w-]+(\.js)?$/.test(part)));
    return existsSync(file) ? readFileSync(file) : undefined;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const plain = known.has(pathname) ? undefined : found(pathname);
    const packed = !pathname.startsWith("/data/");
    if (plain !== undefined && packed) known.set(pathname, gzipSync(plain));
    const body = known.get(pathname) ?? plain;
    if (body === undefined) return void response.writeHead(404).end();
    sent.push([pathname, body.length]);
    response.writeHead(200, {
      "content-type": TYPES[extname(pathname)] ?? "application/octet-stream",
      ...(packed ? { "content-encoding": "gzip" } : {}),
      "cache-control": "no-store",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "same-origin",
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: (under) => sent.filter(([path]) => path.startsWith(under)).reduce((sum, [, bytes]) => sum + bytes, 0),
    forget: () => {
      sent = [];
    },
    close: () => server.close(),
  };
}
