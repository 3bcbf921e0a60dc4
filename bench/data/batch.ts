import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DataFrame } from "../../src/node.ts";
import { CACHE } from "./files.ts";
import { floats, integers, texts } from "./random.ts";

const FILES = 50;

/** A folder of fifty Parquet files, each with a part of the rows and a seed of its own. */
export async function batch(rows: number): Promise<Readonly<Record<string, string>>> {
  const folder = join(CACHE, `batch-${rows}`);
  const parts = join(folder, "*.parquet");
  if (existsSync(folder)) return { parts };
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const each = Math.max(1, Math.floor(rows / FILES));
  for (let i = 0; i < FILES; i++) {
    const df = new DataFrame({
      id: BigInt64Array.from({ length: each }, (_, k) => BigInt(i * each + k)),
      k: integers(each, 1000, i * 10 + 1),
      price: floats(each, 1000, i * 10 + 2).map((v) => Math.round(v * 100) / 100),
      x: floats(each, 1, i * 10 + 3),
      y: floats(each, 1, i * 10 + 4),
      size: integers(each, 500, i * 10 + 5),
      w: texts(integers(each, 1000, i * 10 + 6), (c) => `word-${c}`),
    } as never);
    await df.writeParquet(join(draft, `part-${String(i).padStart(2, "0")}.parquet`), { compression: "snappy" });
  }
  renameSync(draft, folder);
  return { parts };
}
