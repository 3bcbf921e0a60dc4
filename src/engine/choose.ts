import { PolaroidError } from "../core/error.ts";
import { walkPlan } from "../plan/children.ts";
import type { Plan } from "../plan/node.ts";
import type { Engine } from "./engine.ts";
import { engineNames, engineOf } from "./registry.ts";
import { gapError } from "./rules.ts";

/** The modes of POLAROID_MODE: which engines may be chosen. */
export type Mode = "standalone" | "distributed" | "portable";

export interface Wish {
  /** An engine by name, or "auto". */
  readonly engine: string;
  /** Who wished it, for `explain`: the call, the configuration, the mode. */
  readonly by: string;
  readonly mode: Mode | null;
  readonly memoryLimit: number | null;
}

export interface Choice {
  readonly engine: Engine;
  readonly why: string;
}

/** Bytes that a plan reads, as far as its sources know. */
export function inputBytes(plan: Plan): number {
  let bytes = 0;
  walkPlan(plan, (p) => {
    if (p.kind === "scan") bytes += p.table?.bytes ?? 0;
  });
  return bytes;
}

const ALLOWED: Readonly<Record<Mode, readonly string[]>> = {
  standalone: ["wasm", "duckdb"],
  distributed: ["spark", "remote"],
  portable: ["wasm"],
};

// Past this the working set of sorts and joins no longer fits beside the data.
const SPILL_BYTES = 4e9;
// Up to this ours is done before another one is loaded.
const WORTH_BYTES = 16e6;
// What another one must be thought to save: figures are guesses.
export const SAVES: number = 0.85;

interface Ranked {
  readonly name: string;
  /** What the plan is thought to take, ms; null where nobody asked. */
  readonly ms: number | null;
}

/** Engines in the order in which they are tried. */
async function ranked(plan: Plan, names: readonly string[]): Promise<readonly Ranked[]> {
  const bytes = inputBytes(plan);
  const asTheyAre = names.map((name) => ({ name, ms: null }));
  if (bytes > SPILL_BYTES) return asTheyAre.reverse();
  if (bytes < WORTH_BYTES || names.length < 2) return asTheyAre;
  const { millis, scannedRows, workOf } = await import("../optimize/cost.ts");
  const scanned = await scannedRows(plan);
  const all = await Promise.all(
    names.map(async (name, i) => {
      const engine = await engineOf(name);
      const { costs } = engine;
      const able = costs !== undefined && engine.gaps(plan).length === 0;
      const ms = able ? millis(workOf(plan, costs.reads, scanned), costs.figures) : null;
      return { name, ms, by: ms === null ? Number.POSITIVE_INFINITY : i === 0 ? ms * SAVES : ms };
    }),
  );
  return all.sort((a, b) => a.by - b.by);
}

/** Why they are tried in this order. */
function reasonOf(plan: Plan, order: readonly Ranked[]): string {
  const bytes = inputBytes(plan);
  if (bytes > SPILL_BYTES) return `reads ${(bytes / 1e9).toFixed(1)} GB, more than fits in memory`;
  const told = order.flatMap(({ name, ms }) => (ms === null ? [] : [`${name} ${Number(ms.toPrecision(2))} ms`]));
  return told.length < 2 ? "the data fits in memory" : `the estimates are ${told.join(", ")}`;
}

/** The engine for a plan: the one wished for (its gaps are an error), else ours, else another that can. */
export async function choose(plan: Plan, wish: Wish): Promise<Choice> {
  if (wish.engine !== "auto") {
    const engine = await engineOf(wish.engine);
    const problem = await engine.available();
    if (problem !== null)
      throw new PolaroidError("ENGINE_UNAVAILABLE", `the ${engine.name} engine cannot run here: ${problem}`);
    const gap = engine.gaps(plan)[0];
    if (gap !== undefined) throw gapError(engine.name, gap);
    return { engine, why: `asked for by ${wish.by}` };
  }
  const allowed = engineNames().filter((name) => wish.mode === null || ALLOWED[wish.mode].includes(name));
  const why = wish.mode === null ? "" : `, mode ${wish.mode}`;
  const reasons: string[] = [];
  const order = await ranked(plan, allowed);
  for (const { name } of order) {
    const engine = await engineOf(name);
    const gap = engine.gaps(plan)[0];
    const problem = gap === undefined ? await engine.available() : `no ${gap.feature}: ${gap.why}`;
    if (problem === null) return { engine, why: [reasonOf(plan, order) + why, ...reasons].join("; ") };
    reasons.push(`not ${engine.name}: ${problem}`);
  }
  if (allowed.length === 0)
    throw new PolaroidError(
      "ENGINE_UNAVAILABLE",
      `mode ${wish.mode} allows none of the engines here (${engineNames().join(", ")})`,
    );
  const only = await engineOf(allowed[0] as string);
  const gap = only.gaps(plan)[0];
  if (gap !== undefined) throw gapError(only.name, gap);
  throw new PolaroidError("ENGINE_UNAVAILABLE", reasons.join("; "));
}
