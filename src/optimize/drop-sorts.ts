import { childrenOf } from "../expr/children.ts";
import type { Expr } from "../expr/node.ts";
import { exprText } from "../expr/print.ts";
import { functionOf } from "../expr/registry.ts";
import { outputs, typed } from "../expr/typed.ts";
import { exprsOf, inputsOf, withInputs } from "../plan/children.ts";
import { isHorizontal, type Plan, type Sort } from "../plan/node.ts";
import type { Rule } from "./rule.ts";

/** Aggregates whose value does not depend on the order of rows. */
const UNORDERED: ReadonlySet<string> = new Set(
  "sum mean min max count len nUnique nullCount any all std var median quantile product".split(" "),
);

/** Whether an expression of aggregates gives the same for the same rows in any order. */
function unordered(e: Expr): boolean {
  if (e.kind === "lit" || e.kind === "col") return e.kind === "lit";
  if (e.kind === "alias" || e.kind === "cast") return unordered(e.input);
  if (e.kind !== "call") return false;
  if (UNORDERED.has(e.fn)) return e.args.every((a) => typed(a).elementwise);
  return functionOf(e.fn)?.kind === "elementwise" && childrenOf(e).every(unordered);
}

/** Rows that are equal for the sort above are equal for the one below too, so that it decides nothing. */
function decided(above: Sort, below: Plan): boolean {
  if (below.kind !== "sort" || below.limit !== null) return false;
  const keys = new Set(above.by.map((k) => exprText(k.expr)));
  return below.by.every((k) => keys.has(exprText(k.expr)) && typed(k.expr).elementwise);
}

class Dropper {
  readonly #done = [new Map<Plan, Plan>(), new Map<Plan, Plan>()] as const;

  /** The plan without sorts that nobody sees; `free`: nobody sees its order. */
  visit(p: Plan, free: boolean): Plan {
    const done = this.#done[free ? 1 : 0];
    const known = done.get(p);
    if (known !== undefined) return known;
    const out = this.#make(p, free);
    done.set(p, out);
    return out;
  }

  #make(p: Plan, free: boolean): Plan {
    const each = (...flags: readonly boolean[]): Plan =>
      withInputs(
        p,
        inputsOf(p).map((c, i) => this.visit(c, flags[i] ?? flags[0] ?? false)),
      );
    const perRow = (): boolean => exprsOf(p).every((e) => typed(e.kind === "alias" ? e.input : e).elementwise);
    switch (p.kind) {
      case "sort": {
        if (free && p.limit === null) return this.visit(p.input, true);
        if (p.input.kind === "sort" && decided(p, p.input)) return withInputs(p, [this.visit(p.input.input, false)]);
        return each(false);
      }
      case "groupBy":
        return each(
          !p.maintainOrder &&
            outputs(p.keys).every((k) => k.input.elementwise) &&
            outputs(p.aggs).every((o) => unordered(o.input)),
        );
      case "select":
        return each((free && perRow()) || (p.exprs.length > 0 && outputs(p.exprs).every((o) => unordered(o.input))));
      case "withColumns":
      case "filter":
        return each(free && perRow());
      case "unique":
        return each(free && p.subset === null && p.keep !== "none" && !p.maintainOrder);
      case "concat":
        return each(free && !isHorizontal(p));
      case "join": {
        const { how } = p.options;
        const semi = how === "semi" || how === "anti";
        const keyed = [...outputs(p.leftOn), ...outputs(p.rightOn)].every((k) => k.input.elementwise);
        return keyed ? each(free, free || semi) : each(false, false);
      }
      default:
        return each(false);
    }
  }
}

/** Leaves out sorts whose order nobody sees: below groups of sums, in what a semi join looks up, under another sort by the same keys. */
export const dropSorts: Rule = { name: "dropSorts", apply: (plan) => new Dropper().visit(plan, false) };
