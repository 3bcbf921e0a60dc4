import { columnsIn } from "../../expr/children.ts";
import type { Expr } from "../../expr/node.ts";
import { type Output, outputs, type TypedCol, typed } from "../../expr/typed.ts";
import { exprsOf, withInputs } from "../../plan/children.ts";
import { type Filter, type Plan, type Select, select } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { type Fed, split } from "./operators/group-by/split.ts";

/** Whether one reader alone has a plan's rows. */
type Alone = (p: Plan) => boolean;

const reads = (exprs: readonly Expr[], into: Set<string> = new Set()): Set<string> => {
  for (const e of exprs) columnsIn(e, into);
  return into;
};
const elementwise = (exprs: readonly Output[]): boolean => exprs.every((o) => o.input.elementwise);

/** A select of columns of the filter below it, which the filter does itself. */
export const picksOf = (p: Plan, alone: Alone): p is Select & { readonly input: Filter } =>
  p.kind === "select" &&
  p.input.kind === "filter" &&
  alone(p.input) &&
  typed(p.input.predicate).elementwise &&
  outputs(p.exprs).every((o) => o.input.kind === "col" && o.input.name === o.name);

function narrowed(p: Plan, need: ReadonlySet<string>, alone: Alone): Plan {
  if (!alone(p)) return p;
  if (p.kind === "filter") {
    if (!typed(p.predicate).elementwise) return p;
    const { fields } = schemaOf(p);
    const kept = fields.filter((f) => need.has(f.name));
    if (kept.length === fields.length) return p;
    return select(
      p,
      kept.map(({ name, type, nullable }): Output => {
        const input: TypedCol = { kind: "col", name, type, nullable, shape: "rows", elementwise: true };
        return { kind: "alias", name, input };
      }),
    );
  }
  if (p.kind !== "withColumns" || !elementwise(outputs(p.exprs))) return p;
  const made = new Set(outputs(p.exprs).map((o) => o.name));
  const below = reads(p.exprs, new Set([...need].filter((n) => !made.has(n))));
  const input = narrowed(p.input, below, alone);
  return input === p.input ? p : withInputs(p, [input]);
}

/** The same plan, where a filter below makes only the columns that are read after it. */
export function lean(p: Plan, alone: Alone): Plan {
  if (p.kind !== "groupBy" && p.kind !== "select") return p;
  const below = p.input.kind;
  if ((below !== "filter" && below !== "withColumns") || picksOf(p, alone)) return p;
  const input = narrowed(p.input, reads(exprsOf(p)), alone);
  return input === p.input ? p : withInputs(p, [input]);
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Whether a filter makes columns of its own also where all rows stay: of what was read from files, whose memory is used
 * again then.
 */
export function copies(p: Filter): boolean {
  let below = p.input;
  while (
    (below.kind === "filter" && typed(below.predicate).elementwise) ||
    ((below.kind === "select" || below.kind === "withColumns") && elementwise(outputs(below.exprs)))
  )
    below = below.input;
  return below.kind === "scan";
}

/** Aggregates that keep nothing of the columns that they are given. */
const FORGETFUL: ReadonlySet<string> = new Set([
  "sum",
  "mean",
  "min",
  "max",
  "count",
  "len",
  "nullCount",
  "any",
  "all",
]);
export const forgets = (fn: string): boolean => FORGETFUL.has(fn);

function fedBy(exprs: readonly Output[], lasting: Set<string>): Set<string> | null {
  for (const { input } of exprs) {
    const own: Fed[] = [];
    if (split(input, own, []) === null) return null;
    for (const { call } of own) if (!forgets(call.fn)) reads(call.args, lasting);
  }
  return lasting;
}

/**
 * The columns that a plan's input must make to last, given those that its own reader must have so: all others are dead
 * once a batch went through. Null: all must last.
 */
export function lastingBelow(p: Plan, lasting: ReadonlySet<string> | null): ReadonlySet<string> | null {
  switch (p.kind) {
    case "groupBy":
      return outputs(p.keys).every((o) => o.input.elementwise) ? fedBy(outputs(p.aggs), reads(p.keys)) : null;
    case "select":
      if (outputs(p.exprs).every((o) => o.input.shape === "scalar")) return fedBy(outputs(p.exprs), new Set());
      if (lasting === null || !elementwise(outputs(p.exprs))) return null;
      return reads(outputs(p.exprs).filter((o) => lasting.has(o.name)));
    case "withColumns":
      if (lasting === null || !elementwise(outputs(p.exprs))) return null;
      return reads(
        outputs(p.exprs).filter((o) => lasting.has(o.name)),
        new Set(lasting),
      );
    case "filter":
      if (!typed(p.predicate).elementwise) return null;
      return copies(p) ? NOTHING : lasting;
    default:
      return null;
  }
}
