import type { Expr, OrderKey } from "../expr/node.ts";
import type { Plan } from "./node.ts";

interface Rule<P> {
  readonly plans: (p: P) => readonly Plan[];
  readonly setPlans: (p: P, plans: readonly Plan[]) => P;
  readonly exprs: (p: P) => readonly Expr[];
  readonly setExprs: (p: P, exprs: readonly Expr[]) => P;
}
type Table = { readonly [K in Plan["kind"]]: Rule<Extract<Plan, { kind: K }>> };

const NO_PLANS: readonly Plan[] = Object.freeze([]);
const NO_EXPRS: readonly Expr[] = Object.freeze([]);
const freeze = <T>(x: T): T => Object.freeze(x);
const same = <P>(p: P): P => p;

const leaf = { plans: () => NO_PLANS, setPlans: same, exprs: () => NO_EXPRS, setExprs: same };
const unary = {
  plans: (p: { readonly input: Plan }) => [p.input],
  setPlans: <P extends { readonly input: Plan }>(p: P, [input]: readonly Plan[]): P =>
    freeze({ ...p, input: input as Plan }),
  exprs: () => NO_EXPRS,
  setExprs: same,
};
const listed = {
  ...unary,
  exprs: (p: { readonly exprs: readonly Expr[] }) => p.exprs,
  setExprs: <P extends { readonly exprs: readonly Expr[] }>(p: P, exprs: readonly Expr[]): P =>
    freeze({ ...p, exprs: freeze(exprs) }),
};

const sides = {
  plans: (p: { readonly left: Plan; readonly right: Plan }) => [p.left, p.right],
  setPlans: <P extends { readonly left: Plan; readonly right: Plan }>(p: P, [left, right]: readonly Plan[]): P =>
    freeze({ ...p, left: left as Plan, right: right as Plan }),
};
interface Windows {
  readonly index: Expr;
  readonly keys: readonly Expr[];
  readonly aggs: readonly Expr[];
}
const windows = {
  ...unary,
  exprs: (p: Windows) => [p.index, ...p.keys, ...p.aggs],
  setExprs: <P extends Windows>(p: P, [index, ...rest]: readonly Expr[]): P =>
    freeze({
      ...p,
      index: index as Expr,
      keys: freeze(rest.slice(0, p.keys.length)),
      aggs: freeze(rest.slice(p.keys.length)),
    }),
};

/** Where each kind of plan keeps its inputs and expressions: the one place that knows. */
const CHILDREN: Table = {
  frame: leaf,
  scan: {
    ...leaf,
    exprs: (p) => (p.predicate === null ? NO_EXPRS : [p.predicate]),
    setExprs: (p, exprs) => freeze({ ...p, predicate: exprs[0] ?? null }),
  },
  select: listed,
  withColumns: listed,
  filter: {
    ...unary,
    exprs: (p) => [p.predicate],
    setExprs: (p, [predicate]) => freeze({ ...p, predicate: predicate as Expr }),
  },
  drop: unary,
  renameColumns: unary,
  castColumns: unary,
  dropNulls: unary,
  sort: {
    ...unary,
    exprs: (p) => p.by.map((k) => k.expr),
    setExprs: (p, exprs) =>
      freeze({ ...p, by: freeze(p.by.map((k, i): OrderKey => freeze({ ...k, expr: exprs[i] as Expr }))) }),
  },
  slice: unary,
  unique: unary,
  groupBy: {
    ...unary,
    exprs: (p) => [...p.keys, ...p.aggs],
    setExprs: (p, exprs) =>
      freeze({ ...p, keys: freeze(exprs.slice(0, p.keys.length)), aggs: freeze(exprs.slice(p.keys.length)) }),
  },
  join: {
    ...sides,
    exprs: (p) => [...p.leftOn, ...p.rightOn],
    setExprs: (p, exprs) =>
      freeze({ ...p, leftOn: freeze(exprs.slice(0, p.leftOn.length)), rightOn: freeze(exprs.slice(p.leftOn.length)) }),
  },
  concat: { ...leaf, plans: (p) => p.inputs, setPlans: (p, inputs) => freeze({ ...p, inputs: freeze(inputs) }) },
  bySchema: { ...leaf, plans: (p) => p.inputs, setPlans: (p, inputs) => freeze({ ...p, inputs: freeze(inputs) }) },
  sql: { ...leaf, plans: (p) => p.inputs, setPlans: (p, inputs) => freeze({ ...p, inputs: freeze(inputs) }) },
  recursive: {
    ...leaf,
    plans: (p) => [p.input, p.step],
    setPlans: (p, [input, step]) => freeze({ ...p, input: input as Plan, step: step as Plan }),
  },
  explode: unary,
  unnest: unary,
  unpivot: unary,
  pivot: unary,
  sample: unary,
  withRowIndex: unary,
  everyColumn: unary,
  joinAsof: {
    ...sides,
    exprs: (p) => [p.leftOn, p.rightOn, ...p.leftBy, ...p.rightBy],
    setExprs: (p, [leftOn, rightOn, ...by]) =>
      freeze({
        ...p,
        leftOn: leftOn as Expr,
        rightOn: rightOn as Expr,
        leftBy: freeze(by.slice(0, p.leftBy.length)),
        rightBy: freeze(by.slice(p.leftBy.length)),
      }),
  },
  joinWhere: {
    ...sides,
    exprs: (p) => p.predicates,
    setExprs: (p, predicates) => freeze({ ...p, predicates: freeze(predicates) }),
  },
  groupByDynamic: windows,
  rolling: windows,
  upsample: unary,
  mergeSorted: { ...sides, exprs: () => NO_EXPRS, setExprs: same },
  setSorted: unary,
  resampleOhlcv: unary,
};

const ruleOf = (p: Plan): Rule<Plan> => CHILDREN[p.kind] as unknown as Rule<Plan>;

/** The plans right below one. */
export const inputsOf = (p: Plan): readonly Plan[] => ruleOf(p).plans(p);
/** The expressions in one node. */
export const exprsOf = (p: Plan): readonly Expr[] => ruleOf(p).exprs(p);

/** The same node over other inputs; the very same object where none differs. */
export function withInputs(p: Plan, inputs: readonly Plan[]): Plan {
  return inputsOf(p).every((c, i) => c === inputs[i]) ? p : ruleOf(p).setPlans(p, inputs);
}

/** The same node with other expressions; the very same object where none differs. */
export function withExprs(p: Plan, exprs: readonly Expr[]): Plan {
  return exprsOf(p).every((e, i) => e === exprs[i]) ? p : ruleOf(p).setExprs(p, exprs);
}

/** Rewrites a plan from the leaves up; shared inputs are rewritten once, unchanged parts stay the same objects. */
export function rewritePlan(p: Plan, change: (p: Plan) => Plan, done: Map<Plan, Plan> = new Map()): Plan {
  const known = done.get(p);
  if (known !== undefined) return known;
  const out = change(
    withInputs(
      p,
      inputsOf(p).map((c) => rewritePlan(c, change, done)),
    ),
  );
  done.set(p, out);
  return out;
}

/** Calls `visit` for every node, inputs first, shared ones once. */
export function walkPlan(p: Plan, visit: (p: Plan) => void, seen: Set<Plan> = new Set()): void {
  if (seen.has(p)) return;
  seen.add(p);
  for (const c of inputsOf(p)) walkPlan(c, visit, seen);
  visit(p);
}
