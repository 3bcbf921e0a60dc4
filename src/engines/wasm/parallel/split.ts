import type { Column } from "../../../arrow/column.ts";
import { some } from "../../../expr/children.ts";
import { outputs } from "../../../expr/typed.ts";
import { estimate } from "../../../optimize/estimate/rows.ts";
import { exprsOf, inputsOf } from "../../../plan/children.ts";
import { type Frame, frame, type GroupBy, type Join, type Plan } from "../../../plan/node.ts";
import { groupParts, wholeParts } from "./aggregate.ts";
import { sortParts } from "./by-range.ts";
import { type Chain, chainOf, type FrameChain, isOverFrame, readBy, stretches } from "./chain.ts";
import { isUnordered, joinRanges } from "./join-ranges.ts";
import { narrowed, sharedFrame, unsharedBytes } from "./share.ts";
import { type Work, worth } from "./worth.ts";

/** A plan as parts that are run beside each other, and what is made of their rows, which come one part after the other. */
export interface Split {
  readonly parts: readonly Plan[];
  readonly whole: (rows: Plan) => Plan;
}
/** A node, and how it is split. */
export interface Found extends Split {
  readonly of: Plan;
}

/** Nanoseconds that a row costs at the least. */
const ROW_NS: Readonly<Record<Work, number>> = { group: 8, sort: 50, rows: 6, join: 60 };
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
  if (chain === null || chain.rows < worth.now.rows[kind]) return null;
  if (chain.leaf.kind === "scan") return chain;
  if (skip.has(chain.leaf.frame)) return null;
  const own = narrowed(chain.leaf.frame, chain.reads(wanted));
  const won = own.rows * ROW_NS[kind] * (1 - 1 / n);
  return pays(own, unsharedBytes(own) * worth.now.copy, won) ? { ...chain, leaf: frame(sharedFrame(own)) } : null;
}

/** The same of rows in memory alone, which can be looked at and cut by their values. */
function readyFrame(input: Plan, kind: Work, n: number, skip: ReadonlySet<Frame>): FrameChain | null {
  const chain = ready(input, kind, null, n, skip);
  return chain !== null && isOverFrame(chain) ? chain : null;
}

/** `kept`: all rows of the node are held at once anyway, so that those of its parts may be, too. */
function splitOf(p: Plan, n: number, skip: ReadonlySet<Frame>, kept: boolean): Split | null {
  switch (p.kind) {
    case "groupBy": {
      const chain = ready(p.input, "group", readBy([...p.keys, ...p.aggs]), n, skip);
      if (chain === null) return null;
      // Rows of files are shared for the sake of reading them.
      return isOverFrame(chain) && manyGroups(p, chain) ? null : groupParts(p, chain, n);
    }
    case "sort": {
      const chain = readyFrame(p.input, "sort", n, skip);
      return chain && sortParts(p, chain, n);
    }
    case "select": {
      const aggregated = outputs(p.exprs).every((o) => o.input.shape === "scalar");
      if (aggregated) {
        const chain = ready(p.input, "group", readBy(p.exprs), n, skip);
        return chain && wholeParts(p, chain, n);
      }
      return kept ? rowParts(p, n, skip) : null;
    }
    case "withColumns":
    case "filter":
      return kept ? rowParts(p, n, skip) : null;
    case "join":
      return kept ? (rowParts(p, n, skip) ?? bothSides(p, n, skip)) : null;
    default:
      return null;
  }
}

function bothSides(p: Join, n: number, skip: ReadonlySet<Frame>): Split | null {
  if (!isUnordered(p)) return null;
  const left = readyFrame(p.left, "join", n, skip);
  const right = left && readyFrame(p.right, "join", n, skip);
  return left && right && joinRanges(p, left, right, n);
}

const manyGroups = (p: GroupBy, { rows }: Chain): boolean => estimate(p).rows > rows * worth.now.many;

/** Functions that cost more than to pass a row through memory, which threads share. */
const HEAVY = /^(str|dt|list|json)\./;
const isHeavy = (p: Plan): boolean => exprsOf(p).some((e) => some(e, (x) => x.kind === "call" && HEAVY.test(x.fn)));

/** The rows of stretches, one after the other: of files, and of memory where each row is much work. */
function rowParts(p: Plan, n: number, skip: ReadonlySet<Frame>): Split | null {
  const found = chainOf(p);
  if (found === null || !(worth.now.light || isHeavy(p) || found.leaf.kind === "scan")) return null;
  // A choice of columns makes nothing.
  if (found.over(found.leaf) === found.leaf) return null;
  const chain = ready(p, "rows", null, n, skip);
  if (chain === null) return null;
  const leaves = stretches(chain.leaf, n);
  if (leaves.length < 2) return null;
  return { parts: leaves.map(chain.over), whole: (rows) => rows };
}

/** Nodes that take all rows of their input, whatever is wanted of theirs. */
const GATHERS: ReadonlySet<Plan["kind"]> = new Set(["sort", "groupBy"]);

/**
 * The first node from the top that is worth n threads. `kept`: all rows of the plan are held at once; `limited`: maybe not
 * all of them are wanted; `fed`: a join above may hand its keys on.
 */
export function findSplit(
  p: Plan,
  n: number,
  skip: ReadonlySet<Frame>,
  kept: boolean,
  limited: boolean = false,
  fed: boolean = false,
): Found | null {
  const own = splitOf(p, n, skip, kept);
  if (own !== null) return { ...own, of: p };
  // Below a limit not all inputs may be wanted.
  if (p.kind === "recursive" || (p.kind === "concat" && limited)) return null;
  const below = p.kind === "slice" || (limited && !GATHERS.has(p.kind));
  for (const input of inputsOf(p)) {
    const side = p.kind === "join" && !fed && input === p.right;
    const found = findSplit(input, n, skip, side, below, fed || (p.kind === "join" && input === p.left));
    if (found !== null) return found;
  }
  return null;
}
