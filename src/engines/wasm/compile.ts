import type { Batch } from "../../arrow/batch.ts";
import { type Gap, isMissing } from "../../engine/rules.ts";
import { partsOf, some } from "../../expr/children.ts";
import type { Expr } from "../../expr/node.ts";
import { isComplete } from "../../expr/registry.ts";
import { type Typed, typed } from "../../expr/typed.ts";
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
      /** A filter that the scan does itself, and the columns that are read after it. */
      readonly filtered?: { readonly predicate: Typed; readonly columns: readonly string[] };
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
  const filtered = scanFilter(p, context, alone);
  if (filtered !== null) return filtered;
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

/** A filter over a file whose scan leaves out what fails; null where that cannot be. */
function scanFilter(p: Plan, context: OperatorContext, alone: (p: Plan) => boolean): Step | null {
  const f = picksOf(p, alone) ? p.input : p;
  if (f.kind !== "filter" || f.input.kind !== "scan" || !alone(f.input)) return null;
  const scan = f.input;
  const predicate = typed(f.predicate);
  if (scan.limit !== null || scan.table?.filters !== true || !predicate.elementwise || callsOut(predicate)) return null;
  const columns = schemaOf(p).fields.map((c) => c.name);
  const keys = context.keys?.of(scan);
  return { kind: "source", plan: scan, keys, lasting: context.lasting ?? null, filtered: { predicate, columns } };
}
/** Functions of the user are called for each row, in its order. */
const callsOut = (e: Typed): boolean => some(e, (x) => x.kind === "call" && /^map(Elements|Rows|Batches)$/.test(x.fn));

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
