import { DuckDBInstance, version } from "@duckdb/node-api";
import type { Adapter, Case } from "../case.ts";
import { SUITES } from "../suites.ts";
import { made, sumsOf } from "./sums.ts";

export const adapter: Adapter = {
  version: version(),
  async open(job) {
    const db = await (await DuckDBInstance.create(":memory:")).connect();
    const files: Readonly<Record<string, string>> = { ...job.files, out: job.out };
    const form = { memory: "TABLE", scans: "VIEW", files: undefined }[job.where];
    for (const [name, file] of Object.entries(job.files))
      if (form !== undefined) await db.run(`CREATE ${form} ${name} AS SELECT * FROM read_parquet('${file}')`);
    for (const sql of SUITES[job.suite]?.setup?.duckdb ?? []) await db.run(sql);
    const rowsOf = async (sql: string) => (await db.runAndReadAll(sql)).getRows();
    return {
      run(of: Case) {
        if (of.duckdb === undefined) return undefined;
        const sql = of.duckdb.replace(
          /\{(\w+)\}/g,
          (_, name: string) => files[name] ?? String(job.numbers[name] ?? name),
        );
        if (of.rows === true) return async () => (await db.runAndReadAll(sql)).getRowObjectsJS();
        return () => db.run(made(sql));
      },
      async answer(of, result) {
        if (Array.isArray(result)) return { rows: result.length, sums: [] };
        const from = of.writes === true ? `read_parquet('${job.out}')` : "result";
        const seen = of.ordered === true ? `(SELECT * FROM ${from} LIMIT 1000)` : from;
        const columns = await rowsOf(`DESCRIBE SELECT * FROM ${from}`);
        const [all] = await rowsOf(`SELECT count(*) FROM ${from}`);
        const [one] = await rowsOf(`SELECT ${sumsOf(columns)} FROM ${seen}`);
        return { rows: Number(all?.[0]), sums: (one ?? []).map((v) => Number(v ?? 0)) };
      },
    };
  },
};
