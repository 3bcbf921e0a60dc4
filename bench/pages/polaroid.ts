import manifest from "../../package.json" with { type: "json" };
import { type DataFrame, LazyFrame, readParquet } from "../../src/node.ts";
import { lengthsOfTexts, sums } from "../engines/sums.ts";
import type { Open } from "./loop.ts";

export const open: Open = async ({ files }) => {
  const tables: Record<string, unknown> = {};
  const blobs: Record<string, Blob> = {};
  for (const [name, { parquet }] of Object.entries(files)) {
    blobs[name] = await (await fetch(parquet)).blob();
    tables[name] = await readParquet(blobs[name]);
  }
  return {
    version: manifest.version,
    run: (of) => () => {
      const result = of.polaroid({ ...tables, files: blobs } as never);
      return result instanceof LazyFrame ? result.collect() : result;
    },
    async answer(of, result) {
      const df = result as DataFrame;
      return { rows: df.height, sums: sums(df, of.ordered === true, lengthsOfTexts) };
    },
  };
};
