/** Bundles the browser door and serves this folder on 127.0.0.1, with byte ranges: npm run example:browser */
import { createReadStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { bundle } from "../../scripts/bundle.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const BUNDLE = join(ROOT, ".cache", "browser");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".csv": "text/csv",
};

/** What was asked of the server, for tests that count bytes. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly range: string | null;
  readonly bytes: number;
}

export interface Site {
  readonly url: string;
  readonly asked: Asked[];
  close(): Promise<void>;
}

/** As the package is bundled, with what it depends on. */
const made = (): Promise<unknown> =>
  bundle(BUNDLE, {
    entryPoints: { polaroid: "src/browser.ts", remote: "src/remote-browser.ts" },
    packages: "bundle",
    minify: true,
    target: "es2022",
  });

function fileOf(path: string): string | null {
  const clean = normalize(decodeURIComponent(path));
  if (clean.includes(`..${sep}`)) return null;
  if (clean === "/" || clean === sep) return join(import.meta.dirname, "index.html");
  if (clean.startsWith("/bundle/")) return join(BUNDLE, clean.slice(8));
  if (clean.startsWith("/data/")) return join(ROOT, "examples", "data", clean.slice(6));
  return join(import.meta.dirname, clean.slice(1));
}

async function answer(request: IncomingMessage, response: ServerResponse, asked: Asked[]): Promise<void> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const file = fileOf(path);
  const size =
    file === null
      ? -1
      : await stat(file).then(
          (s) => (s.isFile() ? s.size : -1),
          () => -1,
        );
  if (file === null || size < 0) {
    response.writeHead(404).end("not found");
    return;
  }
  const header = request.headers.range ?? null;
  const m = header === null ? null : /^bytes=(\d*)-(\d*)$/.exec(header);
  const suffix = m !== null && m[1] === "";
  const start = m === null ? 0 : suffix ? Math.max(0, size - Number(m[2])) : Number(m[1]);
  const end = m === null || suffix || m[2] === "" ? size - 1 : Math.min(size - 1, Number(m[2]));
  asked.push({ method: request.method ?? "", path, range: header, bytes: end - start + 1 });
  const headers = {
    "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    "content-length": end - start + 1,
    "accept-ranges": "bytes",
    "cache-control": "no-store",
  };
  response.writeHead(
    m === null ? 200 : 206,
    m === null ? headers : { ...headers, "content-range": `bytes ${start}-${end}/${size}` },
  );
  createReadStream(file, { start, end }).pipe(response);
}

/** Starts the site on a free port, or the one given. */
export async function serve(port = 0): Promise<Site> {
  await mkdir(BUNDLE, { recursive: true });
  await made();
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    answer(request, response, asked).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked, close };
}

if (import.meta.main) {
  const site = await serve(8080);
  console.log(`open ${site.url}, or ${site.url}server.html for a server's rows:`);
  console.log(`  polaroid serve --cors ${new URL(site.url).origin} --table flights=examples/data/flights.parquet`);
}
