import { readFileSync } from "node:fs";
import { type DataFrame, LazyFrame, readParquet, scanParquet } from "../../src/node.ts";
import type { Adapter, Case } from "../case.ts";
import { SUITES } from "../suites.ts";
import { sums } from "./sums.ts";

const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");

const collected = (r: unknown): unknown => (r instanceof LazyFrame ? r.collect() : r);

export const adapter: Adapter = {
  version: (JSON.parse(manifest) as { version: string }).version,
  async open(job) {
    const tables: Record<string, unknown> = { ...job.files, ...job.numbers, out: job.out, files: job.files };
    let bytes = 0;
    for (const [name, file] of Object.entries(job.files)) {
      if (job.where === "scans") tables[name] = scanParquet(file);
      if (job.where !== "memory") continue;
      const loaded = await readParquet(file);
      bytes += loaded.estimatedSize();
      tables[name] = loaded;
    }
    Object.assign(tables, SUITES[job.suite]?.setup?.polaroid(tables as Record<string, DataFrame>));
    return {
      bytes,
      run: (of: Case) => () => collected(of.polaroid(tables as never)),
      async answer(of, result) {
        const written = of.writes === true ? await readParquet(job.out) : result;
        if (Array.isArray(written)) return { rows: written.length, sums: [] };
        const df = written as DataFrame;
        return { rows: df.height, sums: sums(df, of.ordered === true) };
      },
    };
  },
};
