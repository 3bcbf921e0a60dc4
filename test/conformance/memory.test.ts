import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { sameSchema } from "../../src/arrow/schema.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { wasm } from "../../src/engines/wasm/engine.ts";
import { Fleeting, fleeting } from "../../src/engines/wasm/fleeting.ts";
import { later } from "../../src/engines/wasm/keys/later.ts";
import { parquet } from "../../src/formats/parquet/index.ts";
import { columnScratch } from "../../src/formats/reused.ts";
import { bytesSource } from "../../src/io/bytes.ts";
import { nodeHost } from "../../src/io/node/host.ts";
import { DataFrame } from "../../src/node.ts";
import { rewritePlan, walkPlan } from "../../src/plan/children.ts";
import type { FrameScan, Plan } from "../../src/plan/node.ts";
import { schemaOf } from "../../src/plan/schema.ts";
import type { Table } from "../../src/plan/table.ts";
import { runConformance } from "../../src/testing/index.ts";

/** What nobody may look at any more is overwritten. */
const spoil = (memory: ArrayBufferLike): unknown => new Uint8Array(memory).fill(0xa5);
const counts = { spoilt: 0, scans: 0 };
const was = { least: fleeting.least, ...later };

beforeAll(() => {
  fleeting.least = 0;
  Object.assign(later, { groups: 2, share: 0 });
  const give = columnScratch.give.bind(columnScratch);
  vi.spyOn(columnScratch, "give").mockImplementation((memory) => {
    counts.spoilt++;
    spoil(memory);
    give(memory);
  });
  const lent = new WeakMap<Fleeting, ArrayBuffer[]>();
  const { take, reset } = Fleeting.prototype;
  vi.spyOn(Fleeting.prototype, "take").mockImplementation(function (this: Fleeting, bytes) {
    const buffer = take.call(this, bytes);
    lent.set(this, [...(lent.get(this) ?? []), buffer]);
    return buffer;
  });
  vi.spyOn(Fleeting.prototype, "reset").mockImplementation(function (this: Fleeting) {
    for (const buffer of lent.get(this) ?? []) {
      counts.spoilt++;
      spoil(buffer);
    }
    lent.delete(this);
    reset.call(this);
  });
});
afterAll(() => {
  vi.restoreAllMocks();
  fleeting.least = was.least;
  Object.assign(later, { groups: was.groups, share: was.share });
});

/** The same plan over Parquet files in memory, of a few rows a row group, where they give the frame's types. */
async function overFiles(plan: Plan): Promise<Plan> {
  const frames: FrameScan[] = [];
  walkPlan(plan, (p) => {
    if (p.kind === "frame" && p.frame.rows > 0 && p.frame.schema.fields.length > 0) frames.push(p);
  });
  const tables = new Map<Plan, Table>();
  for (const p of frames) {
    try {
      const bytes = await DataFrame.of(p.frame).toBytes("parquet", { rowGroupSize: 3 });
      const table = await parquet.open(bytesSource(bytes), {}, nodeHost);
      if (sameSchema(table.schema, schemaOf(p))) tables.set(p, table);
    } catch {
      // A type that files do not have.
    }
  }
  counts.scans += tables.size;
  const source = { format: "parquet", locations: ["memory"], options: {}, open: async () => ({}) as Table };
  return rewritePlan(plan, (p) => {
    const table = tables.get(p);
    return table === undefined ? p : { kind: "scan", source, table, columns: null, predicate: null, limit: null };
  });
}

const files: Engine = {
  ...wasm,
  name: "files",
  async *execute(plan, context) {
    yield* wasm.execute(await overFiles(plan), context);
  },
};

test("every case gives the same over files, where memory that is used again is spoilt in between", async () => {
  const report = await runConformance(files);
  expect(report.failed).toEqual([]);
  expect(counts.scans).toBeGreaterThan(1000);
  expect(counts.spoilt).toBeGreaterThan(1000);
  console.log(
    `${report.passed} of ${report.cases} cases, ${counts.scans} frames as files, memory spoilt ${counts.spoilt} times`,
  );
}, 300_000);
