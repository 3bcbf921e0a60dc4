import { afterEach, describe, expect, it } from "vitest";
import { encodeStream } from "../../../src/arrow/ipc/encode.ts";
import { DataFrame } from "../../../src/node.ts";
import { type UploadLimits, Uploads } from "../../../src/server/dataframe/uploads.ts";
import { Sessions } from "../../../src/server/sessions/sessions.ts";
import { codeOf } from "../../support/code-of.ts";

const { schema, batches } = new DataFrame({ x: Float64Array.from({ length: 1000 }, (_, i) => i) });
const bytes = encodeStream(schema, batches);
const [first, second] = [bytes.subarray(0, 4000), bytes.subarray(4000)];

const open: Sessions[] = [];
afterEach(() => {
  for (const s of open.splice(0)) s[Symbol.dispose]();
});

function made(limits: Partial<UploadLimits> = {}) {
  const clock = { now: 0 };
  const sessions = new Sessions();
  open.push(sessions);
  const uploads = new Uploads(sessions, { ttl: 1000, now: () => clock.now, ...limits });
  return { clock, sessions, uploads, ann: sessions.of("ann"), bob: sessions.of("bob") };
}

describe("tables that come in chunks", () => {
  it("are whole with their last one, however long they take", () => {
    const { clock, uploads, ann } = made();
    const parts = Array.from({ length: 8 }, (_, i) => bytes.subarray(i * 1100, (i + 1) * 1100));
    for (const [i, part] of parts.entries()) {
      clock.now += 900;
      const frame = uploads.take(ann, "u", i, i === 7, part);
      expect(frame?.rows ?? null).toBe(i === 7 ? 1000 : null);
    }
    expect(uploads.bytes).toBe(0);
  });

  it("are let go when nobody goes on with them, though nobody uploads anything else", () => {
    const { clock, sessions, uploads, ann } = made();
    uploads.take(ann, "u", 0, false, first);
    expect(uploads.bytes).toBe(4000);
    clock.now = 999;
    sessions.sweep();
    expect(uploads.bytes).toBe(4000);
    clock.now = 1000;
    sessions.sweep();
    expect(uploads.bytes).toBe(0);
    expect(() => uploads.take(ann, "u", 1, true, second)).toThrow(/begin it again.*waits 1 s/);
  });

  it("are bounded for a session and in all, and what is too much is let go", () => {
    const { uploads, ann, bob } = made({ open: 2, sessionBytes: 10_000, bytes: 15_000 });
    uploads.take(ann, "a", 0, false, first);
    uploads.take(ann, "b", 0, false, first);
    expect(codeOf(() => uploads.take(ann, "c", 0, false, first.subarray(0, 10)))).toBe("LIMIT_EXCEEDED");
    expect(codeOf(() => uploads.take(ann, "b", 1, false, second))).toBe("LIMIT_EXCEEDED");
    expect(uploads.bytes).toBe(4000);
    uploads.take(bob, "a", 0, false, first);
    uploads.take(bob, "b", 0, false, first);
    expect(codeOf(() => uploads.take(ann, "b", 0, false, first))).toBe("LIMIT_EXCEEDED");
    expect(uploads.bytes).toBe(12_000);
  });

  it("go with their session", () => {
    const { sessions, uploads, ann, bob } = made();
    uploads.take(ann, "u", 0, false, first);
    uploads.take(bob, "u", 0, false, first);
    sessions.close(ann);
    expect(uploads.bytes).toBe(4000);
  });
});
