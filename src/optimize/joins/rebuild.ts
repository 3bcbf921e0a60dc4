import { Bool } from "../../arrow/types.ts";
import { alias, col } from "../../expr/node.ts";
import { resolve } from "../../expr/resolve.ts";
import type { Output, Typed, TypedCall } from "../../expr/typed.ts";
import { filter, type JoinOptions, join, type Plan, select } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { conjunction } from "../conjuncts.ts";
import { type JoinTree, type Member, renamed, type Shape } from "./tree.ts";

const OPTIONS: JoinOptions = {
  how: "inner",
  suffix: "_right",
  coalesce: false,
  nullsEqual: false,
  validate: "m:m",
  maintainOrder: "none",
};

/** Names for the columns of all inputs, so that none occurs twice. */
function naming(leaves: readonly Plan[]): readonly ReadonlyMap<string, string>[] {
  const taken = new Set(leaves.flatMap((p) => schemaOf(p).fields.map((f) => f.name)));
  const used = new Set<string>();
  return leaves.map((p, i) => {
    const own = new Map<string, string>();
    for (const { name } of schemaOf(p).fields) {
      let fresh = name;
      if (used.has(name)) for (let k = i; taken.has(fresh); k++) fresh = `${name}:${k}`;
      taken.add(fresh);
      used.add(fresh);
      own.set(name, fresh);
    }
    return own;
  });
}

const equal = (a: Typed, b: Typed): TypedCall =>
  Object.freeze({
    kind: "call",
    fn: "eq",
    args: Object.freeze([a, b]),
    options: Object.freeze({}),
    type: Bool,
    nullable: a.nullable || b.nullable,
    shape: "rows",
    elementwise: true,
  });

interface Made {
  readonly plan: Plan;
  readonly leaves: number;
}

/** The joins of a tree in an order, with the columns that they had. */
export function rebuild(tree: JoinTree, order: Shape, schema: ReturnType<typeof schemaOf>): Plan {
  const names = naming(tree.leaves);
  const nameOf = (leaf: number, name: string): string => names[leaf]?.get(name) as string;
  const keyOf = ({ leaf, key }: Member): Output => {
    const input = renamed(key, (n) => nameOf(leaf, n));
    return Object.freeze({ kind: "alias", input, name: input.kind === "col" ? input.name : "key" });
  };
  let waiting = tree.conditions.map((c) => ({
    leaves: c.leaves,
    test: renamed(c.test, (n) => {
      const at = c.places.get(n);
      return at === undefined ? n : nameOf(at.leaf, at.name);
    }),
  }));

  const tested = ({ plan, leaves }: Made): Made => {
    const ready = waiting.filter((c) => (c.leaves & ~leaves) === 0);
    waiting = waiting.filter((c) => !ready.includes(c));
    const all = conjunction(ready.map((c) => c.test));
    return all === null ? { plan, leaves } : { plan: filter(plan, all), leaves };
  };

  const input = (leaf: number): Made => {
    const given = tree.leaves[leaf] as Plan;
    const own = names[leaf] as ReadonlyMap<string, string>;
    const kept = [...own].every(([a, b]) => a === b);
    const plan = kept
      ? given
      : select(
          given,
          resolve(
            [...own].map(([a, b]) => (a === b ? col(a) : alias(col(a), b))),
            schemaOf(given),
          ),
        );
    // Keys of one input that must equal the same key of another must equal each other.
    const same = tree.classes.flatMap((c) => {
      const [first, ...others] = c.filter((m) => m.leaf === leaf).map((m) => keyOf(m).input);
      return others.map((o) => equal(first as Typed, o));
    });
    const all = conjunction(same);
    return tested({ plan: all === null ? plan : filter(plan, all), leaves: 1 << leaf });
  };

  const make = (shape: Shape): Made => {
    if (typeof shape === "number") return input(shape);
    const [l, r] = [make(shape.probe), make(shape.build)];
    const keys = tree.classes.flatMap((c) => {
      const [a, b] = [l, r].map((side) => c.find((m) => ((side.leaves >> m.leaf) & 1) === 1));
      return a === undefined || b === undefined ? [] : [[keyOf(a), keyOf(b)] as const];
    });
    const options = keys.length === 0 ? ({ ...OPTIONS, how: "cross" } as const) : OPTIONS;
    const plan = join(
      l.plan,
      r.plan,
      keys.map(([a]) => a),
      keys.map(([, b]) => b),
      options,
    );
    return tested({ plan, leaves: l.leaves | r.leaves });
  };

  const { plan } = make(order);
  const made = schemaOf(plan);
  const wanted = schema.fields.map((f) => {
    const at = tree.columns.get(f.name) as { readonly leaf: number; readonly name: string };
    return [nameOf(at.leaf, at.name), f.name] as const;
  });
  return select(
    plan,
    resolve(
      wanted.map(([a, b]) => (a === b ? col(a) : alias(col(a), b))),
      made,
    ),
  );
}
