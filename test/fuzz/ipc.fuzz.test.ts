import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Batch, checkShape } from "../../src/arrow/batch.ts";
import { decode } from "../../src/arrow/ipc/decode.ts";
import { encodeFile, encodeStream } from "../../src/arrow/ipc/encode.ts";
import { valuesOf } from "../../src/arrow/value.ts";
import { PolaroidError } from "../../src/core/error.ts";
import { ipc } from "../../src/formats/ipc/index.ts";
import { bytesSource } from "../../src/io/bytes.ts";
import { nodeHost } from "../../src/io/node/host.ts";
import { everyType } from "../arrow/ipc/arbitrary.ts";

const TRIES = process.env.FUZZ === "small" ? 1_000 : 10_000;
const GOLDEN = `${import.meta.dirname}/../arrow/ipc/golden`;

/** Mulberry32. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function samples(): Uint8Array[] {
  const { schema, batches } = everyType(99, 20);
  const ours = (["none", "lz4", "zstd"] as const).flatMap((compression) => [
    encodeFile(schema, batches, { compression, codecs: nodeHost }),
    encodeStream(schema, batches, { compression, codecs: nodeHost, deltas: true }),
  ]);
  const golden = readdirSync(GOLDEN).filter((f) => f.endsWith(".arrow"));
  return [...ours, ...golden.map((f) => new Uint8Array(readFileSync(`${GOLDEN}/${f}`)))];
}

/** Flips bits, writes extreme numbers, cuts and repeats. */
function mutate(source: Uint8Array, next: () => number): Uint8Array {
  const bytes = source.slice();
  const at = (): number => Math.floor(next() * bytes.length);
  const view = new DataView(bytes.buffer);
  for (let n = 1 + Math.floor(next() * 4); n > 0; n--) {
    const kind = next();
    if (kind < 0.6) {
      const i = at();
      bytes[i] = (bytes[i] as number) ^ (1 << Math.floor(next() * 8));
    } else if (kind < 0.8) bytes[at()] = [0, 1, 127, 128, 255][Math.floor(next() * 5)] as number;
    else if (kind < 0.9) {
      const i = Math.max(0, Math.min(at() & ~3, bytes.length - 8));
      view.setInt32(i, [0x7fffffff, -1, -0x80000000, 0x10000, 1][Math.floor(next() * 5)] as number, true);
    } else if (kind < 0.95) return bytes.slice(0, at());
    else bytes.copyWithin(at(), at(), at());
  }
  return bytes;
}

/** Reads the bytes: all at once, or lazily with a projection as a scan does. */
async function readAll(bytes: Uint8Array, lazy: boolean): Promise<Batch[]> {
  if (!lazy) return [...decode(bytes, { codecs: nodeHost }).batches];
  const table = await ipc.open(bytesSource(bytes), {}, nodeHost);
  const columns = table.schema.fields.filter((_, i) => i % 3 === 0).map((f) => f.name);
  const out: Batch[] = [];
  for await (const b of table.scan({ columns, predicate: null, limit: 50 })) out.push(b);
  return out;
}

it("damaged Arrow IPC gives rows or an error with a code", async () => {
  const files = samples();
  const next = random(Number(process.env.FUZZ_SEED ?? 20_240_229));
  let crashes = 0;
  let readable = 0;
  let slowest = 0;
  let largest = 0;
  const before = process.memoryUsage();
  for (let i = 0; i < TRIES; i++) {
    const bytes = mutate(files[i % files.length] as Uint8Array, next);
    const start = performance.now();
    try {
      for (const b of await readAll(bytes, i % 3 === 0)) {
        checkShape(b);
        for (const c of b.columns) if (c.length < 1e5) valuesOf(c);
      }
      readable++;
    } catch (error) {
      if (!(error instanceof PolaroidError) || error.code === "INTERNAL") {
        crashes++;
        console.error(`mutation ${i} of sample ${i % files.length}:`, error);
      }
    }
    slowest = Math.max(slowest, performance.now() - start);
    largest = Math.max(largest, process.memoryUsage().arrayBuffers - before.arrayBuffers);
  }
  console.log(
    `ipc: mutations tried ${TRIES}, crashes ${crashes} (still readable ${readable}, slowest ${slowest.toFixed(0)} ms, most memory ${(largest / 2 ** 20).toFixed(0)} MB)`,
  );
  expect(crashes).toBe(0);
  expect(slowest).toBeLessThan(5_000);
  expect(largest).toBeLessThan(1 << 30);
});
