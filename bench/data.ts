import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const CACHE = join(import.meta.dirname, "..", ".cache", "bench");

/** A seeded generator of 32-bit numbers (xorshift), so that every run has the same rows. */
function random(seed: number): () => number {
  let s = seed | 0 || 1;
  return () => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return s >>> 0;
  };
}

const WORDS = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett"];
/** The thousand texts of the text column, 6 to 20 characters. */
export const texts: readonly string[] = Array.from(
  { length: 1000 },
  (_, i) => `${WORDS[i % 10]}-${WORDS[Math.floor(i / 10) % 10]}${i}`,
);

/** The folder of the columns for so many rows, written once as raw little-endian files that every engine reads. */
export function dataFolder(rows: number): string {
  const folder = join(CACHE, String(rows));
  if (existsSync(join(folder, "done"))) return folder;
  mkdirSync(folder, { recursive: true });
  const next = random(42);
  const x = new Float64Array(rows);
  const y = new Float64Array(rows);
  const id = new BigInt64Array(rows);
  const k1 = new BigInt64Array(rows);
  const k2 = new BigInt64Array(rows);
  const key = new BigInt64Array(rows);
  const small = new Int32Array(rows);
  const text = new Int32Array(rows);
  const valid = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    x[i] = next() / 2 ** 32;
    y[i] = (next() / 2 ** 32) * 1000;
    id[i] = BigInt(i);
    k1[i] = BigInt(next() % 1000) * 7919n;
    k2[i] = BigInt(next() % Math.max(1, Math.floor(rows / 8))) * 7919n;
    key[i] = BigInt(next() % 100_000) * 104_729n;
    small[i] = next() % 100;
    text[i] = next() % 1000;
    valid[i] = next() % 10 === 0 ? 0 : 1;
  }
  const all = { x, y, id, k1, k2, key, small, text, valid };
  for (const [name, values] of Object.entries(all))
    writeFileSync(join(folder, `${name}.bin`), new Uint8Array(values.buffer));
  writeFileSync(join(folder, "texts.json"), JSON.stringify(texts));
  writeFileSync(join(folder, "done.part"), "");
  renameSync(join(folder, "done.part"), join(folder, "done"));
  return folder;
}

export interface Data {
  readonly rows: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly id: BigInt64Array;
  readonly k1: BigInt64Array;
  readonly k2: BigInt64Array;
  readonly key: BigInt64Array;
  readonly small: Int32Array;
  readonly text: Int32Array;
  readonly valid: Uint8Array;
}

export function loadData(rows: number): Data {
  const folder = dataFolder(rows);
  const read = (name: string): ArrayBuffer => {
    const bytes = readFileSync(join(folder, `${name}.bin`));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  };
  return {
    rows,
    x: new Float64Array(read("x")),
    y: new Float64Array(read("y")),
    id: new BigInt64Array(read("id")),
    k1: new BigInt64Array(read("k1")),
    k2: new BigInt64Array(read("k2")),
    key: new BigInt64Array(read("key")),
    small: new Int32Array(read("small")),
    text: new Int32Array(read("text")),
    valid: new Uint8Array(read("valid")),
  };
}
