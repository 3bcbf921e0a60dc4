import { columnsIn, rewrite } from "../expr/children.ts";
import { type Output, outputs, type Typed, typed } from "../expr/typed.ts";
import { inputsOf, withInputs } from "../plan/children.ts";
import { joinColumns } from "../plan/join-columns.ts";
import { concat, filter, isHorizontal, type Join, join, type Plan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import { conjunction, conjuncts, implied, isCheap, mayFail, readsOnly, substitute } from "./conjuncts.ts";
import { TIME_PUSH } from "./later.ts";
import { partitionsOf } from "./partitions.ts";
import type { Rule } from "./rule.ts";

const over = (p: Plan, parts: readonly Typed[]): Plan => {
  const all = conjunction(parts);
  return all === null ? p : filter(p, all);
};

const split = (parts: readonly Typed[], test: (e: Typed) => boolean): [yes: Typed[], no: Typed[]] => [
  parts.filter(test),
  parts.filter((e) => !test(e)),
];

const makersOf = (exprs: readonly Output[]): Map<string, Output> => new Map(exprs.map((o) => [o.name, o]));

// A condition may go below computed columns where it is row by row and repeats no costly work.
const passes =
  (makers: ReadonlyMap<string, Output>) =>
  (e: Typed): boolean =>
    e.elementwise &&
    [...columnsIn(e)].every((n) => {
      const m = makers.get(n);
      return m === undefined || (m.input.elementwise && m.input.shape === "rows" && isCheap(m.input));
    });

const renamed = (e: Typed, names: ReadonlyMap<string, string>): Typed =>
  rewrite(e, (x) =>
    x.kind === "col" && names.has(x.name) ? Object.freeze({ ...x, name: names.get(x.name) as string }) : x,
  ) as Typed;

// What may fail is asked of no row that it was not asked of: those that another condition or a join leaves out.
const goes = (e: Typed): boolean => e.elementwise && !mayFail(e);

function intoJoin(p: Join, parts: readonly Typed[]): Plan {
  const { how } = p.options;
  const columns = joinColumns(p);
  const sideNames = (side: "left" | "right"): Map<string, string> =>
    new Map(columns.filter((c) => c.side === side && c.or === null).map((c) => [c.field.name, c.name]));
  const left = sideNames("left");
  const right = sideNames("right");
  // The side whose rows all appear in the result must not lose rows that the other side would have matched.
  const leftMay = how === "inner" || how === "left" || how === "semi" || how === "anti" || how === "cross";
  const rightMay = how === "inner" || how === "right" || how === "cross";
  const [toLeft, rest] = split(parts, (e) => leftMay && goes(e) && readsOnly(e, left) && columnsIn(e).size > 0);
  const [toRight, stay] = split(rest, (e) => rightMay && goes(e) && readsOnly(e, right) && columnsIn(e).size > 0);
  const told = (may: boolean, names: ReadonlyMap<string, string>): readonly Typed[] =>
    may ? stay.flatMap((e) => (goes(e) ? (implied(e, names) ?? []) : [])) : [];
  const next = join(
    push(
      p.left,
      [...toLeft, ...told(leftMay, left)].map((e) => renamed(e, left)),
    ),
    push(
      p.right,
      [...toRight, ...told(rightMay, right)].map((e) => renamed(e, right)),
    ),
    p.leftOn,
    p.rightOn,
    p.options,
  );
  return over(toLeft.length + toRight.length === 0 && next.left === p.left && next.right === p.right ? p : next, stay);
}

// Whole partitions of windows may go: the others do not see them.
const ofPartitions = (e: Typed, parted: ReadonlySet<string>): boolean => columnsIn(e).size > 0 && readsOnly(e, parted);

/** Pushes conditions into a plan as far down as they go. */
function push(p: Plan, parts: readonly Typed[]): Plan {
  switch (p.kind) {
    case "filter": {
      const own = conjuncts(typed(p.predicate));
      // What looks at other rows must see the same ones as before: no condition passes it, and it passes none.
      if (!own.every((e) => e.elementwise)) return over(withInputs(p, [push(p.input, [])]), parts);
      const [down, stay] = split(parts, goes);
      return over(push(p.input, [...own, ...down]), stay);
    }
    case "select":
    case "withColumns": {
      const exprs = outputs(p.exprs);
      const makers = makersOf(exprs);
      const parted = partitionsOf(exprs);
      const rows = p.kind === "withColumns" || exprs.some((o) => o.input.shape === "rows");
      const [down, stay] = split(
        parts,
        (e) => rows && passes(makers)(e) && (parted === null || ofPartitions(substitute(e, makers), parted)),
      );
      return over(
        withInputs(p, [
          push(
            p.input,
            down.map((e) => substitute(e, makers)),
          ),
        ]),
        stay,
      );
    }
    case "sort": {
      const [down, stay] = split(parts, (e) => p.limit === null && e.elementwise);
      return over(withInputs(p, [push(p.input, down)]), stay);
    }
    case "unpivot": {
      const [down, stay] = split(parts, (e) => e.elementwise && [...columnsIn(e)].every((n) => p.index.includes(n)));
      return over(withInputs(p, [push(p.input, down)]), stay);
    }
    case "explode": {
      const [down, stay] = split(parts, (e) => e.elementwise && [...columnsIn(e)].every((n) => !p.columns.includes(n)));
      return over(withInputs(p, [push(p.input, down)]), stay);
    }
    case "unique": {
      const keys = p.subset ?? schemaOf(p.input).fields.map((f) => f.name);
      const [down, stay] = split(parts, (e) => e.elementwise && [...columnsIn(e)].every((n) => keys.includes(n)));
      return over(withInputs(p, [push(p.input, down)]), stay);
    }
    case "groupBy": {
      const makers = makersOf(outputs(p.keys));
      const [down, stay] = split(
        parts,
        (e) => e.elementwise && columnsIn(e).size > 0 && readsOnly(e, makers) && passes(makers)(e),
      );
      return over(
        withInputs(p, [
          push(
            p.input,
            down.map((e) => substitute(e, makers)),
          ),
        ]),
        stay,
      );
    }
    case "concat": {
      if (isHorizontal(p))
        return over(
          withInputs(
            p,
            p.inputs.map((c) => push(c, [])),
          ),
          parts,
        );
      const [down, stay] = split(parts, (e) => e.elementwise);
      return over(
        concat(
          p.inputs.map((c) => push(c, down)),
          p.how,
        ),
        stay,
      );
    }
    case "join":
      return intoJoin(p, parts);
    case "scan": {
      if (p.limit !== null) return over(p, parts);
      const [down, stay] = split(parts, (e) => e.elementwise);
      const before = p.predicate === null ? [] : conjuncts(typed(p.predicate));
      const predicate = conjunction([...before, ...down]);
      // The scan only skips what it can tell by; the filter above it stays.
      return over(predicate === null ? p : Object.freeze({ ...p, predicate }), [...down, ...stay]);
    }
    case "joinAsof":
    case "joinWhere":
    case "groupByDynamic":
    case "rolling":
    case "upsample":
    case "mergeSorted": {
      const { plan, stay } = TIME_PUSH.code.filtersIntoTime(p, parts, push, renamed);
      return over(plan, stay);
    }
    default:
      return over(
        withInputs(
          p,
          inputsOf(p).map((c) => push(c, [])),
        ),
        parts,
      );
  }
}

/** Filters as early as can be: below projections, joins, sorts and unions, into scans, which skip row groups by them. */
export const pushFilters: Rule = { name: "pushFilters", apply: (plan) => push(plan, []) };
