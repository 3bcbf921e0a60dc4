import { rewrite } from "../../../expr/children.ts";
import { alias, col, type Expr } from "../../../expr/node.ts";
import { resolve } from "../../../expr/resolve.ts";
import { type Output, outputs, type TypedCall } from "../../../expr/typed.ts";
import { aggregatesIn, inTypeOf } from "../../../optimize/aggregates-in.ts";
import { estimate } from "../../../optimize/estimate/rows.ts";
import { withInputs } from "../../../plan/children.ts";
import { type GroupBy, groupBy, type Plan, type Select, select } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { keepsGroups } from "./apart.ts";
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

/** What tells the sum or count of a column, which several aggregates may be made of; null of anything else. */
function ofColumn(e: Expr): string | null {
  if (e.kind !== "call" || !SHARED.has(e.fn)) return null;
  const [arg] = e.args;
  return arg?.kind === "col" ? `${e.fn} ${arg.name}` : null;
}
const SHARED: ReadonlySet<string> = new Set(["sum", "count"]);

function partsOf(made: readonly Output[], keys: readonly string[]): Parts | null {
  const calls = merged(made);
  if (calls === null || (calls.length === 0 && keys.length === 0)) return null;
  const taken = new Set(keys);
  const columns = new Map<TypedCall, readonly string[]>();
  const below: Expr[] = [];
  const known = new Map<string, string>();
  for (const c of calls) {
    const parts = mergeOf(c)?.parts(c) ?? [];
    columns.set(
      c,
      parts.map((e) => {
        const text = ofColumn(e);
        const before = text === null ? undefined : known.get(text);
        if (before !== undefined) return before;
        let name = `part ${below.length}`;
        while (taken.has(name)) name = `${name}'`;
        below.push(alias(e, name));
        if (text !== null) known.set(text, name);
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

/** The share of the rows that groups may be: of more, each part would make as much as there is, and all again. */
const FEW = 0.5;

/** Groups of stretches of rows, and groups of these: in order of first appearance, as all rows give them. */
export function groupParts(p: GroupBy, chain: Chain, n: number): Split | null {
  const keys = outputs(p.keys);
  if (!keys.every((k) => k.input.elementwise)) return null;
  const leaves = stretches(chain.leaf, n);
  if (leaves.length < 2) return null;
  if (keepsGroups(keys, chain, leaves))
    return { parts: leaves.map((leaf) => withInputs(p, [chain.over(leaf)])), whole: (rows) => rows };
  if (chain.leaf.kind === "scan" && estimate(p).rows > FEW * estimate(p.input).rows)
    return { parts: leaves.map(chain.over), whole: (rows) => withInputs(p, [rows]) };
  const parts = partsOf(
    outputs(p.aggs),
    keys.map((k) => k.name),
  );
  if (parts === null) return null;
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
