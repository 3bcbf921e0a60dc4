/**
 * Fits the figures by which "auto" chooses among engines (src/engines/NAME/figures.ts): the TPC-H questions and single steps over
 * their files at scale factor 1 are run on each engine, and the figures are those, none below zero, by which the estimates come
 * nearest to the times; last, how good a choice they make. `node bench/costs.ts`, on a machine that does nothing else.
 */
import { globSync } from "node:fs";
import { join } from "node:path";
import { queryOptions } from "../src/api/config.ts";
import { prepare } from "../src/engine/query.ts";
import { SAVES } from "../src/engine/rank.ts";
import { engineOf } from "../src/engine/registry.ts";
import { nodeHost } from "../src/io/node/host.ts";
import { col, type LazyFrame, len, scanParquet } from "../src/node.ts";
import { type Figures, millis, scannedRows, type Work, workOf } from "../src/optimize/cost.ts";
import { SUITES } from "./suites.ts";

const RUNS = 3;
const files = (await SUITES["tpch"]?.data(6_000_000, "")) ?? {};
const tables = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, scanParquet(file) as LazyFrame]));
const { customer, lineitem, orders, supplier } = tables as {
  readonly [name in "customer" | "lineitem" | "orders" | "supplier"]: LazyFrame;
};
const least = (...names: readonly string[]) => names.map((name) => col(name).min());

const STEPS: Readonly<Record<string, LazyFrame>> = {
  "a column read": lineitem.select(...least("l_orderkey")),
  "four read": lineitem.select(...least("l_orderkey", "l_suppkey", "l_linenumber", "l_shipdate")),
  "numbers given": lineitem.select("l_orderkey", "l_suppkey", "l_extendedprice"),
  "texts given": orders.select("o_clerk", "o_orderpriority"),
  "long texts given": orders.select("o_comment"),
  "a filter": lineitem.filter(col("l_suppkey").lt(300)).select(...least("l_orderkey")),
  "a filter's half": lineitem.filter(col("l_suppkey").lt(5000)).select(...least("l_orderkey", "l_partkey")),
  arithmetic: lineitem.select(col("l_suppkey").mul(3).add(col("l_partkey")).mod(7).sum()),
  "few groups": lineitem.groupBy("l_returnflag").agg(...least("l_orderkey")),
  "four aggregates": lineitem
    .groupBy("l_linenumber")
    .agg(...least("l_orderkey", "l_suppkey"), col("l_partkey").sum(), col("l_shipdate").max()),
  "some groups": lineitem.groupBy("l_suppkey").agg(col("l_orderkey").max(), len()),
  "many groups": lineitem
    .groupBy("l_orderkey")
    .agg(col("l_suppkey").sum())
    .select(...least("l_suppkey")),
  "distinct rows": lineitem.select("l_partkey", "l_suppkey").unique().select(len()),
  "a large join": lineitem
    .join(orders, { leftOn: "l_orderkey", rightOn: "o_orderkey" })
    .select(...least("o_custkey", "l_suppkey")),
  "a join": orders.join(customer, { leftOn: "o_custkey", rightOn: "c_custkey" }).select(...least("c_nationkey")),
  "a small join": lineitem
    .join(supplier, { leftOn: "l_suppkey", rightOn: "s_suppkey" })
    .select(...least("s_nationkey")),
  "a join's rows": orders
    .join(customer, { leftOn: "o_custkey", rightOn: "c_custkey" })
    .select("o_orderkey", "c_nationkey", "c_name"),
  "a sort": orders.select("o_orderkey", "o_custkey").sort("o_custkey"),
  "a large sort": lineitem.select("l_partkey", "l_suppkey").sort("l_partkey").select(col("l_suppkey").last()),
  "a top": lineitem.select("l_orderkey", "l_partkey").sort("l_partkey").head(10),
} as never;

const questions = new Map(Object.entries(STEPS));
for (const file of globSync("*.ts", { cwd: join(import.meta.dirname, "tpch") }).sort()) {
  const { question } = (await import(join(import.meta.dirname, "tpch", file))) as {
    readonly question: { readonly polaroid: (t: typeof tables) => LazyFrame };
  };
  questions.set(file.slice(0, -3), question.polaroid(tables));
}

/** How far an estimate is from a time: twice as much is as far as half of it, and what is far off anyway does not lead. */
function off(thought: number, time: number): number {
  const far = Math.abs(Math.log(Math.max(thought, 0.1) / time));
  return far < 0.5 ? far * far : far - 0.25;
}

/** Figures, none below zero, that bring the estimates near the times: each is tried a little larger, smaller and without. */
function fitted(ran: readonly { readonly work: Work; readonly time: number; readonly weight: number }[]): Figures {
  const steps = Object.keys((ran[0] as { readonly work: Work }).work) as (keyof Figures)[];
  const figures = Object.fromEntries(steps.map((s) => [s, s === "query" ? 5e6 : 1])) as Work;
  const loss = (): number =>
    ran.reduce((sum, { work, time, weight }) => sum + weight * off(millis(work, figures), time), 0) +
    steps.reduce((sum, s) => sum + 1e-3 * Math.log(1 + figures[s]), 0);
  let least = loss();
  for (let by = 2; by > 1.01; by = 1 + (by - 1) * 0.8)
    for (let better = true; better; ) {
      better = false;
      for (const s of steps)
        for (const next of [figures[s] * by, figures[s] / by, 0, figures[s] || (s === "query" ? 1e6 : 0.5)]) {
          const was = figures[s];
          figures[s] = next;
          const now = loss();
          if (now < least - 1e-6) [least, better] = [now, true];
          else figures[s] = was;
        }
    }
  return figures;
}

nodeHost.threads?.start();
const NAMES = ["wasm", "duckdb"] as const;
interface Ran {
  readonly works: readonly Work[];
  readonly times: readonly number[];
}
const all = new Map<string, Ran>();
for (const [name, lazy] of questions) {
  const works: Work[] = [];
  const times: number[] = [];
  for (const engine of NAMES) {
    const { costs } = await engineOf(engine);
    const prepared = await prepare(lazy.plan, queryOptions({ engine }));
    works.push(workOf(prepared.plan, (costs as NonNullable<typeof costs>).reads, await scannedRows(prepared.plan)));
    await prepared.close();
    const took: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const at = performance.now();
      await lazy.collect({ engine });
      took.push(performance.now() - at);
    }
    times.push(Math.min(...took));
  }
  all.set(name, { works, times });
}

const fits = NAMES.map((engine, at) => {
  const figures = fitted(
    [...all].map(([name, { works, times }]) => ({
      work: works[at] as Work,
      time: times[at] as number,
      weight: name in STEPS ? 1 : 2,
    })),
  );
  console.log(`\n${engine}`);
  // No question here has values that another engine reads.
  for (const [step, ns] of Object.entries(figures))
    if (step !== "load") console.log(`  ${step}: ${Number(ns.toPrecision(2))},`);
  return figures;
});

console.log();
let [chosen, best, first] = [0, 0, 0];
for (const [name, { works, times }] of all) {
  const thought = works.map((work, at) => millis(work, fits[at] as Figures));
  const words = NAMES.map((e, at) => `${e} ${times[at]?.toFixed(0)} ms, thought ${thought[at]?.toFixed(0)}`);
  console.log(`${name.padEnd(16)} ${words.join("; ")}`);
  if (name in STEPS) continue;
  const [a, b] = times as [number, number];
  chosen += Math.log(((thought[0] as number) * SAVES <= (thought[1] as number) ? a : b) / a);
  best += Math.log(Math.min(a, b) / a);
  first++;
}
const mean = (sum: number): string => Math.exp(sum / first).toFixed(2);
console.log(
  `\nthe questions take ${mean(chosen)} of what wasm takes, and would ${mean(best)} if each went where it is faster`,
);
process.exit(0);
