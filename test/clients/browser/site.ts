import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BuildOptions } from "esbuild";
import { type Browser, type BrowserContext, chromium, type Page, type Request } from "playwright-core";
import { bundle } from "../../../scripts/bundle.ts";
import { chromium as findChromium } from "../../../scripts/chromium.ts";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

/** A page of its own origin in a browser, that calls functions of a module. */
export interface Site extends AsyncDisposable {
  readonly origin: string;
  readonly page: Page;
  /** Calls a function that the module exports. */
  call(name: string, ...args: readonly unknown[]): Promise<unknown>;
  /** The versions of HTTP by which answers came, by the address that was asked. */
  readonly spoken: Map<string, string>;
  readonly asked: Request[];
}

/** A browser with one page of the bundled module. */
export async function siteOf(module: string, folder: string, more: BuildOptions = {}): Promise<Site> {
  const { outputFiles = [] } = await bundle(folder, {
    entryPoints: { page: module },
    packages: "bundle",
    target: "es2022",
    // The package's word on side effects is of dist.
    ignoreAnnotations: true,
    write: false,
    ...more,
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [path.slice(path.lastIndexOf("/")), contents]));
  const server = createServer(({ url = "/" }, response) => {
    const script = files.get(url);
    response.setHeader("content-type", script === undefined ? "text/html" : "text/javascript");
    response.end(script ?? "<!doctype html><title>test</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser: Browser = await chromium.launch({ executablePath: findChromium() as string, args: FLAGS });
  const context: BrowserContext = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const spoken = new Map<string, string>();
  const asked: Request[] = [];
  page.on("request", (request) => asked.push(request));
  const devtools = await context.newCDPSession(page);
  devtools.on("Network.responseReceived", ({ response }) => {
    spoken.set(new URL(response.url).origin, response.protocol ?? "");
  });
  await devtools.send("Network.enable");
  await page.goto(origin);
  return {
    origin,
    page,
    spoken,
    asked,
    call: (name, ...args) => {
      const given = args.map((a) => JSON.stringify(a)).join(", ");
      return page.evaluate(`import("/page.js").then((m) => m[${JSON.stringify(name)}](${given}))`);
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
