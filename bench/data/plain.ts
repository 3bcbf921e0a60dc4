import { table } from "./files.ts";
import { floats, integers, texts } from "./random.ts";

const WORDS = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett"];
const big = (codes: Int32Array, times: bigint): BigInt64Array => BigInt64Array.from(codes, (c) => BigInt(c) * times);

/** One table of numbers, keys and texts, and 100,000 rows to join it with. */
export async function plain(rows: number): Promise<Readonly<Record<string, string>>> {
  const t = await table("plain", rows, () => {
    const x = floats(rows, 1, 42);
    const valid = integers(rows, 10, 7);
    return {
      x,
      y: floats(rows, 1000, 43),
      id: BigInt64Array.from({ length: rows }, (_, i) => BigInt(i)),
      k1: big(integers(rows, 1000, 44), 7919n),
      k2: big(integers(rows, Math.max(1, rows >> 3), 45), 7919n),
      key: big(integers(rows, 100_000, 46), 104_729n),
      small: integers(rows, 100, 47),
      // A thousand texts of 6 to 20 characters.
      s: texts(integers(rows, 1000, 48), (i) => `${WORDS[i % 10]}-${WORDS[Math.floor(i / 10) % 10]}${i}`),
      nx: Array.from(x, (v, i) => (valid[i] === 0 ? null : v)),
    };
  });
  const r = await table("lookup", 100_000, () => ({
    key: BigInt64Array.from({ length: 100_000 }, (_, i) => BigInt(i) * 104_729n),
    a: Float64Array.from({ length: 100_000 }, (_, i) => i),
    b: Float64Array.from({ length: 100_000 }, (_, i) => i * 2),
  }));
  return { t, r };
}
