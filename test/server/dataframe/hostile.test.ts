import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expressionMessage } from "../../../src/engines/remote/expression-message.ts";
import { planMessage } from "../../../src/engines/remote/plan-message.ts";
import { Metadata } from "../../../src/grpc/metadata.ts";
import { methodWith } from "../../../src/grpc/method.ts";
import { type AnyExpr, col, DataFrame, lit } from "../../../src/node.ts";
import { CollectLazyRequestSchema, DataFrameService } from "../../../src/proto/polaroid/v1/dataframe_service_pb.ts";
import { PlanSchema } from "../../../src/proto/polaroid/v1/plan_pb.ts";
import { PolaroidConnect } from "../../../src/proto/polaroid/v1/polaroid_connect_pb.ts";
import { fc } from "../../support/property.ts";
import { Caller } from "./caller.ts";
import { type Serving, serving } from "./served.ts";

const { method } = DataFrameService;
const root = mkdtempSync(join(tmpdir(), "polaroid-hostile-"));
let server: Serving;
let caller: Caller;
beforeAll(async () => {
  server = await serving(root);
  caller = new Caller(server.url);
});
afterAll(async () => {
  await caller.channel.close();
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

const FRAME = new DataFrame({ x: [1, 2, 3] });
const frameNode = planMessage(FRAME.plan, () => null).nodes[0];
const plan = (nodes: readonly object[], version = 1) => ({ plan: { version, nodes: [...nodes] as never } });
const run = (request: object) => caller.rows(method.collectLazy, request as never);
const fails = async (request: object, code: string, text: RegExp): Promise<void> => {
  await expect(run(request)).rejects.toMatchObject({ code, message: expect.stringMatching(text) });
};
const isAlive = async (): Promise<void> => {
  expect((await run(plan([frameNode as object]))).height).toBe(3);
};

describe("plans", () => {
  test("malformed ones are told what is wrong", async () => {
    await fails({}, "INVALID_ARGUMENT", /missing/);
    await fails(plan([]), "INVALID_ARGUMENT", /no nodes/);
    await fails(plan([frameNode as object], 0), "INVALID_ARGUMENT", /version 0/);
    await fails(plan([frameNode as object], 2), "NOT_SUPPORTED", /version 2/);
    await fails(plan([{ kind: "frobnicate" }]), "INVALID_ARGUMENT", /frobnicate/);
    await fails(plan([{ kind: "filter", inputs: [0] }]), "INVALID_ARGUMENT", /node 0/);
    await fails(plan([frameNode as object, { kind: "filter", inputs: [1] }]), "INVALID_ARGUMENT", /node 1/);
    await fails(plan([frameNode as object, { kind: "filter", inputs: [0] }]), "INVALID_ARGUMENT", /predicate/);
    await fails(
      plan([frameNode as object, { kind: "slice", inputs: [0], fields: '{"offset":"a"}' }]),
      "INVALID_ARGUMENT",
      /number/,
    );
    await fails(
      plan([frameNode as object, { kind: "slice", inputs: [0], fields: '{"offset":1e400,"length":null}' }]),
      "INVALID_ARGUMENT",
      /./,
    );
    await fails(plan([frameNode as object, { kind: "slice", inputs: [0], fields: "{" }]), "INVALID_ARGUMENT", /JSON/);
    await fails(
      plan([
        frameNode as object,
        { kind: "unique", inputs: [0], fields: '{"subset":null,"keep":"best","maintainOrder":false}' },
      ]),
      "INVALID_ARGUMENT",
      /best/,
    );
    await fails(plan([{ kind: "frame", arrowIpc: new Uint8Array(50) }]), "INVALID_ARGUMENT", /./);
    await fails(plan([{ kind: "handle", fields: "{}" }]), "INVALID_ARGUMENT", /not named/);
    await fails(plan([{ kind: "handle", fields: '{"handle":"x"}' }]), "NOT_FOUND", /no handle/);
    await fails(plan([{ kind: "table", fields: '{"name":"x"}' }]), "NOT_FOUND", /no table/);
    await fails(
      plan([
        {
          kind: "scan",
          fields: '{"format":"parquet","locations":["/etc/passwd"],"options":{},"columns":null,"limit":null}',
        },
      ]),
      "PERMISSION_DENIED",
      /not below/,
    );
    await fails(
      plan([
        {
          kind: "scan",
          fields: '{"format":"csv","locations":["a.csv"],"options":{"fetch":1,"nope":2},"columns":null,"limit":null}',
        },
      ]),
      "INVALID_ARGUMENT",
      /nope/,
    );
    await fails(plan([{ kind: "bySchema", fields: '{"name":"f"}' }]), "INVALID_ARGUMENT", /function/);
    await fails(plan([frameNode as object, { kind: "select", inputs: [0], exprs: [{}] }]), "INVALID_ARGUMENT", /empty/);
    for (const value of ['{"type":null}', '{"value":{"a":1},"type":null}', '{"value":[[{}]],"type":null}']) {
      const literal = { form: { case: "node", value: { kind: "lit", fields: value } } };
      await fails(
        plan([frameNode as object, { kind: "select", inputs: [0], exprs: [literal] }]),
        "INVALID_ARGUMENT",
        /literal/,
      );
    }
    const call = { form: { case: "node", value: { kind: "call", fields: '{"fn":"nope","options":{}}' } } };
    await expect(run(plan([frameNode as object, { kind: "select", inputs: [0], exprs: [call] }]))).rejects.toThrow(
      /nope/,
    );
    await isAlive();
  });

  test("large ones are refused, small ones that are endless too", async () => {
    await fails(plan(Array.from({ length: 10_001 }, () => frameNode as object)), "LIMIT_EXCEEDED", /10001 nodes/);
    // A million nodes of two bytes each.
    const bytes = new Uint8Array(2_000_000).map((_, i) => (i % 2 === 0 ? 0x12 : 0));
    const inner = toBinary(PlanSchema, create(PlanSchema, { version: 1 }));
    const length = (n: number): number[] => (n < 128 ? [n] : [(n % 128) | 128, ...length(Math.floor(n / 128))]);
    const raw = Uint8Array.from([0x0a, ...length(inner.length + bytes.length), ...inner, ...bytes]);
    const lazily = methodWith(method.collectLazy, { input: { encode: (b: Uint8Array) => [b], decode: (b) => b } });
    const started = performance.now();
    await expect(
      (async () => {
        for await (const _ of caller.channel.call(lazily, [raw], { headers: new Metadata() }));
      })(),
    ).rejects.toMatchObject({ code: "LIMIT_EXCEEDED", message: expect.stringMatching(/200000 messages/) });
    expect(performance.now() - started).toBeLessThan(2000);
    // Sixty joins of a frame with itself.
    const doubled = Array.from({ length: 60 }, (_, i) => ({
      kind: "concat",
      inputs: [i, i],
      fields: '{"how":"vertical"}',
    }));
    await fails(plan([frameNode as object, ...doubled]), "LIMIT_EXCEEDED", /counted as often/);
    const chain = Array.from({ length: 1_500 }, (_, i) => ({
      kind: "slice",
      inputs: [i],
      fields: '{"offset":0,"length":5}',
    }));
    await fails(plan([frameNode as object, ...chain]), "LIMIT_EXCEEDED", /one over the other/);
    expect((await run(plan([frameNode as object, ...chain.slice(0, 300)]))).height).toBe(3);
    await isAlive();
  });

  test("deep expressions run or are refused", async () => {
    const deep = (n: number) => {
      let e: AnyExpr & { add(n: number): AnyExpr } = col("x").add(0) as never;
      for (let i = 1; i < n; i++) e = e.add(0) as never;
      return plan([frameNode as object, { kind: "select", inputs: [0], exprs: [expressionMessage(e["~expr"])] }]);
    };
    expect((await run(deep(400))).height).toBe(3);
    expect(() => deep(3_000)).toThrow(/deep/);
    const json = `${'{"kind":"call","fn":"neg","options":{},"args":['.repeat(3_000)}{"kind":"col","name":"x"}${"]}".repeat(3_000)}`;
    const fields = `{"fn":"neg","options":{},"args":[${json}]}`;
    const said = { form: { case: "node", value: { kind: "call", fields } } };
    await fails(plan([frameNode as object, { kind: "select", inputs: [0], exprs: [said] }]), "LIMIT_EXCEEDED", /deep/);
    let node: object = { kind: "lit", fields: '{"value":1,"type":null}' };
    for (let i = 0; i < 400; i++) node = { kind: "alias", fields: '{"name":"a"}', args: [node] };
    await expect(
      run(
        plan([frameNode as object, { kind: "select", inputs: [0], exprs: [{ form: { case: "node", value: node } }] }]),
      ),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^(LIMIT_EXCEEDED|INVALID_ARGUMENT)$/),
    });
    await isAlive();
  });

  test("steps over steps by handles have the same bounds", async () => {
    let { handle } = await caller.one(method.readIpc, {
      source: { case: "arrowIpc", value: frameNode?.arrowIpc as Uint8Array },
    });
    const double = async (): Promise<void> => {
      for (let i = 0; i < 40; i++) ({ handle } = await caller.one(method.concat, { handles: [handle, handle] }));
    };
    await expect(double()).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  });

  test("any bytes get an answer", async () => {
    const good = toBinary(
      CollectLazyRequestSchema,
      create(CollectLazyRequestSchema, {
        plan: planMessage(
          FRAME.lazy()
            .filter(col("x").gt(lit(1)))
            .select(col("x").add(1).alias("y")).plan,
          () => null,
        ),
      }),
    );
    const raw = methodWith(method.collectLazy, { input: { encode: (b: Uint8Array) => [b], decode: (b) => b } });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat(good.length)),
        async (changes, cut) => {
          const bytes = good.slice(0, cut ?? good.length);
          for (const [at, v] of changes) if (at < bytes.length) bytes[at] = v;
          try {
            for await (const _ of caller.channel.call(raw, [bytes], { headers: new Metadata(), timeout: 5000 }));
          } catch (cause) {
            expect((cause as { code: string }).code).not.toBe("INTERNAL");
            expect((cause as { code: string }).code).not.toBe("UNAVAILABLE");
          }
        },
      ),
      { numRuns: 400 },
    );
    await isAlive();
  }, 30_000);
});

describe("who may do what", () => {
  test("roles", async () => {
    const reader = caller.as({ "x-roles": "read" });
    const put = { table: "t", arrowIpc: frameNode?.arrowIpc as Uint8Array };
    await expect(reader.one(method.putTable, put)).rejects.toMatchObject({ code: "PERMISSION_DENIED" });
    await expect(reader.one(method.appendRecords, { table: "t", recordsJson: "[]" })).rejects.toMatchObject({
      code: "PERMISSION_DENIED",
    });
    await expect(reader.one(method.writeCsv, { handle: "x", path: "x.csv" })).rejects.toMatchObject({
      code: "PERMISSION_DENIED",
    });
    expect((await caller.one(method.putTable, put)).rows).toBe(3n);
    expect((await reader.one(method.listTables, {})).tables.map((t) => t.name)).toEqual(["t"]);
    await reader.channel.close();
  });
  test("handles of others, dropped and expired ones", async () => {
    const [ann, bob] = [caller.as({ "x-user": "ann" }), caller.as({ "x-user": "bob" })];
    const read = { source: { case: "arrowIpc", value: frameNode?.arrowIpc as Uint8Array } } as const;
    const { handle } = await ann.one(method.readIpc, read);
    const gone = { code: "NOT_FOUND" };
    await expect(bob.rows(method.collect, { handle })).rejects.toMatchObject(gone);
    await expect(bob.one(method.filter, { handle, predicate: "true" })).rejects.toMatchObject(gone);
    await expect(bob.one(method.touchHandle, { handle })).rejects.toMatchObject(gone);
    expect((await bob.one(method.dropHandle, { handle })).dropped).toBe(false);
    expect((await bob.one(method.listHandles, {})).handles).toEqual([]);
    const { session } = await ann.one(method.createSession, { ttlMs: 60_000n });
    const within = ann.as({ "x-user": "ann", "x-polaroid-session": session });
    await expect(within.rows(method.collect, { handle })).rejects.toMatchObject(gone);
    const { handle: own } = await within.one(method.readIpc, read);
    await within.one(method.touchHandle, { handle: own, ttlMs: 1n });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(within.rows(method.collect, { handle: own })).rejects.toMatchObject(gone);
    const stolen = bob.as({ "x-user": "bob", "x-polaroid-session": session });
    await expect(stolen.one(method.listHandles, {})).rejects.toMatchObject(gone);
    await within.one(method.readIpc, read);
    expect((await within.one(method.closeSession, {})).handlesDropped).toBe(1);
    await expect(within.one(method.listHandles, {})).rejects.toMatchObject(gone);
    for (const c of [ann, bob, within, stolen]) await c.channel.close();
  });
  test("the session that all clients of a user share is closed by none of them", async () => {
    const ann = caller.as({ "x-user": "ann" });
    const { handle } = await ann.one(method.readIpc, {
      source: { case: "arrowIpc", value: frameNode?.arrowIpc as Uint8Array },
    });
    const named = caller.as({ "x-user": "ann", "x-polaroid-session": "of ann" });
    for (const c of [ann, named])
      await expect(c.one(method.closeSession, {})).rejects.toMatchObject({ code: "FAILED_PRECONDITION" });
    await ann.one(method.touchHandle, { handle });
    for (const c of [ann, named]) await c.channel.close();
  });
  test("PolaroidConnect has three methods over the same handles", async () => {
    const { method: small } = PolaroidConnect;
    await expect(caller.one(small.readParquet, { path: "/etc/passwd" })).rejects.toMatchObject({
      code: "PERMISSION_DENIED",
    });
    const { handle } = await caller.one(method.readIpc, {
      source: { case: "arrowIpc", value: frameNode?.arrowIpc as Uint8Array },
    });
    const some = await caller.one(small.filter, { handle, predicate: "x > 1" });
    const { arrowIpc } = await caller.one(small.collect, { handle: some.handle });
    expect(arrowIpc.length).toBeGreaterThan(100);
  });
});
