import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, version } from "@duckdb/node-api";
import { DataFrame } from "../../src/node.ts";
import { texts } from "../data.ts";
import type { Answer, BenchEngine } from "../engine.ts";

const FIVE = "sum(x) AS s, avg(x) AS m, min(x) AS lo, max(x) AS hi, count(*) AS n";
// The result is made into a table: that is the counterpart of a frame in memory.
const QUERIES: Readonly<Record<string, readonly [sql: string, column: string]>> = {
  filter10: ["SELECT x, y, id FROM t WHERE x > 0.9", "y"],
  filter50: ["SELECT x, y, id FROM t WHERE x > 0.5", "y"],
  arithmetic: ["SELECT x * y + x AS r FROM t", "r"],
  aggregate: ["SELECT sum(nx) AS s, min(nx) AS lo, max(nx) AS hi, avg(nx) AS m FROM t", "s"],
  group1k: [`SELECT k1, ${FIVE} FROM t GROUP BY k1`, "s"],
  group125k: [`SELECT k2, ${FIVE} FROM t GROUP BY k2`, "s"],
  groupText: [`SELECT s AS g, ${FIVE} FROM t GROUP BY t.s`, "hi"],
  groupDict: [`SELECT c, ${FIVE} FROM t GROUP BY c`, "hi"],
  join: ["SELECT t.key, t.x, r.a, r.b FROM t JOIN r ON t.key = r.key", "b"],
  sort: ["SELECT small, x, id FROM t ORDER BY small, x", "x"],
  textEq: [`SELECT s, x FROM t WHERE s = '${texts[5]}'`, "x"],
  textStartsWith: ["SELECT s, x FROM t WHERE starts_with(s, 'echo')", "x"],
  textContains: ["SELECT s, x FROM t WHERE contains(s, 'golf')", "x"],
};

export const engine: BenchEngine = {
  version: version(),
  async load(d) {
    const db = await (await DuckDBInstance.create(":memory:")).connect();
    const folder = mkdtempSync(join(tmpdir(), "polaroid-bench-"));
    const file = join(folder, "t.parquet");
    await new DataFrame({
      x: d.x,
      y: d.y,
      id: d.id,
      k1: d.k1,
      k2: d.k2,
      key: d.key,
      small: d.small,
      s: Array.from(d.text, (t) => texts[t] as string),
      nx: Array.from(d.x, (v, i) => (d.valid[i] === 1 ? v : null)),
    }).writeParquet(file);
    await db.run(`CREATE TYPE word AS ENUM (${texts.map((t) => `'${t}'`).join(", ")})`);
    await db.run(`CREATE TABLE t AS SELECT *, s::word AS c FROM read_parquet('${file}')`);
    await db.run(
      "CREATE TABLE r AS SELECT range * 104729 AS key, range::DOUBLE AS a, range * 2.0::DOUBLE AS b FROM range(100000)",
    );
    rmSync(folder, { recursive: true });
    const one = async (sql: string): Promise<readonly unknown[]> =>
      (await db.runAndReadAll(sql)).getRows()[0] as readonly unknown[];
    const cases = Object.entries(QUERIES).map(([name, [sql, column]]) => {
      const answer = async (): Promise<Answer> => {
        const from = name === "sort" ? "(SELECT * FROM result LIMIT 1000)" : "result";
        const [rows] = await one("SELECT count(*) FROM result");
        const [sum] = await one(`SELECT sum(${column})::DOUBLE FROM ${from}`);
        return { rows: Number(rows), sum: Number(sum) };
      };
      return [name, { run: () => db.run(`CREATE OR REPLACE TEMP TABLE result AS ${sql}`), answer }] as const;
    });
    const rowsOf = (sql: string) => ({
      run: async () => (await db.runAndReadAll(sql)).getRowObjectsJS(),
      answer: (r: unknown) => ({ rows: (r as object[]).length, sum: 0 }),
    });
    return {
      ...Object.fromEntries(cases),
      filterRows: rowsOf("SELECT x, y, id FROM t WHERE x > 0.9"),
      groupRows: rowsOf("SELECT small, sum(x) AS s FROM t GROUP BY small"),
    };
  },
};
