import { expect, test } from "vitest";
import { PolaroidError } from "../../src/node.ts";
import { type ClientInterceptor, connect } from "../../src/remote.ts";
import { configOf, type Interceptor, startServer, whoOf } from "../../src/server/index.ts";
import { codeOfAsync } from "../support/code-of.ts";

const flags = { port: ["0"], "log-level": ["silent"], user: ["ann:pw:read"] };

test("code of one's own stands around each call, in its order, and knows who calls", async () => {
  const order: string[] = [];
  const outer: Interceptor = async (call, next) => {
    order.push(`${whoOf(call).user} begins`);
    await next();
    order.push("outer ends");
  };
  const inner: Interceptor = async (call, next) => {
    order.push(`inner ${call.headers.get("x-step")}`);
    await next();
  };
  const steps: ClientInterceptor = (_, options, next) => {
    options.headers?.set("x-step", "one");
    return next(options);
  };
  await using server = await startServer(configOf(flags), { interceptors: [outer, inner] });
  const url = `grpc://127.0.0.1:${server.port}`;
  await using client = await connect(url, { user: "ann", password: "pw", interceptors: [steps], check: false });
  await client.tables();
  expect(order).toEqual(["ann begins", "inner one", "outer ends"]);
  // Whom the server does not know meets none of it.
  order.length = 0;
  await using stranger = await connect(url, { check: false });
  expect(await codeOfAsync(() => stranger.tables())).toBe("UNAUTHENTICATED");
  expect(order).toEqual([]);
});

test("what they throw is how the call ends, and the server goes on", async () => {
  let closed = true;
  const door: Interceptor = async (_, next) => {
    if (closed) throw new PolaroidError("PERMISSION_DENIED", "not on Sundays");
    await next();
  };
  await using server = await startServer(configOf({ ...flags, user: [] }), { interceptors: [door] });
  await using client = await connect(`grpc://127.0.0.1:${server.port}`, { check: false });
  await expect(client.tables()).rejects.toMatchObject({ code: "PERMISSION_DENIED", message: /Sundays/ as never });
  closed = false;
  expect(await client.tables()).toEqual([]);
});

test("other options are refused", async () => {
  expect(await codeOfAsync(() => startServer(configOf(flags), { interceptor: [] } as never))).toBe("INVALID_ARGUMENT");
});
