import { DataFrame } from "../../../src/api/data-frame.ts";
import type { Batch } from "../../../src/arrow/batch.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { FlightReader } from "../../../src/flight/reader.ts";
import "../../../src/node.ts";
import type { Frame, Plan } from "../../../src/plan/node.ts";
import type { Answer, QueryRequest } from "../../../src/server/queries/queries.ts";

/** Numbers from 0, in groups of a hundred. */
export const numbers = (n: number): DataFrame =>
  new DataFrame({
    id: Float64Array.from({ length: n }, (_, i) => i),
    k: Int32Array.from({ length: n }, (_, i) => i % 100),
    v: Float64Array.from({ length: n }, (_, i) => (i * 7919) % 1000),
  });

export const request = (plan: Plan, more: Partial<QueryRequest> = {}): QueryRequest => ({
  plan,
  signal: new AbortController().signal,
  owner: "test",
  ...more,
});

/** The batches of an answer, as a client reads them. */
export async function batchesOf(answer: Answer): Promise<Batch[]> {
  const out: Batch[] = [];
  for await (const { batch } of new FlightReader(answer.messages)) if (batch !== null) out.push(batch);
  return out;
}

export const rowsOf = (batches: readonly Batch[]): unknown[][] =>
  batches.flatMap((b) => {
    const columns = b.columns.map((c) => [...valuesOf(c)]);
    return Array.from({ length: b.length }, (_, r) => columns.map((c) => c[r]));
  });

export const frameRows = (f: Frame): unknown[][] => rowsOf(f.batches);

/** Waits until something holds. */
export async function until(holds: () => boolean, ms = 5000): Promise<void> {
  for (const end = performance.now() + ms; !holds(); ) {
    if (performance.now() > end) throw new Error(`it did not come within ${ms} ms`);
    await new Promise((done) => setTimeout(done, 2));
  }
}
