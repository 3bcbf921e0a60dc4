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

// Up to this ours is done before another one is loaded.
const WORTH_BYTES = 16e6;
export const FITS: string = "the data fits in memory";

/** Engines in the order in which they are tried, and why. */
export interface Order {
  readonly names: readonly string[];
  readonly why: string;
}

async function orderOf(plan: Plan, names: readonly string[]): Promise<Order> {
  const bytes = inputBytes(plan);
  return bytes < WORTH_BYTES || names.length < 2
    ? { names, why: FITS }
    : (await import("./rank.ts")).ranked(plan, names, bytes);
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
  // Rows leave the machine only where that is asked for.
  const allowed = engineNames().filter((name) =>
    wish.mode === null ? !ALLOWED.distributed.includes(name) : ALLOWED[wish.mode].includes(name),
  );
  const why = wish.mode === null ? "" : `, mode ${wish.mode}`;
  const reasons: string[] = [];
  const order = await orderOf(plan, allowed);
  for (const name of order.names) {
    const engine = await engineOf(name);
    const gap = engine.gaps(plan)[0];
    const problem = gap === undefined ? await engine.available() : `no ${gap.feature}: ${gap.why}`;
    if (problem === null) return { engine, why: [order.why + why, ...reasons].join("; ") };
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
