import type { Batch } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import { outputs } from "../../../expr/typed.ts";
import { estimate } from "../../../optimize/estimate/rows.ts";
import { inputsOf } from "../../../plan/children.ts";
import { type Frame, frame, type GroupBy, type Join, type Plan } from "../../../plan/node.ts";
import { groupParts, wholeParts } from "./aggregate.ts";
import { sortParts } from "./by-range.ts";
import { type Chain, chainOf, readBy, stretches } from "./chain.ts";
import { groupRanges } from "./group-ranges.ts";
import { isUnordered, joinRanges } from "./join-ranges.ts";
import { narrowed, sharedFrame, unsharedBytes } from "./share.ts";
import { type Work, worth } from "./worth.ts";

/** A plan as parts that are run beside each other, and what is made of their rows, which come one part after the other. */
export interface Split {
  readonly parts: readonly Plan[];
  readonly whole: (rows: Plan, parts: readonly (readonly Batch[])[]) => Plan;
}
/** A node, and how it is split. */
export interface Found extends Split {
  readonly of: Plan;
}

/** Nanoseconds that a row costs at the least. */
const ROW_NS: Readonly<Record<Work, number>> = { group: 8, sort: 50, rows: 6, join: 60 };
/** Groups of parts that have this share of the rows are as much work again. */
const MANY_GROUPS = 1 / 6;

/** Aggregates that are not put together from parts, though each row costs little. */
const LIGHT = /^(corr|cov|any|all|product)$/;

const missed = new WeakMap<Column, number>();

/** Memory is copied once what was lost for want of it comes to what that costs: never for a frame that is asked once. */
function pays(f: Frame, cost: number, won: number): boolean {
  if (cost === 0) return true;
  const first = f.batches[0]?.columns[0];
  if (first === undefined) return false;
  const sum = (missed.get(first) ?? 0) + won;
  missed.set(first, sum);
  return sum > cost;
}

/** The chain over memory that other threads can read; null where it is too short, or copying costs more than is won. */
function ready(
  input: Plan,
  kind: Work,
  wanted: ReadonlySet<string> | null,
  n: number,
  skip: ReadonlySet<Frame>,
): Chain | null {
  const chain = chainOf(input);
  if (chain === null || chain.frame.rows < worth.now.rows[kind] || skip.has(chain.frame)) return null;
  const own = narrowed(chain.frame, chain.reads(wanted));
  const won = own.rows * ROW_NS[kind] * (1 - 1 / n);
  return pays(own, unsharedBytes(own) * worth.now.copy, won) ? { ...chain, frame: sharedFrame(own) } : null;
}

function splitOf(p: Plan, n: number, skip: ReadonlySet<Frame>): Split | null {
  switch (p.kind) {
    case "groupBy": {
      const chain = ready(p.input, "group", readBy([...p.keys, ...p.aggs]), n, skip);
      if (chain === null) return null;
      const parts = manyGroups(p, chain) ? null : groupParts(p, chain, n);
      return parts ?? (isLight(p) ? null : groupRanges(p, chain, frame(chain.frame), n));
    }
    case "sort": {
      const chain = ready(p.input, "sort", null, n, skip);
      return chain && sortParts(p, chain, frame(chain.frame), n);
    }
    case "select": {
      const aggregated = outputs(p.exprs).every((o) => o.input.shape === "scalar");
      if (aggregated) {
        const chain = ready(p.input, "group", readBy(p.exprs), n, skip);
        return chain && wholeParts(p, chain, n);
      }
      return rowParts(p, n, skip);
    }
    case "withColumns":
    case "filter":
      return rowParts(p, n, skip);
    case "join":
      return rowParts(p, n, skip) ?? bothSides(p, n, skip);
    default:
      return null;
  }
}

/** Whether all rows are as much work to split as to group. */
const isLight = (p: GroupBy): boolean =>
  outputs(p.aggs).some((o) => LIGHT.test(o.input.kind === "call" ? o.input.fn : "")) && outputs(p.keys).length < 3;
function bothSides(p: Join, n: number, skip: ReadonlySet<Frame>): Split | null {
  if (!isUnordered(p)) return null;
  const left = ready(p.left, "join", null, n, skip);
  const right = left && ready(p.right, "join", null, n, skip);
  return left && right && joinRanges(p, left, right, n);
}

const manyGroups = (p: GroupBy, { frame: { rows } }: Chain): boolean => estimate(p).rows > rows * MANY_GROUPS;

function rowParts(p: Plan, n: number, skip: ReadonlySet<Frame>): Split | null {
  const chain = ready(p, "rows", null, n, skip);
  if (chain === null) return null;
  const leaf = frame(chain.frame);
  // A choice of columns makes nothing.
  return chain.over(leaf) === leaf ? null : { parts: stretches(chain.frame, n).map(chain.over), whole: (rows) => rows };
}

/** The first node from the top that is worth n threads. */
export function findSplit(p: Plan, n: number, skip: ReadonlySet<Frame>): Found | null {
  const own = splitOf(p, n, skip);
  if (own !== null) return { ...own, of: p };
  // Rows that are passed on one by one are not all wanted below a limit.
  if (p.kind === "slice" || p.kind === "recursive") return null;
  for (const input of inputsOf(p)) {
    const found = findSplit(input, n, skip);
    if (found !== null) return found;
  }
  return null;
}
