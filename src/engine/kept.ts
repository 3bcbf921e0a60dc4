import { type Batch, batchBytes } from "../arrow/batch.ts";
import { PolaroidError } from "../core/error.ts";
import { typed } from "../expr/typed.ts";
import { inputsOf } from "../plan/children.ts";
import type { Plan } from "../plan/node.ts";

/** Bytes that the rows of a join may have where they are kept and the query has no limit of its own. */
export const KEPT_BYTES: number = 8e9;
/** Rows that a frame may have. */
export const KEPT_ROWS: number = 2 ** 31 - 1;

/** Joins whose rows stay in memory, and what these may come to. */
export interface Kept {
  readonly joins: ReadonlySet<Plan>;
  /** Whether the result is kept whole, not passed on. */
  readonly collected: boolean;
  readonly bytes: number;
}
/** Counts the rows of a join before they are made, and stops it where they cannot be kept. */
export interface Room {
  /** So many more rows of so many bytes each; `what` says what they are of. */
  take(rows: number, width: number, what: () => string): void;
}

const NONE: ReadonlySet<Plan> = new Set();

/** Finds the joins whose rows are all kept: those that are the result, or lie under what collects its input. */
export function keptJoins(plan: Plan, collected: boolean, limit: number | null): Kept {
  // One step over a frame, which most eager calls are, has none.
  if ("input" in plan && plan.input.kind === "frame" && plan.kind !== "recursive")
    return { joins: NONE, collected, bytes: limit ?? KEPT_BYTES };
  const joins = new Set<Plan>();
  const seen = new Set<Plan>();
  const visit = (p: Plan, kept: boolean): void => {
    if (seen.has(p) && !kept) return;
    seen.add(p);
    switch (p.kind) {
      case "join":
      case "joinWhere":
        if (kept) joins.add(p);
        visit(p.left, false);
        visit(p.right, true);
        return;
      case "select":
      case "withColumns":
        visit(p.input, kept && p.exprs.every((e) => typed(e.kind === "alias" ? e.input : e).elementwise));
        return;
      case "sort":
        visit(p.input, p.limit === null);
        return;
      case "concat":
        for (const c of p.inputs) visit(c, kept);
        return;
      case "withRowIndex":
        visit(p.input, kept);
        return;
      case "recursive":
        visit(p.input, true);
        return;
      default:
        for (const c of inputsOf(p)) visit(c, false);
    }
  };
  visit(plan, collected);
  return { joins, collected, bytes: limit ?? KEPT_BYTES };
}

export const grouped = (n: number): string => n.toLocaleString("en-US", { maximumFractionDigits: 0 });
const size = (bytes: number): string =>
  bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

function counter(limit: number): Room {
  let rows = 0;
  let bytes = 0;
  return {
    take(more, width, what) {
      rows += more;
      bytes += more * width;
      if (rows <= KEPT_ROWS && bytes <= limit) return;
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${what()} has ${grouped(rows)} rows or more, about ${size(bytes)}, where ${size(limit)} and ${grouped(KEPT_ROWS)} rows may be kept: join by more keys, filter or aggregate in the same lazy query, or raise memoryLimit`,
      );
    },
  };
}

/** The room for the rows of a join; null where they are not kept, so that there may be any number. */
export const roomFor = (plan: Plan, kept: Kept | undefined): Room | null =>
  kept?.joins.has(plan) === true ? counter(kept.bytes) : null;

/** Refuses cross joins of frames before any engine begins with them. */
export function checkCrossJoins({ joins, bytes }: Kept): void {
  for (const p of joins) {
    if (p.kind !== "join" || p.options.how !== "cross") continue;
    const [a, b] = [p.left, p.right];
    if (a.kind !== "frame" || b.kind !== "frame" || a.frame.rows === 0 || b.frame.rows === 0) continue;
    const width = [a, b].reduce(
      (n, { frame }) => n + frame.batches.reduce((m, x) => m + batchBytes(x), 0) / frame.rows,
      0,
    );
    counter(bytes).take(
      a.frame.rows * b.frame.rows,
      width,
      () => `the cross join of ${grouped(a.frame.rows)} and ${grouped(b.frame.rows)} rows`,
    );
  }
}

/** Counts the batches of a result that is kept and holds a join. */
export function keptRows(kept: Kept | undefined): (b: Batch) => void {
  if (kept === undefined || kept.joins.size === 0) return () => undefined;
  const room = counter(kept.bytes);
  return (b) => room.take(b.length, batchBytes(b) / Math.max(1, b.length), () => "the result of the join");
}
