import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromium } from "../../../scripts/chromium.ts";
import { certificates } from "../../support/certificates.ts";
import { type Process, serve } from "../served.ts";
import { runningAt } from "./running.ts";
import { type Site, siteOf } from "./site.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const FLIGHTS = join(ROOT, "examples", "data", "flights.parquet");
const CHUNK = 64 << 10;
const TOKEN = { token: "let-me-in" };
const tls = certificates();

const absent = chromium() === undefined;
if (absent) test("skipped: install a Chromium, or name one by POLAROID_CHROMIUM", ({ skip }) => skip());

describe.skipIf(absent).each([
  ["HTTP/1.1", "http", "http/1.1"],
  ["TLS, which gives HTTP/2,", "https", "h2"],
])("a page of another origin, over %s", (_, scheme, protocol) => {
  if (scheme === "https" && tls === null) {
    test("skipped: install openssl for certificates", ({ skip }) => skip());
    return;
  }
  let site: Site;
  let server: Process;
  let url = "";
  const running = (): Promise<number> => runningAt(url);

  beforeAll(async () => {
    site = await siteOf("test/clients/browser/page.ts", ".cache/clients");
    const secure = ["--tls-cert", `${tls?.folder}/server.crt`, "--tls-key", `${tls?.folder}/server.key`];
    server = await serve(
      ...["--cors", site.origin, "--token", "let-me-in", "--table", `flights=${FLIGHTS}`, "--workers", "1"],
      ...(scheme === "https" ? secure : []),
    );
    url = `${scheme}://127.0.0.1:${server.port}`;
  });
  afterAll(async () => {
    await site?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
  });

  test("frames and SQL are queried", async () => {
    expect(await site.call("queries", url, TOKEN)).toEqual({
      late: [
        { origin: "EWR", n: 3884, far: 4963 },
        { origin: "JFK", n: 3048, far: 4983 },
        { origin: "LGA", n: 2791, far: 1620 },
      ],
      counted: [{ n: 24951 }],
      joined: [{ city: "New York" }, { city: "Newark" }],
    });
    expect(site.spoken.get(url)).toBe(protocol);
  });

  test("rows come in batches; a loop that is left ends its query", async () => {
    const { batches, rows, first, running: calls } = (await site.call("streams", url, TOKEN)) as Record<string, number>;
    expect(rows).toBe(336_776);
    expect(batches).toBeGreaterThan(1);
    expect(first).toBeGreaterThan(0);
    expect(calls).toBe(0);
    await expect.poll(running).toBe(0);
  });

  test("tables go there in chunks of bounded size", async () => {
    site.asked.length = 0;
    expect(await site.call("uploads", url, TOKEN, "uploaded", CHUNK)).toMatchObject({
      put: 100_000,
      more: 1000,
      objects: 1,
      frame: 10,
      sum: [{ n: 101_011, v: 2_499_975_000 + 249_750 + 0.5 + 22.5 }],
      again: { code: "ALREADY_EXISTS", message: expect.stringContaining("uploaded") },
    });
    const sizes = site.asked
      .filter((r) => r.url().endsWith("/PutTable") && r.method() === "POST")
      .map((r) => r.postDataBuffer()?.length ?? 0);
    expect(sizes.length).toBeGreaterThan(20);
    expect(Math.max(...sizes)).toBeLessThan(CHUNK + 1024);
  });

  test("errors arrive with code and text", async () => {
    expect(await site.call("failures", url, TOKEN)).toEqual({
      column: { code: "COLUMN_NOT_FOUND", message: expect.stringContaining('"pirce"') },
      table: { code: "NOT_FOUND", message: expect.stringContaining("nowhere") },
      syntax: { code: "SQL_SYNTAX", message: expect.stringContaining("ümlaut") },
      statement: { code: "NOT_FOUND", message: expect.stringContaining("nowhere") },
      late: { code: "TIMEOUT", message: expect.stringContaining("300 ms") },
    });
    await expect.poll(running).toBe(0);
  });

  test("an AbortSignal ends the query on the server", async () => {
    const ended = site.call("endless", url, TOKEN);
    await expect.poll(running, { timeout: 20_000 }).toBe(1);
    await site.call("abort");
    expect(await ended).toMatchObject({ code: "CANCELLED" });
    await expect.poll(running).toBe(0);
  });

  test("a page that is closed ends its query", async () => {
    site.call("endless", url, TOKEN).catch(() => undefined);
    await expect.poll(running, { timeout: 20_000 }).toBe(1);
    await site.page.reload();
    await expect.poll(running).toBe(0);
  });

  test("who is not believed is told so", async () => {
    for (const options of [{}, { token: "another" }, { user: "ada", password: "x" }])
      expect(await site.call("refused", url, options)).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("Flight: seven methods, and three that fetch cannot send", async () => {
    const answer = (await site.call("flight", url, { authorization: "Bearer let-me-in" })) as Record<string, unknown>;
    expect(answer).toMatchObject({ rows: 336_776, counted: [1], schema: 19 });
    expect(answer["batches"]).toBeGreaterThan(1);
    expect(answer["actions"]).toContain("CreatePreparedStatement");
    expect(answer["tables"]).toContain("flights");
    expect(answer["absent"]).toMatchObject({ code: "NOT_FOUND" });
    for (const name of ["handshake", "put", "exchange"])
      expect(answer[name]).toEqual({ code: "NOT_SUPPORTED", message: expect.stringContaining("from Node") });
  });
});

describe.skipIf(absent)("who may call", () => {
  let site: Site;
  beforeAll(async () => {
    site = await siteOf("test/clients/browser/page.ts", ".cache/clients");
  });
  afterAll(() => site?.[Symbol.asyncDispose]());
  const by = { authorization: "Bearer let-me-in" };

  test("pages of origins that are named; others call nothing", async () => {
    await using server = await serve("--cors", site.origin, "--token", "let-me-in");
    const url = `http://127.0.0.1:${server.port}`;
    expect(await site.call("refused", url, TOKEN)).toMatchObject({ code: "" });
    await site.page.goto(site.origin.replace("127.0.0.1", "localhost"));
    const refused = (await site.call("refused", url, { ...TOKEN, retry: { attempts: 1 } })) as { message: string };
    expect(refused).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("--cors") });
    const calls = (await (await fetch(`${url}/metrics`)).text()).match(/^polaroid_calls_total\{.*/gm);
    expect(calls?.join("\n")).toMatch(/^\S+Heartbeat",status="OK"} 1\n\S+ListTables",status="OK"} 1$/);
    await site.page.goto(site.origin);
  });

  test("cookies of sessions go along for pages of named origins, not for those of all", async () => {
    await using server = await serve("--cors", site.origin, "--token", "let-me-in");
    const answer = await site.call("session", `http://127.0.0.1:${server.port}`, by);
    expect(answer).toEqual({ faults: {}, names: ["query_timeout"], closed: "CLOSED" });
    await using open = await serve("--cors", "*", "--token", "let-me-in");
    expect(await site.call("refused", `http://127.0.0.1:${open.port}`, TOKEN)).toMatchObject({ code: "" });
    await expect(site.call("session", `http://127.0.0.1:${open.port}`, by)).rejects.toThrow("UNAVAILABLE");
  });
});
