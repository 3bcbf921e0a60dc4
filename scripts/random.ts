/**
 * Random typed pipelines on our engine, on DuckDB and on Python's polars: `--seconds 300 --seed 7`. Prints how many ran and which
 * disagree; what one engine declares as a gap, or polars says with an error of its own, is counted and not compared.
 */
import { parseArgs } from "node:util";
import "../src/node.ts";
import { PolaroidError, toPolaroidError } from "../src/core/error.ts";
import { duckdb } from "../src/engines/duckdb/engine.ts";
import { planText } from "../src/plan/print.ts";
import { resolvePlan } from "../src/plan/resolve.ts";
import type { Query } from "../src/testing/loose.ts";
import { promisesOrder, toleranceOf } from "../src/testing/rules.ts";
import { differencesOf, type Rows, rowsOf } from "../src/testing/same-frame.ts";
import { askPolars } from "../test/conformance/polars.ts";
import { randomQuery } from "../test/conformance/random-plan.ts";
import { Tape } from "../test/conformance/tape.ts";
import { pythonWith } from "../test/support/python.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, seed: { type: "string", default: "1" } },
});
const until = performance.now() + Number(values.seconds) * 1000;
const judge = pythonWith("polars");
if ("reason" in judge) console.log(`polars is not asked: ${judge.reason}`);

let state = Number(values.seed) >>> 0 || 1;
function next(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  state >>>= 0;
  return state;
}
const choices = (): number[] => Array.from({ length: 20 + (next() % 200) }, () => next() % (1 << 20));

async function outcome(q: Query, engine: string): Promise<Rows | PolaroidError> {
  try {
    return rowsOf(await q.collect({ engine }));
  } catch (cause) {
    return toPolaroidError(cause);
  }
}

interface Ran {
  readonly query: Query;
  readonly seed: number;
  readonly ours: Rows | PolaroidError;
}
const counts = { run: 0, duckdb: 0, polars: 0, disagreements: 0 };

function tell(q: Query, seed: number, who: string, found: readonly string[]): void {
  counts.disagreements++;
  console.log(`\nseed ${seed}: wasm and ${who} disagree\n${planText(q.plan)}\n${found.join("\n")}`);
}

function compare(q: Query, seed: number, who: string, ours: Rows | PolaroidError, other: Rows | PolaroidError): void {
  const [a, b] = [ours instanceof PolaroidError, other instanceof PolaroidError];
  if (a && b) return;
  if (a || b) {
    tell(q, seed, who, [
      `wasm: ${a ? (ours as PolaroidError).message : "rows"}`,
      `${who}: ${b ? (other as PolaroidError).message : "rows"}`,
    ]);
    return;
  }
  const found = differencesOf(other as Rows, ours as Rows, {
    order: promisesOrder(q.plan),
    floats: toleranceOf(q.plan),
  });
  if (found.length > 0) tell(q, seed, who, found);
}

while (performance.now() < until) {
  const batch: Ran[] = [];
  while (batch.length < 200 && performance.now() < until) {
    const seed = state;
    const query = randomQuery(new Tape(choices()));
    const plan = resolvePlan(query.plan);
    if (plan.isErr) continue;
    const ours = await outcome(query, "wasm");
    counts.run++;
    if (duckdb.gaps(plan.value).length === 0) {
      counts.duckdb++;
      compare(query, seed, "duckdb", ours, await outcome(query, "duckdb"));
    }
    if (!(ours instanceof PolaroidError)) batch.push({ query, seed, ours });
  }
  if ("reason" in judge) continue;
  const said = askPolars(
    judge.python,
    batch.map((b) => b.query.plan),
  );
  for (const [i, { query, seed, ours }] of batch.entries()) {
    const answer = said[i];
    if (answer === undefined || "error" in answer) continue;
    counts.polars++;
    compare(query, seed, "polars", ours, answer.rows);
  }
}
console.log(
  `pipelines run ${counts.run}, compared with DuckDB ${counts.duckdb}, with polars ${counts.polars}; disagreements ${counts.disagreements}`,
);
process.exit(counts.disagreements > 0 ? 1 : 0);
