import { millis, scannedRows, workOf } from "../optimize/cost.ts";
import type { Plan } from "../plan/node.ts";
import { FITS, type Order } from "./choose.ts";
import { engineOf } from "./registry.ts";

// Past this the working set of sorts and joins no longer fits beside the data.
const SPILL_BYTES = 4e9;
// What another one must be thought to save: figures are guesses.
export const SAVES: number = 0.85;

/** Engines by what a plan that reads so many bytes is thought to take in each. */
export async function ranked(plan: Plan, names: readonly string[], bytes: number): Promise<Order> {
  if (bytes > SPILL_BYTES)
    return { names: [...names].reverse(), why: `reads ${(bytes / 1e9).toFixed(1)} GB, more than fits in memory` };
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
  all.sort((a, b) => a.by - b.by);
  const told = all.flatMap(({ name, ms }) => (ms === null ? [] : [`${name} ${Number(ms.toPrecision(2))} ms`]));
  return {
    names: all.map((e) => e.name),
    why: told.length < 2 ? FITS : `the estimates are ${told.join(", ")}`,
  };
}
