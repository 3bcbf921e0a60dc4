import { isText } from "../arrow/type-info.ts";
import { childrenOf } from "../expr/children.ts";
import type { Expr } from "../expr/node.ts";
import { exprsOf, inputsOf, walkPlan } from "../plan/children.ts";
import type { FrameScan, Plan, Scan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import { estimate } from "./estimate/rows.ts";

/** What the steps of a query take in an engine, ns each; `query` is what any takes. Measured by `bench/costs.ts`. */
export interface Figures {
  readonly query: number;
  /** A value of a file that the engine reads itself. */
  readonly scan: number;
  /** A value that it is given. */
  readonly load: number;
  /** A call on a row. */
  readonly call: number;
  /** A row that finds its group. */
  readonly group: number;
  /** An aggregate of a row. */
  readonly aggregate: number;
  /** A group. */
  readonly key: number;
  /** A row of either side of a join. */
  readonly probe: number;
  /** A value of a row that a join gives. */
  readonly match: number;
  /** A row that is compared with another one in a sort. */
  readonly compare: number;
  /** A value of the result; a text. */
  readonly give: number;
  readonly text: number;
}

/** How many of each a query has. */
export type Work = { -readonly [K in keyof Figures]: number };

/** How an engine comes by a source: it reads the file itself, is given all values, or has them there. */
export type Reads = (p: FrameScan | Scan) => "scan" | "load" | null;

const calls = (e: Expr): number =>
  childrenOf(e).reduce((n, c) => n + calls(c), e.kind === "col" || e.kind === "lit" || e.kind === "alias" ? 0 : 1);
const overs = (e: Expr): number => childrenOf(e).reduce((n, c) => n + overs(c), e.kind === "over" ? 1 : 0);
const sum = (exprs: readonly Expr[], of: (e: Expr) => number): number => exprs.reduce((n, e) => n + of(e), 0);

/** Rows of its files that each scan reads, past those that the files tell to be of no use. */
export async function scannedRows(plan: Plan): Promise<ReadonlyMap<Plan, number>> {
  const scans: Scan[] = [];
  walkPlan(plan, (p) => {
    if (p.kind === "scan") scans.push(p);
  });
  const rows = async (p: Scan): Promise<number> => {
    const all = p.table?.rows ?? estimate(p).rows;
    if (p.predicate === null || p.table?.mayPass === undefined) return all;
    return Math.min(all, await p.table.mayPass(p.predicate));
  };
  return new Map(await Promise.all(scans.map(async (p) => [p, await rows(p)] as const)));
}

/** What a plan's steps come to, by estimates of rows. */
export function workOf(plan: Plan, reads: Reads, scanned: ReadonlyMap<Plan, number> = new Map()): Work {
  const work: Work = {
    query: 1,
    scan: 0,
    load: 0,
    call: 0,
    group: 0,
    aggregate: 0,
    key: 0,
    probe: 0,
    match: 0,
    compare: 0,
    give: 0,
    text: 0,
  };
  const rows = (p: Plan): number => estimate(p).rows;
  const width = (p: Plan): number => schemaOf(p).fields.length;
  const seen = new Set<Plan>();
  const add = (p: Plan): void => {
    if (seen.has(p)) return;
    seen.add(p);
    const inputs = inputsOf(p);
    inputs.forEach(add);
    const n = inputs.reduce((most, c) => Math.max(most, rows(c)), 0);
    switch (p.kind) {
      case "frame":
      case "scan": {
        const how = reads(p);
        if (how !== null) work[how] += (scanned.get(p) ?? rows(p)) * width(p);
        return;
      }
      case "groupBy":
        work.group += n;
        work.aggregate += n * p.aggs.length;
        work.key += rows(p);
        work.call += n * (sum(p.keys, calls) + Math.max(0, sum(p.aggs, calls) - p.aggs.length));
        return;
      case "unique":
        work.group += n;
        work.key += rows(p);
        return;
      case "join":
        work.probe += rows(p.left) + rows(p.right);
        work.match += rows(p) * (p.options.how === "semi" || p.options.how === "anti" ? 1 : width(p));
        return;
      case "sort":
        work.compare += p.limit === null ? n * Math.log2(n + 1) : n;
        return;
      case "slice":
      case "sample":
      case "concat":
        return;
      case "select":
      case "withColumns":
      case "filter": {
        const windows = sum(exprsOf(p), overs);
        work.call += n * sum(exprsOf(p), calls);
        work.group += n * windows;
        work.aggregate += n * windows;
        if (p.kind === "filter") work.match += rows(p) * width(p);
        return;
      }
      default:
        // Steps along an order, or that make rows.
        work.compare += n * Math.log2(n + 1);
        work.match += rows(p) * width(p);
    }
  };
  add(plan);
  const { fields } = schemaOf(plan);
  const texts = fields.filter((f) => isText(f.type)).length;
  work.give = rows(plan) * (fields.length - texts);
  work.text = rows(plan) * texts;
  return work;
}

/** What work takes by an engine's figures, ms. */
export const millis = (work: Work, figures: Figures): number =>
  (Object.keys(work) as (keyof Figures)[]).reduce((ns, step) => ns + work[step] * figures[step], 0) / 1e6;
