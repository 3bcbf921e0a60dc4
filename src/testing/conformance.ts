import { toPolaroidError } from "../core/error.ts";
import { orThrow } from "../core/result.ts";
import type { Engine } from "../engine/engine.ts";
import { engineNames, engineOf, register } from "../engine/registry.ts";
import { type Gap, gapCode } from "../engine/rules.ts";
import { resolvePlan } from "../plan/resolve.ts";
import type { Case } from "./case.ts";
import { promisesOrder, toleranceOf } from "./rules.ts";
import { differencesOf, type Rows, rowsOf } from "./same-frame.ts";
import { allCases, type NamedCase } from "./suite.ts";

/** How one case went on one engine: a gap is declared, and failed with its code. */
export interface Outcome {
  readonly name: string;
  readonly state: "passed" | "gap" | "failed";
  readonly detail: string;
}
export interface Report {
  readonly cases: number;
  readonly passed: number;
  readonly gaps: number;
  readonly failed: readonly Outcome[];
}

const frameRows = (c: NamedCase): Rows => {
  const entries = Object.entries(c.gives);
  return {
    columns: entries.map(([name, [type]]) => ({ name, type })),
    values: entries.map(([, [, values]]) => values),
  };
};

function declared(engine: Engine, c: Case): Gap | undefined {
  const plan = resolvePlan(c.plan().plan);
  return plan.isErr ? undefined : engine.gaps(orThrow(plan))[0];
}

/** Runs one case on an engine that is registered. */
export async function runCase(engine: Engine, c: NamedCase): Promise<Outcome> {
  const failed = (detail: string): Outcome => ({ name: c.name, state: "failed", detail });
  let gap: Gap | undefined;
  try {
    gap = declared(engine, c);
    const frame = await c.plan().collect({ engine: engine.name });
    if (gap !== undefined) return failed(`it is declared missing (${gap.feature}), and runs`);
    if (c.fails !== undefined) return failed(`gives rows where ${c.fails} is expected`);
    const { plan } = c.plan();
    const found = differencesOf(rowsOf(frame), frameRows(c), { order: promisesOrder(plan), floats: toleranceOf(plan) });
    return found.length === 0 ? { name: c.name, state: "passed", detail: "" } : failed(found.join("\n"));
  } catch (cause) {
    const error = toPolaroidError(cause);
    if (gap !== undefined)
      return error.code === gapCode(gap)
        ? { name: c.name, state: "gap", detail: `${gap.feature}: ${gap.why}` }
        : failed(`declared as ${gapCode(gap)}, failed with ${error.message}`);
    return error.code === c.fails ? { name: c.name, state: "passed", detail: "" } : failed(error.message);
  }
}

/**
 * Runs every conformance case on an engine: rows, types and error codes must be those of Polars, and what the engine
 * declares as missing must fail with the declared code.
 * The library is imported first, so that its door is open.
 * @example (await runConformance(engine)).failed
 */
export async function runConformance(engine: Engine): Promise<Report> {
  if (!engineNames().includes(engine.name) || (await engineOf(engine.name)) !== engine) register(engine);
  const outcomes: Outcome[] = [];
  for (const c of allCases()) outcomes.push(await runCase(engine, c));
  const count = (state: Outcome["state"]): number => outcomes.filter((o) => o.state === state).length;
  return {
    cases: outcomes.length,
    passed: count("passed"),
    gaps: count("gap"),
    failed: outcomes.filter((o) => o.state === "failed"),
  };
}
