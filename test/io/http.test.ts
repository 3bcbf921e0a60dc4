import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { httpSource } from "../../src/io/http.ts";

const data = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31 + (i >> 7)) & 255);
const seen: { method: string; range: string | undefined }[] = [];
let failures = 0;
let etag = '"1"';
let server: Server;
let root: string;

/** [start, end) of a range header, or null. */
function rangeOf(header: string | undefined, size: number): [number, number] | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (found === null) return null;
  if (found[1] === "") return [Math.max(0, size - Number(found[2])), size];
  return [Number(found[1]), found[2] === "" ? size : Math.min(Number(found[2]) + 1, size)];
}

function ranged(
  req: IncomingMessage,
  res: ServerResponse,
  body: Uint8Array,
  headers: Record<string, string> = {},
): void {
  const range = rangeOf(req.headers.range, body.length);
  if (range === null)
    return void res.writeHead(200, { "content-length": String(body.length), etag, ...headers }).end(body);
  const [start, end] = range;
  if (start >= body.length) return void res.writeHead(416, { "content-range": `bytes */${body.length}` }).end();
  res.writeHead(206, {
    "content-range": `bytes ${start}-${end - 1}/${body.length}`,
    "content-length": String(end - start),
    etag,
    ...headers,
  });
  res.end(body.subarray(start, end));
}

const FLAVOURS: Record<string, (req: IncomingMessage, res: ServerResponse) => void> = {
  "/ranges": (req, res) => ranged(req, res, data),
  "/empty": (req, res) => ranged(req, res, new Uint8Array(0)),
  "/whole": (_, res) => void res.writeHead(200, { "content-length": String(data.length) }).end(data),
  "/chunked": (_, res) => {
    res.writeHead(200);
    res.write(data.subarray(0, 1000));
    res.end(data.subarray(1000));
  },
  "/gzip": (_, res) => void res.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(data)),
  "/no-suffix": (req, res) =>
    req.headers.range?.startsWith("bytes=-") ? void res.writeHead(416).end() : ranged(req, res, data),
  "/no-suffix-501": (req, res) =>
    req.headers.range?.startsWith("bytes=-") ? void res.writeHead(501).end() : ranged(req, res, data),
  "/flaky": (req, res) =>
    failures-- > 0 ? void res.writeHead(503, { "retry-after": "0" }).end("busy") : ranged(req, res, data),
  "/broken": (req, res) => {
    if (failures-- <= 0) return ranged(req, res, data);
    const [start, end] = rangeOf(req.headers.range, data.length) ?? [0, data.length];
    const partial = req.headers.range !== undefined;
    res.writeHead(partial ? 206 : 200, {
      "content-length": String(end - start),
      ...(partial ? { "content-range": `bytes ${start}-${end - 1}/${data.length}` } : {}),
    });
    res.write(data.subarray(start, start + 10), () => res.destroy());
  },
  "/lies": (_, res) => void res.writeHead(206, { "content-range": "bytes 0-99/300000" }).end(data),
  "/shifted": (_, res) => void res.writeHead(206, { "content-range": "bytes 5-14/300000" }).end(data.subarray(5, 15)),
  "/unexposed": (_, res) => void res.writeHead(206).end(data.subarray(0, 10)),
  "/401": (_, res) => void res.writeHead(401).end(),
  "/403": (_, res) => void res.writeHead(403).end(),
  "/500": (_, res) => void res.writeHead(500).end(),
  "/418": (_, res) => void res.writeHead(418).end(),
  "/slow": () => {},
};

beforeAll(async () => {
  server = createServer((req, res) => {
    seen.push({ method: req.method ?? "", range: req.headers.range });
    const flavour = FLAVOURS[(req.url ?? "").split("?")[0] ?? ""];
    if (flavour === undefined) res.writeHead(404).end();
    else flavour(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
  failures = 0;
  etag = '"1"';
});

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

describe("httpSource", () => {
  test("a server with ranges sends only what is read, suffix first, never by HEAD", async () => {
    const source = httpSource(`${root}/ranges?token=secret`);
    expect(source.size).toBe(-1);
    expect(same(await source.tail(100), data.subarray(-100))).toBe(true);
    expect(source.size).toBe(data.length);
    expect(source.version).toBe('"1"');
    expect(same(await source.read(1000, 1500), data.subarray(1000, 1500))).toBe(true);
    expect(same(await source.tail(7), data.subarray(-7))).toBe(true);
    expect(source.fetched).toBe(607);
    expect(source.requests).toBe(3);
    expect(seen).toEqual([
      { method: "GET", range: "bytes=-100" },
      { method: "GET", range: "bytes=1000-1499" },
      { method: "GET", range: "bytes=299993-299999" },
    ]);
    expect(source.name).not.toContain("secret");
  });

  test.each(["/whole", "/chunked", "/gzip"])("a server without ranges (%s) is asked once", async (path) => {
    const source = httpSource(root + path);
    const [a, b, c] = await Promise.all([source.tail(100), source.read(0, 10), source.read(70_000, 70_010)]);
    expect(
      same(a, data.subarray(-100)) && same(b, data.subarray(0, 10)) && same(c, data.subarray(70_000, 70_010)),
    ).toBe(true);
    expect(source.size).toBe(data.length);
    expect(seen.length).toBe(1);
    expect(same(await gather(source.stream(5)), data.subarray(5))).toBe(true);
    expect(seen.length).toBe(1);
  });

  test.each(["/whole", "/chunked", "/gzip"])("what a server without ranges (%s) sends is bounded", async (path) => {
    await expect(httpSource(root + path, { maxWhole: 1000 }).tail(8)).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  });

  test.each(["/no-suffix", "/no-suffix-501"])("%s falls back to plain ranges", async (path) => {
    const source = httpSource(root + path);
    expect(same(await source.tail(100), data.subarray(-100))).toBe(true);
    expect(source.fetched).toBe(101);
  });

  test("an empty file", async () => {
    const source = httpSource(`${root}/empty`);
    expect((await source.tail(8)).length).toBe(0);
    expect(source.size).toBe(0);
    expect((await gather(httpSource(`${root}/empty`).stream(0))).length).toBe(0);
  });

  test("behind the end is CORRUPT", async () => {
    await expect(httpSource(`${root}/ranges`).read(299_990, 300_010)).rejects.toMatchObject({ code: "CORRUPT" });
    await expect(httpSource(`${root}/ranges`).read(400_000, 400_010)).rejects.toMatchObject({ code: "CORRUPT" });
    await expect(httpSource(`${root}/whole`).read(299_990, 300_010)).rejects.toMatchObject({ code: "CORRUPT" });
  });

  test.each(["/ranges", "/whole", "/chunked", "/gzip"])("streams %s", async (path) => {
    expect(same(await gather(httpSource(root + path).stream(0)), data)).toBe(true);
    expect(same(await gather(httpSource(root + path).stream(1234)), data.subarray(1234))).toBe(true);
  });

  test("a stream that is left early ends its request", async () => {
    const source = httpSource(`${root}/ranges`);
    for await (const _ of source.stream(0)) break;
    expect(source.fetched).toBeLessThan(data.length);
  });

  test("tries again after 503 and after a broken connection", async () => {
    failures = 2;
    expect((await httpSource(`${root}/flaky`).tail(10)).length).toBe(10);
    failures = 1;
    expect(same(await httpSource(`${root}/broken`).read(0, 1000), data.subarray(0, 1000))).toBe(true);
    failures = 2;
    expect(same(await gather(httpSource(`${root}/broken`).stream(0)), data)).toBe(true);
    failures = 3;
    await expect(httpSource(`${root}/flaky`).tail(10)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    failures = 3;
    await expect(httpSource(`${root}/broken`, { retries: 0 }).read(0, 1000)).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
  });

  test("a file that changes between two reads is an error", async () => {
    const source = httpSource(`${root}/ranges`);
    await source.read(0, 10);
    etag = '"2"';
    await expect(source.read(0, 10)).rejects.toMatchObject({ code: "IO" });
  });

  test.each([
    ["/lies", "LIMIT_EXCEEDED"],
    ["/shifted", "IO"],
    ["/unexposed", "IO"],
    ["/nowhere", "NOT_FOUND"],
    ["/401", "PERMISSION_DENIED"],
    ["/403", "PERMISSION_DENIED"],
    ["/500", "UNAVAILABLE"],
    ["/418", "IO"],
  ] as const)("%s is %s", async (path, code) => {
    await expect(httpSource(root + path, { retries: 0 }).read(0, 100)).rejects.toMatchObject({ code });
  });

  test("signals: cancelled and timed out", async () => {
    await expect(httpSource(`${root}/slow`).tail(8, AbortSignal.timeout(30))).rejects.toMatchObject({
      code: "TIMEOUT",
    });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 30);
    await expect(gather(httpSource(`${root}/slow`).stream(0, stop.signal))).rejects.toMatchObject({
      code: "CANCELLED",
    });
  });

  test("nobody there is UNAVAILABLE, no URL is INVALID_ARGUMENT", async () => {
    await expect(httpSource("http://127.0.0.1:9/x", { retries: 0 }).tail(8)).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
    expect(() => httpSource("nonsense")).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT" }));
  });
});
