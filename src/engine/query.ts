import type { Batch } from "../arrow/batch.ts";
import type { Schema } from "../arrow/schema.ts";
import type { Host, Signal } from "../core/host.ts";
import { orThrow } from "../core/result.ts";
import { checkSignal } from "../core/signal.ts";
import { optimize } from "../optimize/optimize.ts";
import type { Tools } from "../optimize/rule.ts";
import { PLAN_TEXT } from "../plan/later.ts";
import type { Plan } from "../plan/node.ts";
import { resolvePlan } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import { bind } from "./bind.ts";
import { type Choice, choose, type Wish } from "./choose.ts";
import { checkCrossJoins, keptJoins, keptRows } from "./kept.ts";
import { withRest } from "./load-rest.ts";
import { withAnswers } from "./lookups.ts";
import { moreRules, rowNotes } from "./more-rules.ts";

export interface QueryOptions {
  readonly wish: Wish;
  readonly host: Host;
  readonly tools: Tools;
  readonly signal?: Signal | undefined;
  readonly onProgress?: ((rows: number) => void) | undefined;
  readonly optimize?: boolean | undefined;
}

/** A plan on its way to an engine, step by step. */
export interface Prepared {
  readonly schema: Schema;
  readonly resolved: Plan;
  readonly plan: Plan;
  readonly fired: readonly string[];
  readonly choice: Choice;
  close(): Promise<void>;
}

/** Opens, resolves, optimizes a plan and chooses its engine. */
export async function prepare(plan: Plan, options: QueryOptions): Promise<Prepared> {
  const bound = await bind(plan, options.signal);
  try {
    const resolved = await withAnswers(
      bound.plan,
      (p) => withRest(() => orThrow(resolvePlan(p))),
      (p) => answering(p, options),
    );
    const best =
      options.optimize === false
        ? { plan: resolved, fired: [] }
        : orThrow(optimize(resolved, options.tools, await moreRules(resolved)));
    const choice = await choose(best.plan, options.wish);
    return { schema: schemaOf(best.plan), resolved, plan: best.plan, fired: best.fired, choice, close: bound.close };
  } catch (error) {
    await bound.close();
    throw error;
  }
}

/** The rows of a resolved plan that another one waits for. */
async function* answering(plan: Plan, options: QueryOptions): AsyncIterable<Batch> {
  const best = orThrow(optimize(plan, options.tools, await moreRules(plan))).plan;
  const { engine } = await choose(best, options.wish);
  const { host, signal } = options;
  yield* engine.execute(best, { host, signal, memoryLimit: options.wish.memoryLimit });
}

/** A query's schema and all of its batches. */
export async function collect(
  plan: Plan,
  options: QueryOptions,
): Promise<{ readonly schema: Schema; readonly batches: readonly Batch[] }> {
  const batches: Batch[] = [];
  let schema: Schema | undefined;
  const onSchema = (s: Schema): void => {
    schema = s;
  };
  for await (const b of execute(plan, options, onSchema, true)) batches.push(b);
  return { schema: schema as Schema, batches };
}

/** A query's batches, pulled; what was opened is closed at the end, however it comes. */
export async function* execute(
  plan: Plan,
  options: QueryOptions,
  onSchema?: (schema: Schema) => void,
  keeps = false,
): AsyncIterable<Batch> {
  const prepared = await prepare(plan, options);
  onSchema?.(prepared.schema);
  try {
    const { host, signal, onProgress } = options;
    checkSignal(signal);
    let read = 0;
    const kept = keptJoins(prepared.plan, keeps, options.wish.memoryLimit);
    checkCrossJoins(kept);
    const count = keptRows(keeps ? kept : undefined);
    const batches = prepared.choice.engine.execute(prepared.plan, {
      host,
      signal,
      onRead:
        onProgress &&
        ((rows) => {
          read += rows;
          onProgress(read);
        }),
      kept,
      memoryLimit: options.wish.memoryLimit,
    });
    for await (const b of batches) {
      count(b);
      yield b;
    }
    checkSignal(signal);
  } finally {
    await prepared.close();
  }
}

/** The schema of a plan's result. */
export async function schemaFor(plan: Plan, signal?: Signal): Promise<Schema> {
  const bound = await bind(plan, signal);
  try {
    return await withRest(() => schemaOf(orThrow(resolvePlan(bound.plan))));
  } finally {
    await bound.close();
  }
}

/** What will happen to a plan: as asked for, as optimized, by which rules, on which engine and why. */
export async function explain(plan: Plan, options: QueryOptions): Promise<string> {
  const prepared = await prepare(plan, options);
  try {
    const { resolved, fired, choice } = prepared;
    const planText = await withRest(() => PLAN_TEXT.code);
    const own = choice.engine.describe(prepared.plan);
    const optimized = planText(prepared.plan);
    const note = await rowNotes(fired);
    const sections = [
      `plan\n${planText(resolved)}`,
      `optimized${fired.length === 0 ? " (nothing to do)" : ` by ${fired.join(", ")}`}\n${planText(prepared.plan, note)}`,
      `engine\n${choice.engine.name}: ${choice.why}`,
    ];
    if (own !== optimized) sections.push(`as ${choice.engine.name} runs it\n${own}`);
    return sections.join("\n\n");
  } finally {
    await prepared.close();
  }
}
