import type { Batch } from "../../arrow/batch.ts";
import { PolaroidError } from "../../core/error.ts";
import { type Gap, gapError, isMissing, type Missing, type Rules } from "../../engine/rules.ts";
import { childrenOf } from "../../expr/children.ts";
import type { Expr } from "../../expr/node.ts";
import { exprsOf, inputsOf, walkPlan } from "../../plan/children.ts";
import type { CorePlan, Plan } from "../../plan/node.ts";
import { forgetFolded } from "./aggregates/folded-doubles.ts";
import { ACCUMULATORS } from "./aggregates/index.ts";
import { ELEMENTWISE, WHOLE } from "./functions/index.ts";
import type { Operator, OperatorContext } from "./operator.ts";
import { concat } from "./operators/concat.ts";
import { explode } from "./operators/explode.ts";
import { filter } from "./operators/filter.ts";
import { groupBy } from "./operators/group-by.ts";
import { join } from "./operators/join.ts";
import { pivot } from "./operators/pivot.ts";
import { sample } from "./operators/sample.ts";
import { select } from "./operators/select.ts";
import { slice } from "./operators/slice.ts";
import { sort } from "./operators/sort.ts";
import { unique } from "./operators/unique.ts";
import { unpivot } from "./operators/unpivot.ts";
import { withColumns } from "./operators/with-columns.ts";
import { withRowIndex } from "./operators/with-row-index.ts";

type Source = "frame" | "scan";
type Work = Exclude<CorePlan["kind"], Source>;
type Factory<P> = (plan: P, context: OperatorContext) => Operator;
type Table = { readonly [K in Work]: Factory<Extract<CorePlan, { kind: K }>> | Missing };

/** The operator of each plan node; a join drains its right side (input 0) before its left. */
export const PLAN: Table = {
  select,
  withColumns,
  filter,
  sort,
  slice,
  unique,
  groupBy,
  join,
  concat,
  explode,
  unpivot,
  pivot,
  sample,
  withRowIndex,
};

/** A plan as the driver runs it: sources at the leaves, an operator above its inputs. */
export type Step =
  | { readonly kind: "source"; readonly plan: Extract<CorePlan, { kind: Source }> }
  | { readonly kind: "operator"; readonly operator: Operator; readonly inputs: readonly Step[] }
  /** A part that several others read: it runs once, at the first of them. */
  | { readonly kind: "shared"; readonly step: Step; readonly batches: Batch[]; state: "new" | "done" };

const orderOf = (p: Plan): readonly Plan[] => (p.kind === "join" ? [p.right, p.left] : inputsOf(p));

/** Makes the operators of a resolved plan. Throws for what this engine lacks. */
export function compilePlan(p: Plan, context: OperatorContext): Step {
  forgetFolded();
  const uses = new Map<Plan, number>();
  const count = (q: Plan): void => {
    const n = (uses.get(q) ?? 0) + 1;
    uses.set(q, n);
    if (n === 1) for (const c of inputsOf(q)) count(c);
  };
  count(p);
  const shared = new Map<Plan, Step>();
  const make = (q: Plan): Step => {
    if ((uses.get(q) ?? 0) < 2 || q.kind === "frame") return step(q, context, make);
    let made = shared.get(q);
    if (made === undefined) {
      made = { kind: "shared", step: step(q, context, make), batches: [], state: "new" };
      shared.set(q, made);
    }
    return made;
  };
  return make(p);
}

function step(p: Plan, context: OperatorContext, make: (p: Plan) => Step): Step {
  if (p.kind === "frame" || p.kind === "scan") return { kind: "source", plan: p };
  const factory = (PLAN as Readonly<Record<string, unknown>>)[p.kind];
  if (isMissing(factory)) throw gapError("wasm", { feature: p.kind, ...factory });
  if (typeof factory !== "function") throw new PolaroidError("INTERNAL", `no operator for ${p.kind}`);
  return { kind: "operator", operator: (factory as Factory<Plan>)(p, context), inputs: orderOf(p).map(make) };
}

const TABLES: Rules<string, unknown> = { ...ELEMENTWISE, ...WHOLE, ...ACCUMULATORS } as Rules<string, unknown>;

function gapsIn(e: Expr, into: Gap[]): void {
  if (e.kind === "call") {
    const rule = TABLES[e.fn];
    if (rule === undefined) into.push({ feature: `function ${e.fn}`, missing: "ours", why: "it is not built yet" });
    else if (isMissing(rule)) into.push({ feature: `function ${e.fn}`, ...rule });
  }
  for (const c of childrenOf(e)) gapsIn(c, into);
}

/** What a plan needs and this engine lacks. */
export function gaps(p: Plan): readonly Gap[] {
  const out: Gap[] = [];
  walkPlan(p, (n) => {
    const rule = (PLAN as Readonly<Record<string, unknown>>)[n.kind];
    if (isMissing(rule)) out.push({ feature: n.kind, ...rule });
    for (const e of exprsOf(n)) gapsIn(e, out);
  });
  return out;
}
