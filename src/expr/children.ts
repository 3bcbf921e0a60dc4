import type { Expr, OrderKey } from "./node.ts";

interface Rule<E> {
  readonly get: (e: E) => readonly Expr[];
  readonly set: (e: E, children: readonly Expr[]) => E;
}
type Table = { readonly [K in Expr["kind"]]: Rule<Extract<Expr, { kind: K }>> };

const NONE: readonly Expr[] = Object.freeze([]);
const leaf = { get: () => NONE, set: <E>(e: E): E => e };
const freeze = <E>(e: E): E => Object.freeze(e);

/** Where each kind of expression keeps its children: the one place that knows. */
const CHILDREN: Table = {
  col: leaf,
  columns: leaf,
  lit: leaf,
  alias: { get: (e) => [e.input], set: (e, [input]) => freeze({ ...e, input: input as Expr }) },
  rename: { get: (e) => [e.input], set: (e, [input]) => freeze({ ...e, input: input as Expr }) },
  cast: { get: (e) => [e.input], set: (e, [input]) => freeze({ ...e, input: input as Expr }) },
  call: { get: (e) => e.args, set: (e, args) => freeze({ ...e, args: freeze(args) }) },
  eval: { get: (e) => [e.input], set: (e, [input]) => freeze({ ...e, input: input as Expr }) },
  over: {
    get: (e) => [e.input, ...e.partitionBy, ...e.orderBy.map((k) => k.expr)],
    set: (e, all) => {
      const n = e.partitionBy.length;
      const orderBy = e.orderBy.map((k, i): OrderKey => freeze({ ...k, expr: all[1 + n + i] as Expr }));
      return freeze({
        ...e,
        input: all[0] as Expr,
        partitionBy: freeze(all.slice(1, 1 + n)),
        orderBy: freeze(orderBy),
      });
    },
  },
};

const ruleOf = (e: Expr): Rule<Expr> => CHILDREN[e.kind] as unknown as Rule<Expr>;

/** The expressions right below one. */
export const childrenOf = (e: Expr): readonly Expr[] => ruleOf(e).get(e);

/** All expressions right below one, also those that stand for other columns than it does. */
export const partsOf = (e: Expr): readonly Expr[] => (e.kind === "eval" ? [e.input, e.body] : childrenOf(e));

/** The same expression over other children; the very same object where none differs. */
export function withChildren(e: Expr, children: readonly Expr[]): Expr {
  const old = childrenOf(e);
  return old.every((c, i) => c === children[i]) ? e : ruleOf(e).set(e, children);
}

/** Rewrites an expression from the leaves up; unchanged parts stay the same objects. */
export function rewrite(e: Expr, change: (e: Expr) => Expr): Expr {
  const children = childrenOf(e);
  return change(
    children.length === 0
      ? e
      : withChildren(
          e,
          children.map((c) => rewrite(c, change)),
        ),
  );
}

/** Whether `test` holds anywhere in an expression. */
export const some = (e: Expr, test: (e: Expr) => boolean): boolean =>
  test(e) || childrenOf(e).some((c) => some(c, test));

/** The names of the columns that an expression reads, each once. */
export function columnsIn(e: Expr, into: Set<string> = new Set()): Set<string> {
  if (e.kind === "col") into.add(e.name);
  else for (const c of childrenOf(e)) columnsIn(c, into);
  return into;
}
