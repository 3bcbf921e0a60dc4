import { table } from "./files.ts";
import { floats, integers, shuffled, texts } from "./random.ts";

const named = (c: number): string => `id${c}`;

/** Keys of one side: all of a range in an order of chance, nine tenths of which the other side has too. */
const keys = (n: number, seed: number, shift: number): Int32Array<ArrayBuffer> =>
  shuffled(n, seed).map((v) => (v < Math.floor(n * 0.9) ? v + 1 : v + 1 + shift * n));

/** The tables of the join questions of h2o's db-benchmark: x of N rows, small N / 1e6, medium N / 1e3, big N. */
export async function join(rows: number): Promise<Readonly<Record<string, string>>> {
  const few = Math.max(10, Math.floor(rows / 1e6));
  const some = Math.max(100, Math.floor(rows / 1e3));
  const pick = (from: Int32Array, seed: number): Int32Array<ArrayBuffer> =>
    integers(rows, from.length, seed).map((i) => from[i] as number);
  const [few0, some0] = [keys(few, 1, 1), keys(some, 2, 1)];
  const x = await table("join-x", rows, () => {
    const id1 = pick(few0, 11);
    const id2 = pick(some0, 12);
    return {
      id1,
      id2,
      id3: keys(rows, 3, 1),
      id4: texts(id1, named),
      id5: texts(id2, named),
      v1: floats(rows, 100, 13),
    };
  });
  const small = await table("join-small", rows, () => {
    const id1 = keys(few, 21, 2);
    return { id1, id4: texts(id1, named), v2: floats(few, 100, 22) };
  });
  const medium = await table("join-medium", rows, () => {
    const id2 = keys(some, 23, 2);
    return {
      id1: integers(some, few, 24),
      id2,
      id4: texts(integers(some, few, 24), named),
      id5: texts(id2, named),
      v2: floats(some, 100, 25),
    };
  });
  const big = await table("join-big", rows, () => ({
    id1: integers(rows, few, 26),
    id2: integers(rows, some, 27),
    id3: keys(rows, 28, 2),
    v2: floats(rows, 100, 29),
  }));
  return { x, small, medium, big };
}
