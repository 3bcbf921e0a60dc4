import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { DataFrame } from "../../src/node.ts";

export const CACHE: string = join(import.meta.dirname, "..", "..", ".cache", "bench");

type Columns = ConstructorParameters<typeof DataFrame>[0];

/** The Parquet file of a generated table, made on first use. */
export async function table(name: string, rows: number, columns: () => unknown): Promise<string> {
  const file = join(CACHE, `${name}-${rows}.parquet`);
  if (existsSync(file)) return file;
  mkdirSync(CACHE, { recursive: true });
  const draft = `${file}.${process.pid}`;
  await new DataFrame(columns() as Columns).writeParquet(draft);
  renameSync(draft, file);
  return file;
}
