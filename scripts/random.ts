/**
 * Random typed pipelines on our engine, on DuckDB and on Python's polars: `--seconds 300 --seed 7`; `--seed S --runs 1` repeats one,
 * `--threads` has our engine split whatever it can, whether or not it pays.
 * Prints how many ran and which disagree. Not compared with polars, but counted: what one engine declares as a gap, what polars answers
 * by an error, what needs its Int128 (`meetsInInt128`), where polars contradicts itself (`ofTwoMinds`), and what
 * hangs on the last bits of a sum (`roundingDecides`, `cancelsOut`) or on which of equal rows comes first (`tiesDecide`).
 */
import { parseArgs } from "node:util";
import "../src/node.ts";
import { PolaroidError, toPolaroidError } from "../src/core/error.ts";
import { duckdb } from "../src/engines/duckdb/engine.ts";
import { splitAlways } from "../src/engines/wasm/parallel/worth.ts";
import { some } from "../src/expr/children.ts";
import { alias, type Expr } from "../src/expr/node.ts";
import { exprsOf, inputsOf, walkPlan } from "../src/plan/children.ts";
import { type Plan, select } from "../src/plan/node.ts";
import { planText } from "../src/plan/print.ts";
import { resolvePlan } from "../src/plan/resolve.ts";
import { type Query, queryOf } from "../src/testing/loose.ts";
import { promisesOrder, toleranceOf } from "../src/testing/rules.ts";
import { differencesOf, type Rows, rowsOf } from "../src/testing/same-frame.ts";
import type { Tolerance } from "../src/testing/same-value.ts";
import { meetsInInt128 } from "../test/conformance/int128.ts";
import { askPolars } from "../test/conformance/polars.ts";
import { randomQuery } from "../test/conformance/random-plan.ts";
import { Tape } from "../test/conformance/tape.ts";
import { placesTexts, tiesDecide } from "../test/conformance/ties.ts";
import { given, start } from "../test/engines/wasm/parallel/counted.ts";
import { pythonWith } from "../test/support/python.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "Infinity" },
    threads: { type: "boolean", default: false },
  },
});
if (values.threads) {
  await start();
  splitAlways(true);
}
const until = performance.now() + Number(values.seconds) * 1000;
const runs = Number(values.runs);
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
const choices = (): number[] => Array.from({ length: 40 + (next() % 400) }, () => next() % (1 << 20));

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
  readonly ours: Rows;
}
const counts = { run: 0, duckdb: 0, polars: 0, int128: 0, twoMinds: 0, rounding: 0, ties: 0, disagreements: 0 };

function tell(q: Query, seed: number, who: string, found: readonly string[]): void {
  counts.disagreements++;
  console.log(`\nseed ${seed}: wasm and ${who} disagree\n${planText(q.plan)}\n${found.join("\n")}`);
}

const failed = (a: Rows | PolaroidError): a is PolaroidError => a instanceof PolaroidError;

function differences(
  q: Query,
  who: string,
  ours: Rows | PolaroidError,
  other: Rows | PolaroidError,
): readonly string[] {
  if (failed(ours) && failed(other)) return [];
  if (failed(ours)) return [`wasm: ${ours.message}`, `${who}: rows`];
  if (failed(other)) return ["wasm: rows", `${who}: ${other.message}`];
  return differencesOf(other, ours, { order: promisesOrder(q.plan), floats: toleranceOf(q.plan) });
}

/**
 * Whether an earlier step gives two engines floats that are the same by the rule of equality and differ in their last bits: what is
 * made of such floats (a rest, a rank, a key) may then differ by more.
 */
async function roundingDecides(
  q: Query,
  other: (plans: readonly Plan[]) => Promise<readonly (Rows | undefined)[]>,
): Promise<boolean> {
  const steps: Plan[] = [];
  walkPlan(q.plan, (p) => p !== q.plan && toleranceOf(p) !== "exact" && steps.push(p));
  const theirs = await other(steps);
  for (const [i, p] of steps.entries()) {
    const [a, b] = [await outcome(queryOf(p), "wasm"), theirs[i]];
    if (failed(a) || b === undefined) continue;
    const same = (floats: Tolerance): boolean => differencesOf(b, a, { order: promisesOrder(p), floats }).length === 0;
    if (same(toleranceOf(p)) && !same("exact")) return true;
  }
  return false;
}
/**
 * Whether a float is taken of values beyond 2^53 of both signs: what is left when they cancel out is within 1e-12 of the sum of their
 * magnitudes with every engine, and any number.
 */
async function cancelsOut(q: Query): Promise<boolean> {
  const taken: { readonly input: Plan; readonly of: Expr; readonly isSum: boolean }[] = [];
  walkPlan(q.plan, (p) => {
    const [input] = inputsOf(p);
    if (input === undefined) return;
    for (const e of exprsOf(p))
      some(e, (x) => {
        const of = x.kind === "call" && /^(sum|mean|std|var)$/.test(x.fn) ? x.args[0] : undefined;
        if (of !== undefined) taken.push({ input, of, isSum: x.kind === "call" && x.fn === "sum" });
        return false;
      });
  });
  for (const { input, of, isSum } of taken) {
    const made = await outcome(queryOf(select(input, [alias(of, "of")])), "wasm");
    if (failed(made)) continue;
    // Whole numbers are summed to the last digit.
    if (made.columns[0]?.type.id !== "Float64" && isSum) continue;
    const values = (made.values[0] ?? []).map(Number);
    if (values.some((v) => v > 2 ** 53) && values.some((v) => v < -(2 ** 53))) return true;
  }
  return false;
}
/** Whether the rows are the same and only their order differs, where a sort leaves that open. */
const otherOrder = async ({ plan }: Query, a: Rows | PolaroidError, b: Rows | PolaroidError): Promise<boolean> =>
  !failed(a) &&
  !failed(b) &&
  differencesOf(b, a, { floats: toleranceOf(plan) }).length === 0 &&
  (await tiesDecide(plan));
const duckdbSays = (plans: readonly Plan[]): Promise<readonly (Rows | undefined)[]> =>
  Promise.all(
    plans.map(async (p) => {
      const a = await outcome(queryOf(p), "duckdb");
      return failed(a) ? undefined : a;
    }),
  );
const polarsSays = async (plans: readonly Plan[]): Promise<readonly (Rows | undefined)[]> =>
  "reason" in judge ? [] : askPolars(judge.python, plans).map((a) => ("rows" in a ? a.rows : undefined));

/**
 * Whether polars, asked once more without its optimizer, answers as we do, so that its answer depends on its own rewriting, or gives
 * other types than it says itself, or panics.
 */
function ofTwoMinds(python: string, q: Query, ours: Rows): boolean {
  const [said] = askPolars(python, [q.plan], true);
  if (said === undefined) return false;
  if ("error" in said) return /^(polars gives other types than it says|PanicException)/.test(said.error);
  return differences(q, "polars", ours, said.rows).length === 0;
}

while (performance.now() < until && counts.run < runs) {
  const batch: Ran[] = [];
  while (batch.length < 200 && performance.now() < until && counts.run < runs) {
    const seed = state;
    const query = randomQuery(new Tape(choices()));
    const plan = resolvePlan(query.plan);
    if (plan.isErr) continue;
    const ours = await outcome(query, "wasm");
    counts.run++;
    if (duckdb.gaps(plan.value).length === 0) {
      counts.duckdb++;
      const theirs = await outcome(query, "duckdb");
      const found = differences(query, "duckdb", ours, theirs);
      if (found.length > 0) {
        if ((await cancelsOut(query)) || (await roundingDecides(query, duckdbSays))) counts.rounding++;
        else if (await otherOrder(query, ours, theirs)) counts.ties++;
        else tell(query, seed, "duckdb", found);
      }
    }
    if (meetsInInt128(plan.value)) counts.int128++;
    else if (!failed(ours)) batch.push({ query, seed, ours });
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
    const found = differences(query, "polars", ours, answer.rows);
    if (found.length === 0) continue;
    const meant = resolvePlan(query.plan);
    if (ofTwoMinds(judge.python, query, ours) || (meant.isOk && placesTexts(meant.value, found))) counts.twoMinds++;
    else if ((await cancelsOut(query)) || (await roundingDecides(query, polarsSays))) counts.rounding++;
    else if (await otherOrder(query, ours, answer.rows)) counts.ties++;
    else tell(query, seed, "polars", found);
  }
}
console.log(
  `pipelines run ${counts.run}, compared with DuckDB ${counts.duckdb}, with polars ${counts.polars} (of two minds in ${counts.twoMinds}; Int128 in ${counts.int128} more), decided by rounding ${counts.rounding}, by ties ${counts.ties}; disagreements ${counts.disagreements}`,
);
if (values.threads) console.log(`parts on another thread: ${given.parts}`);
process.exit(counts.disagreements > 0 ? 1 : 0);
