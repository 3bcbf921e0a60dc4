import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test } from "vitest";
import { conditionPlan } from "../../../src/api/sql.ts";
import { schema } from "../../../src/arrow/schema.ts";
import { Call } from "../../../src/grpc/call.ts";
import { Metadata } from "../../../src/grpc/metadata.ts";
import { methodOf } from "../../../src/grpc/method.ts";
import { frame, frameOf, type Plan } from "../../../src/plan/node.ts";
import { Health } from "../../../src/proto/grpc/health/v1/health_pb.ts";
import { leaving, usedBy } from "../../../src/server/sessions/in-use.ts";
import { Sessions } from "../../../src/server/sessions/sessions.ts";

setFlagsFromString("--expose-gc");
const collected = runInNewContext("gc") as () => void;
const PLAN: Plan = frame(frameOf(schema([]), []));
const method = methodOf(Health.method.check);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
let sessions = new Sessions();
const fresh = (limits: ConstructorParameters<typeof Sessions>[0] = {}): Sessions => {
  sessions[Symbol.dispose]();
  sessions = new Sessions(limits);
  return sessions;
};
afterEach(() => sessions[Symbol.dispose]());
const code = (f: () => unknown): unknown => {
  try {
    f();
    return null;
  } catch (cause) {
    return (cause as { code: string }).code;
  }
};

describe("sessions", () => {
  test("belong to their users", () => {
    const all = fresh();
    const ann = all.create("ann");
    expect(ann.id).toMatch(UUID);
    expect(all.of("ann", ann.id)).toBe(ann);
    expect(code(() => all.of("bob", ann.id))).toBe("NOT_FOUND");
    expect(code(() => all.of("ann", "nobody"))).toBe("NOT_FOUND");
    const handle = ann.add(PLAN);
    expect(handle).toMatch(UUID);
    expect(ann.plan(handle)).toBe(PLAN);
    expect(code(() => all.of("bob").plan(handle))).toBe("NOT_FOUND");
    expect(code(() => all.of("ann").plan(handle))).toBe("NOT_FOUND");
  });
  test("a user has one without asking, and nobody else can name it", () => {
    const all = fresh();
    const own = all.of("ann");
    expect(all.of("ann")).toBe(own);
    expect(all.of("bob")).not.toBe(own);
    expect(code(() => all.of("bob", own.id))).toBe("NOT_FOUND");
  });
  test("end when they are closed or not used, and tell", async () => {
    const all = fresh({ ttl: 40 });
    const ended: string[] = [];
    all.onEnd((s) => ended.push(s.id));
    const [short, long] = [all.create("ann"), all.create("ann", 10_000)];
    short.add(PLAN);
    long.add(PLAN);
    await sleep(60);
    expect(code(() => all.of("ann", short.id))).toBe("NOT_FOUND");
    expect(all.handles).toBe(1);
    expect(all.close(long)).toBe(1);
    expect(all.close(long)).toBe(0);
    expect(ended).toEqual([short.id, long.id]);
    expect(code(() => long.add(PLAN))).toBe("NOT_FOUND");
    expect([all.count, all.handles]).toEqual([0, 0]);
  });
  test("use keeps them", async () => {
    const all = fresh({ ttl: 1000 });
    const { id } = all.create("ann");
    for (let i = 0; i < 4; i++) {
      await sleep(300);
      all.of("ann", id);
    }
    expect(all.count).toBe(1);
  });
  test("one user opens so many, and still has the one that nobody asks for", () => {
    const all = fresh({ sessions: 5, sessionsPerUser: 2 });
    const [first] = [all.create("ann"), all.create("ann")];
    expect(() => all.create("ann")).toThrow("you have 2 sessions");
    all.of("ann");
    all.create("bob");
    all.of("bob");
    expect(code(() => all.of("carl"))).toBe("LIMIT_EXCEEDED");
    if (first !== undefined) all.close(first);
    all.create("ann");
    const open = fresh({ sessions: 5, sessionsPerUser: 2 });
    for (let i = 0; i < 5; i++) open.create("");
  });
  test("there are so many at most; those that ended make room", async () => {
    const all = fresh({ sessions: 2, ttl: 30 });
    all.create("a");
    all.create("b");
    expect(code(() => all.create("c"))).toBe("LIMIT_EXCEEDED");
    await sleep(40);
    expect(code(() => all.create("c"))).toBe(null);
  });
});

describe("handles", () => {
  test("expire unless they are used, and are swept", async () => {
    const all = fresh({ handleTtl: 800 });
    const s = all.of("ann");
    const [used, left] = [s.add(PLAN), s.add(PLAN)];
    for (let i = 0; i < 3; i++) {
      await sleep(300);
      s.plan(used);
    }
    expect(s.list().map((h) => h.handle)).toEqual([used]);
    expect(code(() => s.plan(left))).toBe("NOT_FOUND");
    await sleep(850);
    all.sweep();
    expect(all.handles).toBe(0);
  });
  test("take another time to live, no longer than the longest", () => {
    const s = fresh({ longestTtl: 5000 }).of("ann");
    const id = s.add(PLAN);
    expect(s.touch(id, 2000).expiresIn).toBeLessThanOrEqual(2000);
    expect(s.touch(id, 1e12).expiresIn).toBeLessThanOrEqual(5000);
    expect(s.touch(id, null)).toMatchObject({ handle: id, kind: "frame", rows: 0, bytes: 0 });
    expect([s.drop(id), s.drop(id)]).toEqual([true, false]);
    expect(code(() => s.touch(id, 1))).toBe("NOT_FOUND");
  });
  test("are bounded: of a session, of all, and in what they keep", () => {
    const all = fresh({ handlesPerSession: 2, handles: 3, keptBytes: 100 });
    const [a, b] = [all.of("a"), all.of("b")];
    const first = a.add(PLAN, { rows: 1, bytes: 60 });
    expect(code(() => a.add(PLAN, { rows: 1, bytes: 60 }))).toBe("LIMIT_EXCEEDED");
    a.add(PLAN);
    expect(code(() => a.add(PLAN))).toBe("LIMIT_EXCEEDED");
    b.add(PLAN);
    expect(code(() => b.add(PLAN))).toBe("LIMIT_EXCEEDED");
    a.drop(first);
    expect(code(() => b.add(PLAN, { rows: 1, bytes: 60 }))).toBe(null);
    expect([all.handles, all.bytes]).toEqual([3, 60]);
  });
  test("100,000 of them, each a step over another, hold under 100 MB", () => {
    const s = fresh().of("ann");
    collected();
    const before = process.memoryUsage().heapUsed;
    let last: Plan = PLAN;
    const ids: string[] = [];
    for (let i = 0; i < 100_000; i++) {
      // Chains of a hundred: what they have in common is there once.
      last = conditionPlan(i % 100 === 0 ? PLAN : last, `price > ${i} and symbol = 'S${i}'`);
      ids.push(s.add(last));
    }
    collected();
    const held = process.memoryUsage().heapUsed - before;
    console.log(`100,000 handles hold ${(held / 1e6).toFixed(1)} MB`);
    expect(s.handles).toBe(100_000);
    expect(held).toBeLessThan(100e6);
    expect(s.plan(ids[99_999] as string)).toBe(last);
  });
});

test("a session does not end while a call of its goes on, however long that takes", async () => {
  const all = fresh({ ttl: 20 });
  const call = new Call(method, new Metadata(), { address: "here", certificate: null }, null);
  const ann = all.create("ann");
  await leaving(call, async () => {
    usedBy(call, all.of("ann", ann.id));
    usedBy(call, all.of("ann", ann.id));
    await sleep(60);
    all.sweep();
    expect(all.of("ann", ann.id)).toBe(ann);
  });
  expect(all.of("ann", ann.id)).toBe(ann);
  await sleep(40);
  expect(code(() => all.of("ann", ann.id))).toBe("NOT_FOUND");
});
