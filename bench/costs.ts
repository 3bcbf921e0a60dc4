/**
 * Fits the figures by which "auto" chooses among engines (src/engines/NAME/figures.ts): the TPC-H questions and single steps over
 * their files at scale factor 1 are run on each engine, and the figures are those, none below zero, by which the estimates come
 * nearest to the times. `node bench/costs.ts`, on a machine that does nothing else.
 */
import { globSync } from "node:fs";
import { join } from "node:path";
import { queryOptions } from "../src/api/config.ts";
import { prepare } from "../src/engine/query.ts";
import { engineOf } from "../src/engine/registry.ts";
import { nodeHost } from "../src/io/node/host.ts";
import { col, type LazyFrame, len, scanParquet } from "../src/node.ts";
import { type Figures, millis, type Work, workOf } from "../src/optimize/cost.ts";
import { SUITES } from "./suites.ts";

const RUNS = 3;
const files = (await SUITES["tpch"]?.data(6_000_000, "")) ?? {};
const tables = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, scanParquet(file) as LazyFrame]));
const { lineitem, orders } = tables as { readonly [name in "lineitem" | "orders"]: LazyFrame };

const STEPS: Readonly<Record<string, LazyFrame>> = {
  "some columns": lineitem.select("l_orderkey", "l_suppkey", "l_extendedprice", "l_shipdate"),
  "a filter": lineitem.filter(col("l_quantity").lt(3)).select("l_orderkey", "l_extendedprice"),
  "many groups": lineitem.groupBy("l_orderkey").agg(col("l_suppkey").sum()),
  "some groups": lineitem.groupBy("l_suppkey").agg(col("l_orderkey").max(), len()),
  "few groups": lineitem.groupBy("l_returnflag").agg(col("l_orderkey").mean(), col("l_suppkey").min()),
  "distinct rows": lineitem.select("l_partkey", "l_suppkey").unique().select(len()),
  "a join": lineitem.join(orders, { leftOn: "l_orderkey", rightOn: "o_orderkey" }).select(col("o_custkey").sum()),
  "a join's rows": orders.join(tables["customer"] as LazyFrame, { leftOn: "o_custkey", rightOn: "c_custkey" }),
  "a sort": orders.select("o_orderkey", "o_custkey").sort("o_custkey"),
  "a top": lineitem.select("l_orderkey", "l_partkey").sort("l_partkey").head(10),
} as never;

const questions = new Map(Object.entries(STEPS));
for (const file of globSync("*.ts", { cwd: join(import.meta.dirname, "tpch") }).sort()) {
  const { question } = (await import(join(import.meta.dirname, "tpch", file))) as {
    readonly question: { readonly polaroid: (t: typeof tables) => LazyFrame };
  };
  questions.set(file.slice(0, -3), question.polaroid(tables));
}

/** Figures, none below zero, that make the least of the squares of relative errors, by coordinate descent. */
function fitted(works: readonly Work[], times: readonly number[]): Figures {
  const steps = Object.keys(works[0] as Work) as (keyof Figures)[];
  const figures = Object.fromEntries(steps.map((s) => [s, 0])) as Work;
  for (let round = 0; round < 5000; round++)
    for (const step of steps) {
      let [up, down] = [0, 0];
      works.forEach((work, i) => {
        const time = times[i] as number;
        const x = work[step] / 1e6 / time;
        up += x * (1 - (millis(work, figures) - (work[step] * figures[step]) / 1e6) / time);
        down += x * x;
      });
      figures[step] = down === 0 ? 0 : Math.max(0, up / down);
    }
  return figures;
}

nodeHost.threads?.start();
const all: Record<string, { readonly works: Work[]; readonly times: number[] }> = {};
for (const [name, lazy] of questions) {
  const line: string[] = [];
  for (const engine of ["wasm", "duckdb"]) {
    const { costs } = await engineOf(engine);
    if (costs === undefined) continue;
    const prepared = await prepare(lazy.plan, queryOptions({ engine }));
    const work = workOf(prepared.plan, costs.reads);
    await prepared.close();
    const times: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const at = performance.now();
      await lazy.collect({ engine });
      times.push(performance.now() - at);
    }
    all[engine] ??= { works: [], times: [] };
    all[engine].works.push(work);
    all[engine].times.push(Math.min(...times));
    line.push(`${engine} ${Math.min(...times).toFixed(0)} ms, thought ${millis(work, costs.figures).toFixed(0)}`);
  }
  console.log(`${name.padEnd(16)} ${line.join("; ")}`);
}
for (const [engine, { works, times }] of Object.entries(all)) {
  const figures = fitted(works, times);
  const off = works.map((w, i) => Math.abs(Math.log(millis(w, figures) / (times[i] as number))));
  console.log(`\n${engine}: off by a factor of ${Math.exp(off.reduce((a, b) => a + b, 0) / off.length).toFixed(2)}`);
  for (const [step, ns] of Object.entries(figures)) console.log(`  ${step}: ${Number(ns.toPrecision(2))},`);
}
process.exit(0);
