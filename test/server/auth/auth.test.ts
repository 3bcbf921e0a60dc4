import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { create, toBinary } from "@bufbuild/protobuf";
import * as jose from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Channel, type ChannelOptions } from "../../../src/grpc/client.ts";
import { HealthStatus, health } from "../../../src/grpc/health.ts";
import { Metadata } from "../../../src/grpc/metadata.ts";
import { methodOf } from "../../../src/grpc/method.ts";
import { bidi, unary } from "../../../src/grpc/route.ts";
import { GrpcServer } from "../../../src/grpc/server.ts";
import {
  BasicAuthSchema,
  FlightDescriptorSchema,
  FlightInfoSchema,
  FlightService,
  HandshakeRequestSchema,
  HandshakeResponseSchema,
} from "../../../src/proto/arrow/flight/protocol/flight_pb.ts";
import { Health, HealthCheckRequestSchema } from "../../../src/proto/grpc/health/v1/health_pb.ts";
import { authOf } from "../../../src/server/auth/auth.ts";
import { mustBe } from "../../../src/server/auth/roles.ts";
import { configOf, fileOf } from "../../../src/server/config.ts";
import { ownerOf, whoOf } from "../../../src/server/who.ts";
import { certificates } from "../../support/certificates.ts";
import { codeOf, codeOfAsync } from "../../support/code-of.ts";

type Flags = Readonly<Record<string, readonly string[]>>;
const ask = methodOf(FlightService.method.getFlightInfo);
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A server that answers who calls as the total, and needs the role that the descriptor names. */
async function serve(flags: Flags): Promise<(options?: ChannelOptions) => Channel> {
  const config = configOf(flags);
  const auth = await authOf(config);
  const { tlsCert, tlsKey, tlsCa } = config;
  const info = unary(FlightService.method.getFlightInfo, ({ path: [role] }, call) => {
    if (role !== undefined) mustBe(role as "read", call);
    return create(FlightInfoSchema, {
      appMetadata: new TextEncoder().encode(whoOf(call).user),
      schema: new TextEncoder().encode(ownerOf(call)),
    });
  });
  const handshake = bidi(FlightService.method.handshake, async function* (requests, call) {
    const payloads = async function* () {
      for await (const { payload } of requests) yield payload;
    };
    for await (const payload of auth.handshake(payloads(), call)) yield create(HandshakeResponseSchema, { payload });
  });
  const server = await GrpcServer.start(
    [{ service: FlightService, routes: [info, handshake] }, health(new HealthStatus())],
    {
      interceptors: [auth.interceptor],
      ...(tlsCert !== null &&
        tlsKey !== null && {
          tls: {
            cert: fileOf("tlsCert", tlsCert),
            key: fileOf("tlsKey", tlsKey),
            ...(tlsCa !== null && { ca: fileOf("tlsCa", tlsCa) }),
          },
        }),
    },
  );
  open.push(() => server.close());
  return (options) => {
    const scheme = tlsCert === null ? "grpc" : "grpc+tls";
    const channel = new Channel(`${scheme}://127.0.0.1:${server.port}`, options);
    open.unshift(() => channel.close());
    return channel;
  };
}

async function who(channel: Channel, headers: Record<string, string> = {}, role?: string): Promise<string> {
  const descriptor = create(FlightDescriptorSchema, role === undefined ? {} : { path: [role] });
  const { appMetadata } = await channel.unary(ask, descriptor, { headers: new Metadata(headers) });
  return new TextDecoder().decode(appMetadata);
}
async function owner(channel: Channel, headers: Record<string, string>): Promise<string> {
  const { schema } = await channel.unary(ask, create(FlightDescriptorSchema), { headers: new Metadata(headers) });
  return new TextDecoder().decode(schema);
}
const basic = (pair: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
});
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

describe("authentication", () => {
  it("asks nobody where none is set, and lets everybody do everything", async () => {
    const channel = (await serve({}))();
    expect(await who(channel, {}, "admin")).toBe("");
  });

  it("believes users by their passwords", async () => {
    const channel = (await serve({ user: ["ann:se:cret:admin", "bob:pw:read"] }))();
    expect(await who(channel, basic("ann:se:cret"), "admin")).toBe("ann");
    expect(await who(channel, basic("bob:pw"), "read")).toBe("bob");
    expect(await codeOfAsync(() => who(channel, basic("bob:pw"), "write"))).toBe("PERMISSION_DENIED");
    for (const wrong of [basic("ann:secret"), basic("ann"), basic("eve:pw"), basic(""), bearer("pw"), {}])
      expect(await codeOfAsync(() => who(channel, wrong))).toBe("UNAUTHENTICATED");
  });

  it.each<[string, Flags]>([
    ["ada:secret", {}],
    ["ada:secret", { user: ["ada:secret:admin"] }],
    ["ada:wrong", { user: ["ada:secret:admin"] }],
  ])("answers a handshake of headers that its client keeps open: %s %j", async (name, flags) => {
    const over = new AbortController();
    const requests = async function* () {
      await new Promise((resolve) => over.signal.addEventListener("abort", resolve));
      yield* [];
    };
    const headers = new Metadata({ authorization: `Basic ${Buffer.from(name).toString("base64")}` });
    const answers = (await serve(flags))().call(methodOf(FlightService.method.handshake), requests(), { headers });
    const first = answers[Symbol.asyncIterator]().next();
    if (name === "ada:wrong") expect(await codeOfAsync(() => first)).toBe("UNAUTHENTICATED");
    else expect((await first).value?.payload.length).toBeGreaterThan(10);
    over.abort();
  });
  it("gives a token for a password, in the headers and by the handshake", async () => {
    const channel = (await serve({ user: ["ann:pw"] }))();
    let header = "";
    await channel.unary(ask, create(FlightDescriptorSchema), {
      headers: new Metadata(basic("ann:pw")),
      onHeaders: (h) => {
        header = h.get("authorization") ?? "";
      },
    });
    expect(await who(channel, { authorization: header })).toBe("ann");
    const payload = toBinary(BasicAuthSchema, create(BasicAuthSchema, { username: "ann", password: "pw" }));
    const shake = methodOf(FlightService.method.handshake);
    const tokens: Uint8Array[] = [];
    for await (const r of channel.call(shake, [create(HandshakeRequestSchema, { payload })])) tokens.push(r.payload);
    const headers = new Metadata().set("auth-token-bin", tokens[0] as Uint8Array);
    const { appMetadata } = await channel.unary(ask, create(FlightDescriptorSchema), { headers });
    expect(new TextDecoder().decode(appMetadata)).toBe("ann");
    const wrong = toBinary(BasicAuthSchema, create(BasicAuthSchema, { username: "ann", password: "no" }));
    const refused = channel.call(shake, [create(HandshakeRequestSchema, { payload: wrong })]);
    const drained = async (): Promise<void> => {
      for await (const _ of refused);
    };
    expect(await codeOfAsync(drained)).toBe("UNAUTHENTICATED");
  });

  it("does not believe a token for which nobody had a use for too long", async () => {
    const channel = (await serve({ user: ["ann:pw"], "token-ttl": ["100ms"] }))();
    let header = "";
    const onHeaders = (h: Metadata): void => {
      header = h.get("authorization") ?? "";
    };
    const login = { headers: new Metadata(basic("ann:pw")), onHeaders };
    await channel.unary(ask, create(FlightDescriptorSchema), login);
    expect(await who(channel, { authorization: header })).toBe("ann");
    await new Promise((resolve) => setTimeout(resolve, 150));
    await expect(who(channel, { authorization: header })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: expect.stringContaining("expired"),
    });
    await channel.unary(ask, create(FlightDescriptorSchema), login);
    expect(await who(channel, { authorization: header })).toBe("ann");
  });

  it("believes tokens, with their roles", async () => {
    const channel = (await serve({ token: ["abc:read", "def:admin"] }))();
    expect(await who(channel, bearer("def"), "admin")).toBe("token 2");
    expect(await codeOfAsync(() => who(channel, bearer("abc"), "write"))).toBe("PERMISSION_DENIED");
    expect(await codeOfAsync(() => who(channel, bearer("abcd")))).toBe("UNAUTHENTICATED");
  });

  it("tells anybody its health", async () => {
    const channel = (await serve({ token: ["abc"] }))();
    const { status } = await channel.unary(methodOf(Health.method.check), create(HealthCheckRequestSchema));
    expect(status).toBe(1);
  });

  it("takes what ends a secret's line for no part of it, and believes no empty token", async () => {
    const channel = (await serve({ token: ["abc\n", "def:admin\r\n"], user: ["ann:pw\n"] }))();
    expect(await who(channel, bearer("abc"), "write")).toBe("token 1");
    expect(await who(channel, bearer("def"), "admin")).toBe("token 2");
    expect(await who(channel, basic("ann:pw"))).toBe("ann");
    const empty = { headers: new Metadata().set("auth-token-bin", new Uint8Array(0)) };
    expect(await codeOfAsync(() => channel.unary(ask, create(FlightDescriptorSchema), empty))).toBe("UNAUTHENTICATED");
    expect(await codeOfAsync(() => who(channel, bearer("")))).toBe("UNAUTHENTICATED");
  });

  it.each<[Flags]>([
    [{ token: ["\n"] }],
    [{ token: ["a b"] }],
    [{ token: ["ab\ncd"] }],
    [{ token: ["café"] }],
    [{ token: ["abc", "abc:read"] }],
    [{ user: ["ann:pw", "ann:other:admin"] }],
    [{ "jwt-issuer": ["us"] }],
    [{ "jwt-audience": ["us"] }],
    [{ "jwt-role": ["roles"] }],
    [{ "mtls-role": ["read"] }],
    [{ jwks: ["keys.json"] }],
    [{ jwks: ["file:///keys.json"] }],
  ])("refuses %j, which would leave open what somebody meant to close", async (flags) => {
    expect(await codeOfAsync(() => authOf(configOf(flags)))).toBe("INVALID_ARGUMENT");
  });

  it("has many calls with one password at once", async () => {
    const channel = (await serve({ user: ["ann:pw"] }))();
    const all = await Promise.all(Array.from({ length: 200 }, () => who(channel, basic("ann:pw"))));
    expect(new Set(all)).toEqual(new Set(["ann"]));
  });

  it("refuses what is no user, and roles that are none", async () => {
    expect(await codeOfAsync(() => authOf(configOf({ user: ["ann"] })))).toBe("INVALID_ARGUMENT");
    expect(codeOf(() => configOf({ "mtls-role": ["king"] }))).toBe("none");
    expect(await codeOfAsync(() => authOf(configOf({ "mtls-role": ["king"] })))).toBe("INVALID_ARGUMENT");
  });
});

describe("tokens that are JWTs", () => {
  let keys: Server;
  let sign: (claims: jose.JWTPayload, expires?: string) => Promise<string>;
  let flags: Flags;
  beforeAll(async () => {
    const { publicKey, privateKey } = await jose.generateKeyPair("ES256");
    const jwk = { ...(await jose.exportJWK(publicKey)), kid: "k", alg: "ES256" };
    keys = createServer((_, response) => response.end(JSON.stringify({ keys: [jwk] })));
    await new Promise<void>((resolve) => keys.listen(0, "127.0.0.1", resolve));
    const issued = (claims: jose.JWTPayload) =>
      new jose.SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", kid: "k" })
        .setIssuer(claims.iss ?? "us")
        .setAudience("polaroid");
    sign = (claims, expires = "1h") => issued(claims).setExpirationTime(expires).sign(privateKey);
    flags = {
      jwks: [`http://127.0.0.1:${(keys.address() as AddressInfo).port}/`],
      "jwt-issuer": ["us"],
      "jwt-audience": ["polaroid"],
    };
  });
  afterAll(() => void keys.close());

  it("are other people than users, tokens and other issuers' people of the same name", async () => {
    const { "jwt-issuer": _, ...any } = flags;
    const channel = (await serve({ ...any, user: ["ann:pw", "token 1:pw", "jwt:pw"], token: ["abc"] }))();
    const signedBy = (iss: string): Promise<string> => sign({ sub: "ann", iss });
    const owners = [
      await owner(channel, basic("ann:pw")),
      await owner(channel, basic("token 1:pw")),
      await owner(channel, basic("jwt:pw")),
      await owner(channel, bearer("abc")),
      await owner(channel, bearer(await signedBy("us"))),
      await owner(channel, bearer(await signedBy("them"))),
      await owner(channel, bearer(await sign({ sub: "token 1" }))),
      await owner(channel, bearer(await sign({ sub: "jwt" }))),
      await owner(channel, bearer(await sign({}))),
    ];
    expect(new Set(owners).size).toBe(owners.length);
    expect(await owner(channel, basic("ann:pw"))).toBe(owners[0]);
  });

  it.each([
    ["404", 404, "no"],
    ["a page", 200, "<html>"],
    ["no set of keys", 200, "{}"],
  ])("cannot be told where their keys lie: %s", async (_, status, body) => {
    const wrong = createServer((__, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => wrong.listen(0, "127.0.0.1", resolve));
    const at = `http://127.0.0.1:${(wrong.address() as AddressInfo).port}/`;
    const channel = (await serve({ ...flags, jwks: [at] }))();
    expect(await codeOfAsync(async () => who(channel, bearer(await sign({ sub: "ann" }))))).toBe("UNAVAILABLE");
    wrong.close();
  });

  it("are believed by their signature, issuer, audience and time", async () => {
    const channel = (await serve(flags))();
    expect(await who(channel, bearer(await sign({ sub: "ann", role: "admin" })), "admin")).toBe("ann");
    expect(await who(channel, bearer(await sign({ sub: "bob", role: ["x", "write"] })), "write")).toBe("bob");
    expect(await codeOfAsync(async () => who(channel, bearer(await sign({ sub: "c" })), "write"))).toBe(
      "PERMISSION_DENIED",
    );
    const good = await sign({ sub: "ann", role: "admin" });
    const [head, , tail] = good.split(".");
    const forged = Buffer.from(JSON.stringify({ sub: "eve", role: "admin" })).toString("base64url");
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${forged}.AA`;
    for (const wrong of [`${head}.${forged}.${tail}`, none, "a.b.c", "x", await sign({ sub: "late" }, "-1h")])
      expect(await codeOfAsync(() => who(channel, bearer(wrong)))).toBe("UNAUTHENTICATED");
  });
});

const signed = certificates();
describe.skipIf(signed === null)("certificates", () => {
  const { folder, ca, client } = signed as NonNullable<typeof signed>;
  const own = { "tls-cert": [`${folder}/server.crt`], "tls-key": [`${folder}/server.key`] };

  it("let callers know the server", async () => {
    const connect = await serve(own);
    expect(await who(connect({ tls: { ca } }))).toBe("");
    expect(await codeOfAsync(() => who(connect()))).toBe("UNAVAILABLE");
  });

  it("let the server know its callers", async () => {
    const connect = await serve({ ...own, "tls-ca": [`${folder}/ca.crt`], "mtls-role": ["read"] });
    const channel = connect({ tls: { ca, ...client("ann") } });
    expect(await who(channel, {}, "read")).toBe("ann");
    expect(await codeOfAsync(() => who(channel, {}, "write"))).toBe("PERMISSION_DENIED");
    expect(await codeOfAsync(() => who(connect({ tls: { ca } })))).toBe("UNAVAILABLE");
  });
});
