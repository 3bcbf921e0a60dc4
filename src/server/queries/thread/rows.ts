import type { Batch } from "../../../arrow/batch.ts";
import type { Signal } from "../../../core/host.ts";
import { checkSignal } from "../../../core/signal.ts";
import { keptJoins } from "../../../engine/kept.ts";
import type { Prepared, QueryOptions } from "../../../engine/query.ts";
import { runNow } from "../../../engines/wasm/parallel/run-now.ts";
import { walkPlan } from "../../../plan/children.ts";
import type { Plan } from "../../../plan/node.ts";

/** Nodes that make no more rows than they read, so that few rows are done at once. */
const SMALL: ReadonlySet<Plan["kind"]> = new Set([
  "frame",
  "select",
  "withColumns",
  "filter",
  "groupBy",
  "sort",
  "slice",
  "unique",
  "withRowIndex",
]);
/** Rows that are gone through in a few milliseconds. */
const FEW = 262_144;

const known = new WeakMap<Plan, boolean>();

/** Whether a plan is done so soon that nobody needs to be let in between. */
function isSmall(plan: Plan): boolean {
  let small = known.get(plan);
  if (small === undefined) {
    let rows = 0;
    let plain = true;
    walkPlan(plan, (p) => {
      plain &&= SMALL.has(p.kind);
      if (p.kind === "frame") rows += p.frame.rows;
    });
    small = plain && rows <= FEW;
    known.set(plan, small);
  }
  return small;
}

/** The rows of a plan that was made ready; `keeps` where all of them stay in memory. */
export function rowsOf(
  { plan, choice }: Prepared,
  { host, wish }: QueryOptions,
  signal: Signal,
  keeps: boolean,
): Iterable<Batch> | AsyncIterable<Batch> {
  const kept = keptJoins(plan, keeps, wish.memoryLimit);
  if (choice.engine.name === "wasm" && isSmall(plan))
    return runNow(plan, wish.memoryLimit, kept, () => checkSignal(signal));
  return choice.engine.execute(plan, { host, signal, kept, memoryLimit: wish.memoryLimit });
}
