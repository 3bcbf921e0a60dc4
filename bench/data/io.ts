import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { col, DataFrame, Datetime } from "../../src/node.ts";
import { CACHE } from "./files.ts";
import { floats, integers, texts } from "./random.ts";

type Writer = (df: DataFrame, file: string) => Promise<unknown>;
const FORMS: Readonly<Record<string, readonly [ending: string, share: number, write: Writer]>> = {
  snappy: ["snappy.parquet", 1, (df, file) => df.writeParquet(file, { compression: "snappy", rowGroupSize: 500_000 })],
  zstd: ["zstd.parquet", 1, (df, file) => df.writeParquet(file, { compression: "zstd", rowGroupSize: 500_000 })],
  ipc: ["arrow", 1, (df, file) => df.writeIpc(file)],
  csv: ["csv", 1, (df, file) => df.writeCsv(file)],
  ndjson: ["ndjson", 4, (df, file) => df.writeNdjson(file)],
};

const columns = (rows: number): DataFrame => {
  const start = BigInt(Date.UTC(2020, 8, 13)) * 1000n;
  return new DataFrame({
    id: BigInt64Array.from({ length: rows }, (_, i) => BigInt(i)),
    k: integers(rows, 1000, 1),
    k2: integers(rows, 1_000_000, 2),
    price: floats(rows, 1000, 3).map((v) => Math.round(v * 100) / 100),
    x: floats(rows, 1, 4),
    t: BigInt64Array.from({ length: rows }, (_, i) => start + BigInt(i) * 12_345_678n),
    flag: Array.from(integers(rows, 2, 5), (v) => v === 1),
    w: texts(integers(rows, 1000, 6), (i) => `word-${i}`),
  } as never).withColumns(col("t").cast(Datetime("us")));
};

/** One table of eight columns in every form; NDJSON has a quarter of the rows. */
export async function io(rows: number): Promise<Readonly<Record<string, string>>> {
  mkdirSync(CACHE, { recursive: true });
  const made: Record<string, DataFrame> = {};
  const files: Record<string, string> = {};
  for (const [name, [ending, share, write]] of Object.entries(FORMS)) {
    const count = Math.floor(rows / share);
    const file = join(CACHE, `io-${count}.${ending}`);
    files[name] = file;
    if (existsSync(file)) continue;
    made[count] ??= columns(count);
    await write(made[count], `${file}.part.${ending}`);
    renameSync(`${file}.part.${ending}`, file);
  }
  return files;
}
