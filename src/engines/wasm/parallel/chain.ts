import { sliceBatch } from "../../../arrow/batch.ts";
import { columnsIn } from "../../../expr/children.ts";
import type { Expr } from "../../../expr/node.ts";
import { type Output, outputs, typed } from "../../../expr/typed.ts";
import { withInputs } from "../../../plan/children.ts";
import { joinColumns } from "../../../plan/join-columns.ts";
import { type Frame, type FrameScan, frame, frameOf, type Join, type Plan, type Scan } from "../../../plan/node.ts";
import { narrowed } from "./share.ts";

/** Nodes that make of each row of one frame what they make of it alone, so that its parts can be taken by themselves. */
export interface Chain {
  readonly leaf: FrameScan | Scan;
  /** The rows of the leaf. */
  readonly rows: number;
  /** The same nodes over another leaf. */
  readonly over: (leaf: Plan) => Plan;
  /** The columns of the frame that are read, where `wanted` of the chain's own are; null is all. */
  readonly reads: (wanted: ReadonlySet<string> | null) => ReadonlySet<string> | null;
  /** The column of the leaf that one of the chain is, unchanged; null where it is made of something. */
  readonly origin: (column: string) => string | null;
}

/** What a join's other side may have beside the chain's rows: each thread builds its own table. */
export const BUILD: number = 1 / 8;

const widened = (wanted: ReadonlySet<string> | null, more: Iterable<string>): ReadonlySet<string> | null =>
  wanted === null ? null : new Set([...wanted, ...more]);
/** The columns that expressions read. */
export const readBy = (exprs: readonly Expr[]): ReadonlySet<string> => {
  const all = new Set<string>();
  for (const e of exprs) columnsIn(e, all);
  return all;
};

/** Whether a join gives the rows of its left side, each with its partners, in their order. */
export function isProbed(p: Join): boolean {
  const { how, validate, maintainOrder } = p.options;
  return (
    /^(inner|left|semi|anti)$/.test(how) &&
    validate === "m:m" &&
    /^(none|left)$/.test(maintainOrder) &&
    [...outputs(p.leftOn), ...outputs(p.rightOn)].every((o) => o.input.elementwise)
  );
}

const isChoice = (made: readonly Output[]): boolean =>
  made.every((o) => o.input.kind === "col" && o.input.name === o.name);

/** The chain that ends in a node; null where it does not come from one frame row by row. */
export function chainOf(p: Plan): Chain | null {
  switch (p.kind) {
    case "frame":
      return leafChain(p, p.frame.rows);
    case "scan":
      if (p.table?.split === undefined || p.limit !== null) return null;
      return leafChain(p, p.table.rows ?? p.table.rowsGuess ?? 0);
    case "select":
    case "withColumns": {
      const made = outputs(p.exprs);
      if (p.kind === "select" && p.input.kind === "frame" && isChoice(made)) {
        const own = narrowed(p.input.frame, new Set(made.map((o) => o.name)));
        return leafChain(frame(own), own.rows);
      }
      const keeps = p.kind === "withColumns" || made.some((o) => o.input.shape === "rows");
      if (!keeps || !made.every((o) => o.input.elementwise)) return null;
      const read = readBy(p.exprs);
      return below(
        p,
        p.input,
        (wanted) => (p.kind === "select" ? read : widened(wanted, read)),
        (column) => madeOf(made, column, p.kind === "withColumns"),
      );
    }
    case "filter":
      if (!typed(p.predicate).elementwise) return null;
      return below(
        p,
        p.input,
        (wanted) => widened(wanted, readBy([p.predicate])),
        (column) => column,
      );
    case "join": {
      if (p.right.kind !== "frame" || !isProbed(p)) return null;
      const columns = joinColumns(p);
      const chain = below(
        p,
        p.left,
        () => null,
        (column) => columns.find((c) => c.field.name === column && c.side === "left" && c.or === null)?.name ?? null,
      );
      return chain !== null && p.right.frame.rows <= chain.rows * BUILD ? chain : null;
    }
    default:
      return null;
  }
}

const leafChain = (leaf: Chain["leaf"], rows: number): Chain => ({
  leaf,
  rows,
  over: (other) => other,
  reads: (wanted) => wanted,
  origin: (column) => column,
});

/** The column that an output is; of those that nothing makes, itself where the node keeps them. */
function madeOf(made: readonly Output[], column: string, keeps: boolean): string | null {
  const own = made.find((o) => o.name === column);
  if (own === undefined) return keeps ? column : null;
  return own.input.kind === "col" ? own.input.name : null;
}

function below(p: Plan, input: Plan, reads: Chain["reads"], origin: Chain["origin"]): Chain | null {
  const chain = chainOf(input);
  return (
    chain && {
      leaf: chain.leaf,
      rows: chain.rows,
      over: (leaf) => withInputs(p, p.kind === "join" ? [chain.over(leaf), p.right] : [chain.over(leaf)]),
      reads: (wanted) => chain.reads(reads(wanted)),
      origin: (column) => {
        const from = origin(column);
        return from === null ? null : chain.origin(from);
      },
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

/** A leaf in up to n stretches of about as many rows. */
export function stretches(leaf: Chain["leaf"], n: number): readonly Plan[] {
  if (leaf.kind === "scan") return (leaf.table?.split?.(n, leaf.predicate) ?? []).map((table) => ({ ...leaf, table }));
  const f = leaf.frame;
  const start = (i: number): number => Math.floor((f.rows * i) / n);
  return Array.from({ length: n }, (_, i) => rowsOf(f, start(i), start(i + 1)));
}

/** A chain over rows in memory. */
export interface FrameChain extends Chain {
  readonly leaf: FrameScan;
}
export const isOverFrame = (chain: Chain): chain is FrameChain => chain.leaf.kind === "frame";
