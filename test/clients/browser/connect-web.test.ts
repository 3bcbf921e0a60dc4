import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromium } from "../../../scripts/chromium.ts";
import { type Process, serve } from "../served.ts";
import { runningAt } from "./running.ts";
import { type Site, siteOf } from "./site.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const FLIGHTS = join(ROOT, "examples", "data", "flights.parquet");
const HOME = join(ROOT, ".cache", "connect-web");
const PACKAGES = ["@connectrpc/connect-web@2.2.0", "@connectrpc/connect@2.2.0", "@bufbuild/protobuf@2.17.0"];

/** What is missing to run Connect's client, and how to get it; null where nothing is. */
function missing(): string | null {
  if (chromium() === undefined) return "install a Chromium, or name one by POLAROID_CHROMIUM";
  if (existsSync(join(HOME, "node_modules", "@connectrpc", "connect-web"))) return null;
  try {
    const quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
    execFileSync("npm", ["install", "--prefix", HOME, ...quiet, ...PACKAGES], { stdio: "ignore", timeout: 100_000 });
    return null;
  } catch {
    return `npm could not install ${PACKAGES[0]} into ${HOME}`;
  }
}
const lacking = missing();

if (lacking !== null) test(`skipped: ${lacking}`, ({ skip }) => skip());

describe.skipIf(lacking !== null)("Connect's own client in a page", () => {
  let site: Site;
  let server: Process;
  let url = "";
  beforeAll(async () => {
    const nodePaths = [join(HOME, "node_modules")];
    site = await siteOf("test/clients/browser/connect-web.js", ".cache/clients", { nodePaths });
    const table = ["--table", `flights=${FLIGHTS}`, "--workers", "1"];
    server = await serve("--cors", site.origin, "--token", "let-me-in", ...table);
    url = `http://127.0.0.1:${server.port}`;
  });
  afterAll(async () => {
    await site?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  test.for(["Connect, Protobuf", "Connect, JSON", "gRPC-Web"])("%s", async (how) => {
    expect(await site.call("all", url, how)).toEqual({
      sentMs: "7",
      tables: ["flights"],
      batches: expect.any(Number),
      rows: 336_776,
      schema: true,
      column: { code: "InvalidArgument", message: expect.stringContaining("pirce"), reasons: ["COLUMN_NOT_FOUND"] },
      handle: { code: "NotFound", message: expect.stringContaining("nobody's"), reasons: ["NOT_FOUND"] },
      nobody: { code: "Unauthenticated", message: expect.any(String), reasons: ["UNAUTHENTICATED"] },
      late: { code: "DeadlineExceeded", message: expect.any(String), reasons: expect.any(Array) },
    });
    await expect.poll(() => runningAt(url)).toBe(0);
    const ended = site.call("endless", url, how);
    await expect.poll(() => runningAt(url), { timeout: 20_000 }).toBe(1);
    await site.call("abort");
    expect(await ended).toMatchObject({ code: "Canceled" });
    await expect.poll(() => runningAt(url)).toBe(0);
  });
});
