import { columnsIn, rewrite } from "../../expr/children.ts";
import { exprText } from "../../expr/print.ts";
import { type Output, outputs, type Typed, typed } from "../../expr/typed.ts";
import { joinColumns } from "../../plan/join-columns.ts";
import type { Join, Plan } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { conjuncts } from "../conjuncts.ts";

/** A column of one of the inputs. */
export interface Place {
  readonly leaf: number;
  readonly name: string;
}
/** An expression of one input that must equal others. */
export interface Member {
  readonly leaf: number;
  readonly key: Typed;
}
/** A condition over columns of several inputs. */
export interface Condition {
  readonly test: Typed;
  readonly places: ReadonlyMap<string, Place>;
  readonly leaves: number;
}
/** How inner joins were nested. */
export type Shape = number | { readonly probe: Shape; readonly build: Shape };

/** Nested inner joins as what they mean: inputs, what must be equal, what must hold. */
export interface JoinTree {
  readonly leaves: readonly Plan[];
  readonly classes: readonly (readonly Member[])[];
  readonly conditions: readonly Condition[];
  readonly columns: ReadonlyMap<string, Place>;
  readonly shape: Shape;
}

/** More inputs than bits are left as they are. */
const MOST = 30;

/** A join whose result is the same set of rows in whatever order its inputs are joined, and that promises no order. */
export function isFree(p: Plan): p is Join {
  if (p.kind !== "join") return false;
  const { how, validate, maintainOrder, nullsEqual } = p.options;
  if (validate !== "m:m" || maintainOrder !== "none") return false;
  if (how === "cross") return true;
  return (
    how === "inner" && !nullsEqual && [...outputs(p.leftOn), ...outputs(p.rightOn)].every((k) => k.input.elementwise)
  );
}

/** Whether a plan is filters and choices of columns over such a join. */
export function isTree(p: Plan): boolean {
  if (p.kind === "filter") return typed(p.predicate).elementwise && isTree(p.input);
  if (p.kind === "select") return outputs(p.exprs).every((o) => o.input.kind === "col") && isTree(p.input);
  return isFree(p);
}

interface Part {
  readonly columns: ReadonlyMap<string, Place>;
  readonly shape: Shape;
}

class Flattener {
  readonly leaves: Plan[] = [];
  readonly conditions: Condition[] = [];
  stiff: Plan | null = null;
  readonly #keys = new Map<string, Member & { readonly id: string }>();
  readonly #parent = new Map<string, string>();
  readonly #whole: (p: Plan) => boolean;

  /** `whole` says which parts stay one: those that others read too. */
  constructor(whole: (p: Plan) => boolean) {
    this.#whole = whole;
  }

  #leaf(p: Plan): Part {
    const leaf = this.leaves.push(p) - 1;
    return { columns: new Map(schemaOf(p).fields.map((f) => [f.name, { leaf, name: f.name }])), shape: leaf };
  }

  part(p: Plan, top: boolean): Part {
    if (!top && (this.#whole(p) || !isTree(p))) return this.#leaf(p);
    if (p.kind === "filter") {
      const below = this.part(p.input, false);
      for (const test of conjuncts(typed(p.predicate))) this.#condition(test, below.columns);
      return below;
    }
    if (p.kind === "select") {
      const below = this.part(p.input, false);
      const columns = new Map<string, Place>();
      for (const o of outputs(p.exprs))
        if (o.input.kind === "col") columns.set(o.name, below.columns.get(o.input.name) as Place);
      return { columns, shape: below.shape };
    }
    return isFree(p) ? this.#join(p) : this.#leaf(p);
  }

  #condition(test: Typed, columns: ReadonlyMap<string, Place>): void {
    const places = new Map([...columnsIn(test)].map((n) => [n, columns.get(n) as Place]));
    let leaves = 0;
    for (const { leaf } of places.values()) leaves |= 1 << leaf;
    this.conditions.push({ test, places, leaves });
  }

  #join(p: Join): Part {
    const [left, right] = [this.part(p.left, false), this.part(p.right, false)];
    const pairs = outputs(p.leftOn).map((k, i) => [
      this.#member(k, left.columns),
      this.#member(outputs(p.rightOn)[i] as Output, right.columns),
    ]);
    // A key of several inputs: the join stays as it is.
    if (pairs.some(([a, b]) => a === null || b === null)) this.stiff ??= p;
    else for (const [a, b] of pairs) this.#unite(a as string, b as string);
    const sides = { left: left.columns, right: right.columns };
    return {
      columns: new Map(joinColumns(p).map((c) => [c.field.name, sides[c.side].get(c.name) as Place])),
      shape: { probe: left.shape, build: right.shape },
    };
  }

  #member({ input }: Output, columns: ReadonlyMap<string, Place>): string | null {
    const places = [...columnsIn(input)].map((n) => columns.get(n) as Place);
    const leaf = places[0]?.leaf;
    if (leaf === undefined || places.some((q) => q.leaf !== leaf)) return null;
    const key = renamed(input, (n) => (columns.get(n) as Place).name);
    const id = `${leaf} ${exprText(key)}`;
    if (!this.#keys.has(id)) this.#keys.set(id, { leaf, key, id });
    return id;
  }

  #root(id: string): string {
    let at = id;
    for (let up = this.#parent.get(at); up !== undefined; up = this.#parent.get(at)) at = up;
    return at;
  }
  #unite(a: string, b: string): void {
    const [x, y] = [this.#root(a), this.#root(b)];
    if (x !== y) this.#parent.set(y, x);
  }

  classes(): readonly (readonly Member[])[] {
    const out = new Map<string, Member[]>();
    for (const m of this.#keys.values()) {
      const root = this.#root(m.id);
      out.set(root, [...(out.get(root) ?? []), m]);
    }
    return [...out.values()].filter((c) => c.length > 1);
  }
}

/** An expression with its columns named otherwise. */
export const renamed = (e: Typed, name: (n: string) => string): Typed =>
  rewrite(e, (x) =>
    x.kind === "col" && name(x.name) !== x.name ? Object.freeze({ ...x, name: name(x.name) }) : x,
  ) as Typed;

/** The inputs and conditions of nested inner joins; null where they are too few or too many. */
export function treeOf(p: Plan, whole: (p: Plan) => boolean): JoinTree | null {
  const stiff = new Set<Plan>();
  for (;;) {
    const f = new Flattener((q) => stiff.has(q) || whole(q));
    const { columns, shape } = f.part(p, true);
    if (f.stiff !== null) {
      if (f.stiff === p) return null;
      stiff.add(f.stiff);
      continue;
    }
    if (f.leaves.length < 2 || f.leaves.length > MOST) return null;
    return { leaves: f.leaves, classes: f.classes(), conditions: f.conditions, columns, shape };
  }
}
