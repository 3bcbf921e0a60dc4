import { outputs, type Typed } from "../../../expr/typed.ts";
import { withInputs } from "../../../plan/children.ts";
import type { Join } from "../../../plan/node.ts";
import { cuts, stretch } from "./by-range.ts";
import type { FrameChain } from "./chain.ts";
import type { Split } from "./split.ts";

/** Whether rows of a join may come in any order, and are told apart by their keys alone. */
export const isUnordered = ({ options: { how, validate, maintainOrder } }: Join): boolean =>
  how !== "cross" && validate === "m:m" && maintainOrder === "none";

/** Joins of what both sides have in stretches of a key's values: for two large sides, whose rows then come in another order. */
export function joinRanges(p: Join, left: FrameChain, right: FrameChain, n: number): Split | null {
  const [l, r] = [left.over(left.leaf), right.over(right.leaf)];
  const on = outputs(p.rightOn);
  for (const [k, { input }] of outputs(p.leftOn).entries()) {
    const other = on[k]?.input as Typed;
    if (!input.elementwise || !other.elementwise) return null;
    const at = cuts(left, input, n, true);
    if (at === null) continue;
    const parts = Array.from({ length: n }, (_, i) =>
      withInputs(p, [stretch(l, input, at, i, i === 0), stretch(r, other, at, i, i === 0)]),
    );
    return { parts, whole: (rows) => rows };
  }
  return null;
}
