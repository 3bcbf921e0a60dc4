import type { Batch } from "../../arrow/batch.ts";
import type { Context, Engine } from "../../engine/engine.ts";
import { checkCrossJoins, keptJoins } from "../../engine/kept.ts";
import { withRest } from "../../engine/load-rest.ts";
import { walkPlan } from "../../plan/children.ts";
import { PLAN_TEXT } from "../../plan/later.ts";
import type { Plan } from "../../plan/node.ts";
import { budget } from "./budget.ts";
import { compilePlan, gaps } from "./compile.ts";
import { installCore } from "./core.ts";
import { run } from "./driver.ts";
import { FIGURES } from "./figures.ts";
import { WHOLE_FRAMES } from "./later.ts";
import type { OperatorContext } from "./operator.ts";
import { runNow } from "./parallel/run-now.ts";
import { besideOthers, onThreads } from "./parallel/threads.ts";

installCore();

const inOnePiece = (plan: Plan): Plan => WHOLE_FRAMES.over?.(plan) ?? plan;

/** What hands keys of joins to scans: code that comes with the first join. */
async function keysOf(plan: Plan): Promise<OperatorContext["pushKeys"]> {
  let joins = false;
  walkPlan(plan, (p) => {
    joins ||= p.kind === "join";
  });
  return joins ? (await import("./pushed-keys/push-keys.ts")).pushKeys : undefined;
}

/** Our own engine: TypeScript and WebAssembly, in this thread. */
export const wasm: Engine = Object.freeze({
  name: "wasm",
  available: () => null,
  gaps,
  costs: { figures: FIGURES, reads: (p: Plan) => (p.kind === "scan" ? "scan" : null) },
  async *execute(given: Plan, context: Context) {
    const whole = context.memoryLimit === null ? inOnePiece(given) : given;
    const plan = await besideOthers(whole, context);
    const pushKeys = await keysOf(plan);
    const { memoryLimit } = context;
    // Joins that are left after others ran elsewhere are counted as they were.
    const kept =
      plan === given || context.kept === undefined
        ? context.kept
        : keptJoins(plan, context.kept.collected, memoryLimit);
    yield* run(await withRest(() => compilePlan(plan, { budget: budget(memoryLimit), pushKeys, kept })), context);
  },
  describe: (plan: Plan) => PLAN_TEXT.code(plan),
});

/** Runs a resolved plan over frames in memory at once, on this thread; `limit` is what the rows of joins may come to. */
export function executeSync(given: Plan, limit: number | null = null): readonly Batch[] {
  const plan = inOnePiece(given);
  const kept = keptJoins(plan, true, limit);
  checkCrossJoins(kept);
  const left = onThreads(plan, limit);
  return runNow(left, null, left === plan ? kept : keptJoins(left, true, limit));
}
