import { PolaroidError } from "../../core/error.ts";
import { MAX_DEPTH } from "../../expr/depth.ts";
import { inputsOf } from "../../plan/children.ts";
import type { Plan } from "../../plan/node.ts";

interface Extent {
  readonly depth: number;
  /** Nodes as a tree, where one that is read twice counts twice. */
  readonly size: number;
}
/** A plan of sixty joins of a frame with itself is small to say and endless to run. */
const LARGEST = 100_000;
const known = new WeakMap<Plan, Extent>();

function extentOf(p: Plan, above: number): Extent {
  const seen = known.get(p);
  if (seen !== undefined) return seen;
  if (above > MAX_DEPTH) throw tooLarge("deep");
  let depth = 0;
  let size = 1;
  for (const c of inputsOf(p)) {
    const e = extentOf(c, above + 1);
    depth = Math.max(depth, e.depth);
    size += e.size;
  }
  const out = { depth: depth + 1, size };
  known.set(p, out);
  return out;
}

const tooLarge = (what: string): PolaroidError =>
  new PolaroidError(
    "LIMIT_EXCEEDED",
    what === "deep"
      ? `the plan has more than ${MAX_DEPTH} steps, one over the other; cache a step in between`
      : `the plan has more than ${LARGEST} steps, counted as often as they are read; cache what is read several times`,
  );

/** The plan, where it is one that can be carried out; `LIMIT_EXCEEDED` else. Steps that are known are not looked at again. */
export function bounded(plan: Plan): Plan {
  const { depth, size } = extentOf(plan, 0);
  if (depth > MAX_DEPTH) throw tooLarge("deep");
  if (size > LARGEST) throw tooLarge("large");
  return plan;
}
