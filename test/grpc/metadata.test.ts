import { expect, test } from "vitest";
import { cookieJar } from "../../src/grpc/cookies.ts";
import { Metadata } from "../../src/grpc/metadata.ts";
import type { Method } from "../../src/grpc/method.ts";
import { percentDecoded, percentEncoded } from "../../src/grpc/percent.ts";
import { Pipe } from "../../src/grpc/pipe.ts";
import { type CallOptions, targetOf } from "../../src/grpc/transport.ts";

test("names know no case, values of -bin are bytes with padding or without", () => {
  const headers = new Metadata({ "X-Name": "a", "key-bin": Uint8Array.of(1, 2) }).add("x-name", "b");
  expect(headers.all("x-NAME")).toEqual(["a", "b"]);
  expect(headers.bytes("key-bin")).toEqual(Uint8Array.of(1, 2));
  expect(Metadata.received({ "key-bin": "AQI,AwQ=" }).all("key-bin")).toEqual(["AQI", "AwQ="]);
  expect(Metadata.received({ "key-bin": "AQI" }).bytes("key-bin")).toEqual(Uint8Array.of(1, 2));
});

test.each([
  [{ "a b": "x" }, /is no name/],
  [{ ":path": "/" }, /is no name/],
  [{ a: "x\r\nevil: 1" }, /holds what a header cannot/],
  [{ a: 1 as never }, /is no name with a text or bytes/],
])("a header that cannot be sent: %j", (given, message) => {
  expect(() => new Metadata(given as never)).toThrow(message);
});

test("texts of statuses survive their percent signs", () => {
  for (const text of ["", "plain", "100 %", "wünsche\nallerlei", "🎉", "%zz"]) {
    expect(percentEncoded(text)).toMatch(/^[\x20-\x7e]*$/);
    expect(percentDecoded(percentEncoded(text))).toBe(text);
  }
  expect(percentDecoded("%zz")).toBe("%zz");
});

test.each([
  ["grpc://localhost", "localhost:50051", false],
  ["grpc+tls://h.example:1", "h.example:1", true],
  ["https://[::1]:8443/", "[::1]:8443", true],
])("%s is %s", (url, authority, secure) => {
  expect(targetOf(url)).toEqual({ authority, secure });
});
test.each(["", "localhost:1", "ftp://x", "grpc://", "grpc://a b", "grpc://x:99999", "grpc://u@x", "grpc://x/path"])(
  'no server: "%s"',
  (url) => {
    expect(() => targetOf(url)).toThrow(/names no server; write grpc:/);
  },
);

test("cookies are kept, replaced, and gone when their time is over", async () => {
  const jar = cookieJar();
  const call = async (set: readonly string[]): Promise<string | undefined> => {
    let sent: string | undefined;
    const next = async function* (options: CallOptions) {
      sent = options.headers?.get("cookie");
      options.onHeaders?.(Metadata.received({ "set-cookie": set }));
      yield 1;
    };
    for await (const _ of jar({} as Method, {}, next));
    return sent;
  };
  expect(await call(["id=1; Path=/; HttpOnly", "other=x"])).toBeUndefined();
  expect(await call(["id=2", "no cookie"])).toBe("id=1; other=x");
  expect(await call(["other=; Max-Age=0", "late=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"])).toBe("id=2; other=x");
  expect(await call([])).toBe("id=2");
});

test("a pipe makes its writer wait, ends, and carries what it failed with", async () => {
  const pipe = new Pipe<number>(2);
  expect(await pipe.push(1)).toBe(true);
  let there = false;
  const second = pipe.push(2).then(() => {
    there = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(there).toBe(false);
  const seen: number[] = [];
  for await (const value of pipe) {
    seen.push(value);
    if (value === 2) pipe.end();
  }
  await second;
  expect(seen).toEqual([1, 2]);
  expect(await pipe.push(3)).toBe(false);

  const broken = new Pipe<number>(9);
  await broken.push(1);
  broken.fail(new Error("gone"));
  await expect(broken.push(2)).rejects.toThrow("gone");
  const read = broken[Symbol.asyncIterator]();
  expect((await read.next()).value).toBe(1);
  await expect(read.next()).rejects.toThrow("gone");
});
