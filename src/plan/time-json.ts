import { PolaroidError } from "../core/error.ts";
import type { Expr } from "../expr/node.ts";
import type { Plan } from "./node.ts";
import * as node from "./time-node.ts";

type Fields = Readonly<Record<string, unknown>>;
interface Parts {
  readonly f: Fields;
  readonly exprs: readonly Expr[];
  readonly inputs: readonly Plan[];
}

const bad = (what: string): never => {
  throw new PolaroidError("CORRUPT", `the plan is malformed: ${what}`);
};
const input = ({ inputs }: Parts): Plan => inputs[0] ?? bad("an input is missing");
const other = ({ inputs }: Parts): Plan => inputs[1] ?? bad("a join has one side");
const expr = ({ exprs }: Parts, i: number): Expr => exprs[i] ?? bad("an expression is missing");
const count = (v: unknown): number =>
  typeof v === "number" && Number.isSafeInteger(v) && v >= 0 ? v : bad("a number is missing");
const options = <T>(v: unknown): T =>
  typeof v === "object" && v !== null && !Array.isArray(v) ? (v as T) : bad("options are missing");
// The makers of nodes check what their fields hold.
const as = <T>(v: unknown): T => v as T;

/** Nodes of time series from JSON. */
export const READ_TIME: Readonly<Record<node.TimePlan["kind"], (p: Parts) => Plan>> = {
  joinAsof: (p) => {
    const by = count(p.f.by);
    return node.joinAsof({
      left: input(p),
      right: other(p),
      leftOn: expr(p, 0),
      rightOn: expr(p, 1),
      leftBy: p.exprs.slice(2, 2 + by),
      rightBy: p.exprs.slice(2 + by),
      options: options(p.f.options),
    });
  },
  joinWhere: (p) =>
    node.joinWhere({ left: input(p), right: other(p), predicates: p.exprs, how: as(p.f.how), suffix: as(p.f.suffix) }),
  groupByDynamic: (p) => {
    const keys = count(p.f.keys);
    return node.groupByDynamic({
      input: input(p),
      index: expr(p, 0),
      keys: p.exprs.slice(1, 1 + keys),
      aggs: p.exprs.slice(1 + keys),
      options: options(p.f.options),
    });
  },
  rolling: (p) => {
    const keys = count(p.f.keys);
    return node.rolling({
      input: input(p),
      index: expr(p, 0),
      keys: p.exprs.slice(1, 1 + keys),
      aggs: p.exprs.slice(1 + keys),
      options: options(p.f.options),
    });
  },
  upsample: (p) =>
    node.upsample({
      input: input(p),
      time: as(p.f.time),
      every: as(p.f.every),
      by: as(p.f.by),
      maintainOrder: as(p.f.maintainOrder),
    }),
  mergeSorted: (p) => node.mergeSorted(input(p), other(p), as(p.f.keys)),
  setSorted: (p) =>
    node.setSorted({
      input: input(p),
      columns: as(p.f.columns),
      descending: as(p.f.descending),
      nullsLast: as(p.f.nullsLast),
    }),
  resampleOhlcv: (p) =>
    node.resampleOhlcv({
      input: input(p),
      every: as(p.f.every),
      time: as(p.f.time),
      price: as(p.f.price),
      volume: as(p.f.volume),
      by: as(p.f.by),
      fill: as(p.f.fill),
    }),
};
