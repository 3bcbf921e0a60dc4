import { readFileSync } from "node:fs";
import { typeName } from "../../src/arrow/type-name.ts";
import { col, type DataFrame, type Expr, Float64, LazyFrame, lit, readParquet, scanParquet } from "../../src/node.ts";
import type { Adapter, Case } from "../case.ts";
import { SUITES } from "../suites.ts";

const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");

/** The sum of each column: of numbers, of truth, of the lengths of texts; 0 for what is neither. */
export function sums(df: DataFrame, ordered: boolean): readonly number[] {
  const seen = ordered ? df.head(1000) : df;
  return seen.schema.fields.map(({ name, type: dtype }) => {
    const type = typeName(dtype);
    const number = /^(Int|UInt|Float|Decimal|Bool)/.test(type);
    const value = number
      ? col(name).cast(Float64).sum()
      : /^(Utf8|String|Cat|Enum)/.test(type)
        ? col(name).str.lenBytes().cast(Float64).sum()
        : lit(0);
    return Number(seen.select((value as Expr).alias("s")).item() ?? 0);
  });
}

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
