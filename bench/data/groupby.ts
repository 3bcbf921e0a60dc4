import { table } from "./files.ts";
import { floats, integers, texts } from "./random.ts";

const K = 100;
const padded = (letters: string, width: number) => (c: number) => `${letters}${String(c + 1).padStart(width, "0")}`;

/** The table of the group-by questions of h2o's db-benchmark: K = 100, no nulls, unsorted. */
export async function groupby(rows: number): Promise<Readonly<Record<string, string>>> {
  const many = Math.max(1, Math.floor(rows / K));
  const x = await table("groupby", rows, () => ({
    id1: texts(integers(rows, K, 1), padded("id", 3)),
    id2: texts(integers(rows, K, 2), padded("id", 3)),
    id3: texts(integers(rows, many, 3), padded("id", 10)),
    id4: integers(rows, K, 4).map((v) => v + 1),
    id5: integers(rows, K, 5).map((v) => v + 1),
    id6: integers(rows, many, 6).map((v) => v + 1),
    v1: integers(rows, 5, 7).map((v) => v + 1),
    v2: integers(rows, 15, 8).map((v) => v + 1),
    v3: floats(rows, 100, 9),
  }));
  return { x };
}
