import { sliceBatch } from "../../../arrow/batch.ts";
import { columnsIn } from "../../../expr/children.ts";
import type { Expr } from "../../../expr/node.ts";
import { type Output, outputs, typed } from "../../../expr/typed.ts";
import { withInputs } from "../../../plan/children.ts";
import { type Frame, frame, frameOf, type Plan } from "../../../plan/node.ts";
import { narrowed } from "./share.ts";

/** Nodes that make of each row of one frame what they make of it alone, so that its parts can be taken by themselves. */
export interface Chain {
  readonly frame: Frame;
  /** The same nodes over another leaf. */
  readonly over: (leaf: Plan) => Plan;
  /** The columns of the frame that are read, where `wanted` of the chain's own are; null is all. */
  readonly reads: (wanted: ReadonlySet<string> | null) => ReadonlySet<string> | null;
}

/** What a join's other side may have beside the chain's rows: each thread builds its own table. */
const BUILD = 1 / 8;

const widened = (wanted: ReadonlySet<string> | null, more: Iterable<string>): ReadonlySet<string> | null =>
  wanted === null ? null : new Set([...wanted, ...more]);
/** The columns that expressions read. */
export const readBy = (exprs: readonly Expr[]): ReadonlySet<string> => {
  const all = new Set<string>();
  for (const e of exprs) columnsIn(e, all);
  return all;
};

const isChoice = (made: readonly Output[]): boolean =>
  made.every((o) => o.input.kind === "col" && o.input.name === o.name);

/** The chain that ends in a node; null where it does not come from one frame row by row. */
export function chainOf(p: Plan): Chain | null {
  switch (p.kind) {
    case "frame":
      return { frame: p.frame, over: (leaf) => leaf, reads: (wanted) => wanted };
    case "select":
    case "withColumns": {
      const made = outputs(p.exprs);
      if (p.kind === "select" && p.input.kind === "frame" && isChoice(made)) {
        const own = narrowed(p.input.frame, new Set(made.map((o) => o.name)));
        return { frame: own, over: (leaf) => leaf, reads: (wanted) => wanted };
      }
      const keeps = p.kind === "withColumns" || made.some((o) => o.input.shape === "rows");
      if (!keeps || !made.every((o) => o.input.elementwise)) return null;
      const read = readBy(p.exprs);
      return below(p, p.input, (wanted) => (p.kind === "select" ? read : widened(wanted, read)));
    }
    case "filter":
      if (!typed(p.predicate).elementwise) return null;
      return below(p, p.input, (wanted) => widened(wanted, readBy([p.predicate])));
    case "join": {
      const { how, validate, maintainOrder } = p.options;
      if (!/^(inner|left|semi|anti)$/.test(how) || validate !== "m:m" || !/^(none|left)$/.test(maintainOrder))
        return null;
      if (p.right.kind !== "frame" || ![...outputs(p.leftOn), ...outputs(p.rightOn)].every((o) => o.input.elementwise))
        return null;
      const chain = below(p, p.left, () => null);
      return chain !== null && p.right.frame.rows <= chain.frame.rows * BUILD ? chain : null;
    }
    default:
      return null;
  }
}

function below(p: Plan, input: Plan, reads: Chain["reads"]): Chain | null {
  const chain = chainOf(input);
  return (
    chain && {
      frame: chain.frame,
      over: (leaf) => withInputs(p, p.kind === "join" ? [chain.over(leaf), p.right] : [chain.over(leaf)]),
      reads: (wanted) => chain.reads(reads(wanted)),
    }
  );
}

/** Rows [from, to) of a frame, sharing its memory. */
export function rowsOf(f: Frame, from: number, to: number): Plan {
  const batches = [];
  let at = 0;
  for (const b of f.batches) {
    const [start, end] = [Math.max(0, from - at), Math.min(b.length, to - at)];
    if (start < end) batches.push(sliceBatch(b, start, end - start));
    at += b.length;
  }
  return frame(frameOf(f.schema, batches));
}

/** A frame in so many stretches of as many rows. */
export const stretches = (f: Frame, n: number): readonly Plan[] =>
  Array.from({ length: n }, (_, i) => rowsOf(f, Math.floor((f.rows * i) / n), Math.floor((f.rows * (i + 1)) / n)));
