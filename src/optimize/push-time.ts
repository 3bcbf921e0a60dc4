import { columnsIn } from "../expr/children.ts";
import type { Expr } from "../expr/node.ts";
import { type Output, outputs, type Typed } from "../expr/typed.ts";
import { asofColumns, whereColumns } from "../plan/beside.ts";
import { withInputs } from "../plan/children.ts";
import type { JoinColumn } from "../plan/join-columns.ts";
import type { Plan } from "../plan/node.ts";
import { groupByDynamic, joinAsof, joinWhere, mergeSorted, rolling, type TimePlan } from "../plan/time-node.ts";
import { readsOnly, substitute } from "./conjuncts.ts";

type CoreTime = Exclude<TimePlan, { kind: "setSorted" | "resampleOhlcv" }>;
type Down = (p: Plan, parts: readonly Typed[]) => Plan;
type Names = ReadonlyMap<string, string>;

const names = (columns: readonly JoinColumn[], side: "left" | "right"): Map<string, string> =>
  new Map(columns.filter((c) => c.side === side).map((c) => [c.field.name, c.name]));

const split = (parts: readonly Typed[], test: (e: Typed) => boolean): [yes: Typed[], no: Typed[]] => [
  parts.filter(test),
  parts.filter((e) => !test(e)),
];
const perRow = (e: Typed, of: ReadonlyMap<string, unknown>): boolean =>
  e.elementwise && columnsIn(e).size > 0 && readsOnly(e, of);

/** Conditions as far below a node of time series as they go; the others stay. */
export function filtersIntoTime(
  p: CoreTime,
  parts: readonly Typed[],
  down: Down,
  renamed: (e: Typed, names: Names) => Typed,
): { readonly plan: Plan; readonly stay: readonly Typed[] } {
  switch (p.kind) {
    case "joinAsof": {
      // Left rows find their partners one by one; a right row that goes would let another be the nearest.
      const left = names(asofColumns(p), "left");
      const [go, stay] = split(parts, (e) => perRow(e, left));
      return { plan: withInputs(p, [down(p.left, go), down(p.right, [])]), stay };
    }
    case "joinWhere": {
      const columns = whereColumns(p);
      const [left, right] = [names(columns, "left"), names(columns, "right")];
      const [toLeft, rest] = split(parts, (e) => (p.how === "inner" || p.how === "left") && perRow(e, left));
      const [toRight, stay] = split(rest, (e) => (p.how === "inner" || p.how === "right") && perRow(e, right));
      const at = (list: readonly Typed[], of: Names): Typed[] => list.map((e) => renamed(e, of));
      return { plan: withInputs(p, [down(p.left, at(toLeft, left)), down(p.right, at(toRight, right))]), stay };
    }
    case "groupByDynamic":
    case "rolling": {
      // A condition on keys takes away whole groups, whose windows are theirs alone.
      const makers = new Map(outputs(p.keys).map((o) => [o.name, o] as const));
      const [go, stay] = split(
        parts,
        (e) => perRow(e, makers) && [...columnsIn(e)].every((n) => makers.get(n)?.input.elementwise === true),
      );
      return {
        plan: withInputs(p, [
          down(
            p.input,
            go.map((e) => substitute(e, makers as Map<string, Output>)),
          ),
        ]),
        stay,
      };
    }
    case "upsample": {
      const keys = new Map(p.by.map((k) => [k, k] as const));
      const [go, stay] = split(parts, (e) => perRow(e, keys));
      return { plan: withInputs(p, [down(p.input, go)]), stay };
    }
    case "mergeSorted": {
      const [go, stay] = split(parts, (e) => e.elementwise);
      return { plan: withInputs(p, [down(p.left, go), down(p.right, go)]), stay };
    }
  }
}

type Need = ReadonlySet<string>;
type Lean = (p: Plan, need: Need) => Plan;
const reads = (exprs: readonly Expr[], into: Set<string> = new Set()): Set<string> => {
  for (const e of exprs) columnsIn(e, into);
  return into;
};

/** What each side must have; a name that clashes must go on doing so. */
function sides(columns: readonly JoinColumn[], need: Need, left: Set<string>, right: Set<string>): void {
  for (const c of columns) if (need.has(c.field.name)) (c.side === "left" ? left : right).add(c.name);
  for (const c of columns) if (c.side === "right" && right.has(c.name) && c.field.name !== c.name) left.add(c.name);
}

/** A node of time series over inputs that carry only what it needs. */
export function projectTime(p: CoreTime, need: Need, prune: Lean, lean: Lean): Plan {
  switch (p.kind) {
    case "joinAsof": {
      const [left, right] = [reads([p.leftOn, ...p.leftBy]), reads([p.rightOn, ...p.rightBy])];
      sides(asofColumns(p), need, left, right);
      const [l, r] = [lean(p.left, left), lean(p.right, right)];
      return l === p.left && r === p.right ? p : joinAsof({ ...p, left: l, right: r });
    }
    case "joinWhere": {
      const [left, right] = [new Set<string>(), new Set<string>()];
      sides(whereColumns(p), new Set([...need, ...reads(p.predicates)]), left, right);
      const [l, r] = [lean(p.left, left), lean(p.right, right)];
      return l === p.left && r === p.right ? p : joinWhere({ ...p, left: l, right: r });
    }
    case "groupByDynamic":
    case "rolling": {
      const aggs = outputs(p.aggs).filter((o) => need.has(o.name));
      const input = prune(p.input, reads([p.index, ...p.keys, ...aggs]));
      if (aggs.length === p.aggs.length) return withInputs(p, [input]);
      return p.kind === "rolling" ? rolling({ ...p, input, aggs }) : groupByDynamic({ ...p, input, aggs });
    }
    case "upsample":
      return withInputs(p, [prune(p.input, new Set([...need, p.time, ...p.by]))]);
    case "mergeSorted": {
      const wanted = new Set([...need, ...p.keys]);
      const [l, r] = [lean(p.left, wanted), lean(p.right, wanted)];
      return l === p.left && r === p.right ? p : mergeSorted(l, r, p.keys);
    }
  }
}
