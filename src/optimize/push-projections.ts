import { names } from "../arrow/schema.ts";
import { columnsIn } from "../expr/children.ts";
import type { Expr } from "../expr/node.ts";
import { col } from "../expr/node.ts";
import { resolve } from "../expr/resolve.ts";
import { type Output, outputs } from "../expr/typed.ts";
import { exprsOf, inputsOf, withInputs } from "../plan/children.ts";
import { joinColumns } from "../plan/join-columns.ts";
import { groupBy, isHorizontal, type Join, join, type Plan, select, withColumns } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import { TIME_PUSH } from "./later.ts";
import type { Rule } from "./rule.ts";

type Need = ReadonlySet<string>;

const reads = (exprs: readonly Expr[], into: Set<string>): Set<string> => {
  for (const e of exprs) columnsIn(e, into);
  return into;
};
const everything = (p: Plan): Need => new Set(names(schemaOf(p)));

/** The plan with only the needed columns, by a select above it where it has more. */
function only(p: Plan, need: Need): Plan {
  const all = names(schemaOf(p));
  const kept = all.filter((n) => need.has(n));
  return kept.length === all.length || kept.length === 0 ? p : select(p, resolve(kept.map(col), schemaOf(p)));
}

function intoJoin(p: Join, need: Need): Plan {
  const left = reads(p.leftOn, new Set());
  const right = reads(p.rightOn, new Set());
  const all = joinColumns(p);
  for (const c of all) {
    if (!need.has(c.field.name)) continue;
    (c.side === "left" ? left : right).add(c.name);
    if (c.or !== null) right.add(c.or);
  }
  // A suffix depends on the names of both sides: a clash must stay one.
  for (const c of all) if (c.side === "right" && right.has(c.name) && c.field.name !== c.name) left.add(c.name);
  const next = [lean(p.left, left), lean(p.right, right)] as const;
  return next[0] === p.left && next[1] === p.right ? p : join(next[0], next[1], p.leftOn, p.rightOn, p.options);
}

const lean = (p: Plan, need: Need): Plan => only(prune(p, need), need);

const kept = (exprs: readonly Output[], need: Need): readonly Output[] => {
  const out = exprs.filter((o) => need.has(o.name));
  return out.length === exprs.length ? exprs : out;
};

/** Rewrites a plan so that it makes at least the needed columns and reads no more than it must. */
function prune(p: Plan, need: Need): Plan {
  switch (p.kind) {
    case "frame":
      return p;
    case "scan": {
      const have = names(schemaOf(p));
      const columns = have.filter((n) => need.has(n));
      // A count needs rows but no column: the first one stands for them.
      const keep = columns.length === 0 ? have.slice(0, 1) : columns;
      return keep.length === have.length ? p : Object.freeze({ ...p, columns: Object.freeze(keep) });
    }
    case "select": {
      let exprs = kept(outputs(p.exprs), need);
      if (exprs.length === 0) exprs = outputs(p.exprs).slice(0, 1);
      // Scalars beside columns are repeated; alone they are one row.
      const rows = (list: readonly Output[]): boolean => list.some((o) => o.input.shape !== "scalar");
      if (rows(outputs(p.exprs)) && !rows(exprs))
        exprs = [...exprs, outputs(p.exprs).find((o) => o.input.shape !== "scalar") as Output];
      const input = prune(p.input, reads(exprs, new Set()));
      return exprs.length === p.exprs.length ? withInputs(p, [input]) : select(input, exprs);
    }
    case "withColumns": {
      const exprs = kept(outputs(p.exprs), need);
      const made = new Set(exprs.map((o) => o.name));
      const below = reads(exprs, new Set([...need].filter((n) => !made.has(n))));
      if (exprs.length === 0) return prune(p.input, below);
      const over = (need: Need): Plan => {
        const input = prune(p.input, need);
        return exprs.length === p.exprs.length ? withInputs(p, [input]) : withColumns(input, exprs);
      };
      const out = over(below);
      // A column that is made anew keeps its place only while the old one is there.
      const order = (q: Plan): string =>
        names(schemaOf(q))
          .filter((n) => need.has(n))
          .join("\0");
      return order(out) === order(p)
        ? out
        : over(new Set([...below, ...names(schemaOf(p.input)).filter((n) => made.has(n))]));
    }
    case "groupBy": {
      const aggs = kept(outputs(p.aggs), need);
      const input = prune(p.input, reads([...p.keys, ...aggs], new Set()));
      return aggs.length === p.aggs.length ? withInputs(p, [input]) : groupBy(input, p.keys, aggs, p.maintainOrder);
    }
    case "filter":
    case "sort":
      return withInputs(p, [prune(p.input, reads(exprsOf(p), new Set(need)))]);
    case "slice":
    case "sample":
      return withInputs(p, [prune(p.input, need)]);
    case "withRowIndex":
      return withInputs(p, [prune(p.input, new Set([...need].filter((n) => n !== p.name)))]);
    case "unique":
      return withInputs(p, [
        p.subset === null ? prune(p.input, everything(p.input)) : prune(p.input, new Set([...need, ...p.subset])),
      ]);
    case "explode":
      return withInputs(p, [prune(p.input, new Set([...need, ...p.columns]))]);
    case "join":
      return intoJoin(p, need);
    case "concat": {
      if (isHorizontal(p))
        return withInputs(
          p,
          p.inputs.map((c) => prune(c, everything(c))),
        );
      // Where rows alone count, one column of the same name stands for all in each.
      const own = names(schemaOf(p));
      const some = own.some((n) => need.has(n)) ? need : new Set(own.slice(0, 1));
      return withInputs(
        p,
        p.inputs.map((c) => lean(c, some)),
      );
    }
    case "joinAsof":
    case "joinWhere":
    case "groupByDynamic":
    case "rolling":
    case "upsample":
    case "mergeSorted":
      return TIME_PUSH.code.projectTime(p, need, prune, lean);
    default:
      return withInputs(
        p,
        inputsOf(p).map((c) => prune(c, everything(c))),
      );
  }
}

/** Reads and carries only the columns that the result needs. */
export const pushProjections: Rule = {
  name: "pushProjections",
  apply: (plan) => only(prune(plan, everything(plan)), everything(plan)),
};
