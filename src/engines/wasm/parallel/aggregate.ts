import { rewrite } from "../../../expr/children.ts";
import { alias, col, type Expr } from "../../../expr/node.ts";
import { resolve } from "../../../expr/resolve.ts";
import { type Output, outputs, type TypedCall } from "../../../expr/typed.ts";
import { aggregatesIn, inTypeOf } from "../../../optimize/aggregates-in.ts";
import { type GroupBy, groupBy, type Plan, type Select, select } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { type Chain, stretches } from "./chain.ts";
import { mergeOf } from "./merge.ts";
import type { Split } from "./split.ts";

const merged = (made: readonly Output[]): readonly TypedCall[] | null =>
  aggregatesIn(
    made.map((o) => o.input),
    (c) => mergeOf(c) !== null,
  );

interface Parts {
  /** What is made of each part. */
  readonly below: readonly Expr[];
  /** The outputs, made of the columns of all parts together. */
  readonly above: (schema: ReturnType<typeof schemaOf>) => readonly Expr[];
}

function partsOf(made: readonly Output[], keys: readonly string[]): Parts | null {
  const calls = merged(made);
  if (calls === null || (calls.length === 0 && keys.length === 0)) return null;
  const taken = new Set(keys);
  const columns = new Map<TypedCall, readonly string[]>();
  const below: Expr[] = [];
  for (const c of calls) {
    const parts = mergeOf(c)?.parts(c) ?? [];
    columns.set(
      c,
      parts.map((e) => {
        let name = `part ${below.length}`;
        while (taken.has(name)) name = `${name}'`;
        below.push(alias(e, name));
        return name;
      }),
    );
  }
  return {
    below,
    above: (schema) => {
      const whole = (c: TypedCall): Expr =>
        inTypeOf(c, mergeOf(c)?.whole((columns.get(c) ?? []).map(col), c) as Expr, schema);
      return made.map((o) =>
        alias(
          rewrite(o.input, (e) => (columns.has(e as TypedCall) ? whole(e as TypedCall) : e)),
          o.name,
        ),
      );
    },
  };
}

/** Groups of stretches of rows, and groups of these: in order of first appearance, as all rows give them. */
export function groupParts(p: GroupBy, chain: Chain, n: number): Split | null {
  const keys = outputs(p.keys);
  const parts = partsOf(
    outputs(p.aggs),
    keys.map((k) => k.name),
  );
  if (parts === null || !keys.every((k) => k.input.elementwise)) return null;
  const leaves = stretches(chain.leaf, n);
  if (leaves.length < 2) return null;
  const of = (leaf: Plan): Plan => {
    const input = chain.over(leaf);
    return groupBy(input, p.keys, resolve(parts.below, schemaOf(input)), p.maintainOrder);
  };
  return {
    parts: leaves.map(of),
    whole(rows) {
      const schema = schemaOf(rows);
      const again = resolve(
        keys.map((k) => col(k.name)),
        schema,
      );
      return groupBy(rows, again, resolve(parts.above(schema), schema), p.maintainOrder);
    },
  };
}

const POSITIONS: ReadonlySet<string> = new Set(["first", "last"]);

/** Aggregates of all rows, made of those of stretches. */
export function wholeParts(p: Select, chain: Chain, n: number): Split | null {
  const made = outputs(p.exprs);
  const calls = merged(made);
  if (calls === null || calls.length === 0) return null;
  // A stretch may be left with no rows, and has no first one then.
  if (calls.some((c) => POSITIONS.has(c.fn))) return null;
  const parts = partsOf(made, []);
  if (parts === null) return null;
  const leaves = stretches(chain.leaf, n);
  if (leaves.length < 2) return null;
  const of = (leaf: Plan): Plan => {
    const input = chain.over(leaf);
    return select(input, resolve(parts.below, schemaOf(input)));
  };
  return {
    parts: leaves.map(of),
    whole(rows) {
      const schema = schemaOf(rows);
      return select(rows, resolve(parts.above(schema), schema));
    },
  };
}
