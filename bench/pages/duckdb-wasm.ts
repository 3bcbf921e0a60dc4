import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";
import { made, sumsOf } from "../engines/sums.ts";
import type { Open } from "./loop.ts";

const here = (path: string): string => new URL(path, location.href).href;
const bytes = async (url: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

/** The build with exceptions, on one thread: the threaded one is called experimental by its makers. */
export const open: Open = async ({ files }) => {
  const duck = new AsyncDuckDB(new VoidLogger(), new Worker(here("/duckdb-wasm/worker.js")));
  await duck.instantiate(here("/duckdb-wasm/duckdb-eh.wasm"));
  await duck.open({ path: ":memory:" });
  const db = await duck.connect();
  for (const [name, { parquet, arrow }] of Object.entries(files)) {
    await db.insertArrowFromIPCStream(await bytes(arrow), { name, create: true });
    await duck.registerFileBuffer(`${name}.parquet`, await bytes(parquet));
  }
  const rowsOf = async (sql: string): Promise<unknown[][]> =>
    (await db.query(sql)).toArray().map((row) => Object.values((row as { toJSON(): object }).toJSON()));
  return {
    version: await duck.getVersion(),
    run({ duckdb }) {
      if (duckdb === undefined) return undefined;
      const sql = made(duckdb.replace(/\{(\w+)\}/g, "$1.parquet"));
      return () => db.query(sql);
    },
    async answer(of) {
      const seen = of.ordered === true ? "(SELECT * FROM result LIMIT 1000)" : "result";
      const columns = await rowsOf("DESCRIBE SELECT * FROM result");
      const [all] = await rowsOf("SELECT count(*) FROM result");
      const [one] = await rowsOf(`SELECT ${sumsOf(columns)} FROM ${seen}`);
      return { rows: Number(all?.[0]), sums: (one ?? []).map((v) => Number(v ?? 0)) };
    },
  };
};
