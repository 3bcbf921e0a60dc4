import type { Batch } from "../../arrow/batch.ts";
import type { Context, Engine } from "../../engine/engine.ts";
import type { Plan } from "../../plan/node.ts";
import { planText } from "../../plan/print.ts";
import { budget } from "./budget.ts";
import { compilePlan, gaps } from "./compile.ts";
import { run, runSync } from "./driver.ts";

/** Our own engine: TypeScript and WebAssembly, in this thread. */
export const wasm: Engine = Object.freeze({
  name: "wasm",
  available: () => null,
  gaps,
  execute: (plan: Plan, context: Context) => run(compilePlan(plan, { budget: budget(context.memoryLimit) }), context),
  describe: planText,
});

/** Runs a resolved plan over frames in memory at once, on this thread. */
export function executeSync(plan: Plan): readonly Batch[] {
  const out: Batch[] = [];
  runSync(compilePlan(plan, { budget: budget(null) }), (b) => out.push(b) > 0);
  return out;
}
