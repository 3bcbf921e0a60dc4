import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LazyFrame } from "../../src/node.ts";
import { frame } from "../api/support.ts";

export const folder: string = mkdtempSync(join(tmpdir(), "polaroid-bad-"));
export const at = (name: string): string => join(folder, name);
export const lazy = (f: unknown): LazyFrame => f as LazyFrame;
export const write = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(at(name), bytes);
  return at(name);
};

/** A file of each format with 5000 good rows. */
export async function writeGood(): Promise<void> {
  const df = frame({
    id: Array.from({ length: 5000 }, (_, i) => BigInt(i)),
    name: Array.from({ length: 5000 }, (_, i) => `name ${i % 700}`),
    x: Array.from({ length: 5000 }, (_, i) => (i % 3 ? i / 7 : null)),
  });
  await df.writeParquet(at("good.parquet"), { rowGroupSize: 1000 });
  await df.writeCsv(at("good.csv"));
  await df.writeIpc(at("good.arrow"));
  await df.writeNdjson(at("good.ndjson"));
}
