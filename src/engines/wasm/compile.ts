import type { Batch } from "../../arrow/batch.ts";
import { type Gap, isMissing } from "../../engine/rules.ts";
import { partsOf } from "../../expr/children.ts";
import type { Expr } from "../../expr/node.ts";
import { isComplete } from "../../expr/registry.ts";
import { exprsOf, inputsOf, walkPlan } from "../../plan/children.ts";
import type { CorePlan, Plan } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { forgetFolded } from "./aggregates/folded-doubles.ts";
import { lastingBelow, lean, picksOf } from "./lean.ts";
import type { Operator, OperatorContext } from "./operator.ts";
import { filter } from "./operators/filter.ts";
import type { Source } from "./operators/index.ts";
import type { SourceKeys } from "./pushed-keys/source-keys.ts";
import type { Rounds } from "./recursion.ts";
import { ruleOf, tables } from "./tables.ts";

/** A plan as the driver runs it: sources at the leaves, an operator above its inputs. */
export type Step =
  | {
      readonly kind: "source";
      readonly plan: Extract<CorePlan, { kind: Source }>;
      readonly keys?: SourceKeys | undefined;
      /** Its columns that last longer than until the next batch; null: all. */
      readonly lasting: Lasting;
    }
  | { readonly kind: "operator"; readonly operator: Operator; readonly inputs: readonly Step[] }
  /** Rounds over the rows of the one before: each is compiled when its rows are there. */
  | {
      readonly kind: "recursive";
      readonly rounds: () => Rounds;
      readonly input: Step;
      readonly compile: (p: Plan) => Step;
    }
  /** A part that several others read: it runs once, at the first of them. */
  | { readonly kind: "shared"; readonly step: Step; readonly batches: Batch[]; state: "new" | "done" };

const orderOf = (p: Plan): readonly Plan[] =>
  "leftOn" in p || p.kind === "joinWhere" ? [p.right, p.left] : inputsOf(p);

/** Makes the operators of a resolved plan. Throws for what this engine lacks. */
export function compilePlan(p: Plan, context: OperatorContext): Step {
  forgetFolded();
  const uses = new Map<Plan, number>();
  const count = (q: Plan): void => {
    const n = (uses.get(q) ?? 0) + 1;
    uses.set(q, n);
    if (n === 1) for (const c of q.kind === "recursive" ? [q.input] : inputsOf(q)) count(c);
  };
  count(p);
  const within = context.pushKeys === undefined ? context : { ...context, keys: context.pushKeys(p, uses) };
  const shared = new Map<Plan, Step>();
  const alone = (q: Plan): boolean => (uses.get(q) ?? 0) < 2;
  const make = (q: Plan, lasting: Lasting = null): Step => {
    if (alone(q) || q.kind === "frame") return step(lean(q, alone), { ...within, lasting }, make, alone);
    let made = shared.get(q);
    if (made === undefined) {
      made = { kind: "shared", step: step(lean(q, alone), within, make, alone), batches: [], state: "new" };
      shared.set(q, made);
    }
    return made;
  };
  return make(p);
}

type Lasting = ReadonlySet<string> | null;

function step(
  p: Plan,
  context: OperatorContext,
  make: (p: Plan, lasting?: Lasting) => Step,
  alone: (p: Plan) => boolean,
): Step {
  if (p.kind === "frame" || p.kind === "scan")
    return { kind: "source", plan: p, keys: context.keys?.of(p), lasting: context.lasting ?? null };
  if (p.kind === "recursive") {
    const rounds = ruleOf("rounds", "recursive");
    return {
      kind: "recursive",
      rounds: () => rounds(p),
      input: make(p.input),
      compile: (q) => compilePlan(q, context),
    };
  }
  const below = lastingBelow(p, context.lasting ?? null);
  if (picksOf(p, alone))
    return {
      kind: "operator",
      operator: filter(p.input, context, schemaOf(p)),
      inputs: [make(p.input.input, lastingBelow(p.input, below))],
    };
  return {
    kind: "operator",
    operator: ruleOf("operators", p.kind)(p, context),
    inputs: orderOf(p).map((q) => make(q, below)),
  };
}

const FUNCTIONS = ["elementwise", "whole", "forms", "accumulators"] as const;
const NOT_BUILT = { missing: "ours", why: "it is not built yet" } as const;

/** The rule for a function, a gap, or undefined where there is none yet. */
function functionRule(name: string): unknown {
  for (const table of FUNCTIONS) if (Object.hasOwn(tables[table], name)) return tables[table][name];
  return undefined;
}

function gapsIn(e: Expr, into: Gap[]): void {
  if (e.kind === "call") {
    const rule = functionRule(e.fn) ?? (isComplete() ? NOT_BUILT : undefined);
    if (isMissing(rule)) into.push({ feature: `function ${e.fn}`, ...rule });
  }
  for (const c of partsOf(e)) gapsIn(c, into);
}

/** What a plan needs and this engine lacks. */
export function gaps(p: Plan): readonly Gap[] {
  const out: Gap[] = [];
  walkPlan(p, (n) => {
    const rule = tables.operators[n.kind];
    if (isMissing(rule)) out.push({ feature: n.kind, ...rule });
    for (const e of exprsOf(n)) gapsIn(e, out);
  });
  return out;
}
