import { names } from "../arrow/schema.ts";
import { columnsIn, rewrite } from "../expr/children.ts";
import { alias, call, col, type Expr } from "../expr/node.ts";
import { resolve } from "../expr/resolve.ts";
import { type Output, outputs, type Typed, type TypedCall } from "../expr/typed.ts";
import { rewritePlan } from "../plan/children.ts";
import { joinColumns } from "../plan/join-columns.ts";
import { type GroupBy, groupBy, type Join, join, type Plan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import { aggregatesIn, inTypeOf } from "./aggregates-in.ts";
import { substitute } from "./conjuncts.ts";
import { estimate } from "./estimate/rows.ts";
import type { Rule } from "./rule.ts";

/** Aggregates of parts, and what makes the whole of them. */
const MERGED: Readonly<Record<string, string>> = { sum: "sum", count: "sum", len: "sum", min: "min", max: "max" };
/** Rows from which it pays, and how many of them must be in one group. */
const ROWS = 50_000;
const FOLD = 4;

const nameOf = (e: Typed): string | null => (e.kind === "col" ? e.name : null);

const isMerged = (c: TypedCall): boolean =>
  Object.hasOwn(MERGED, c.fn) && c.args.every((a) => a.elementwise && a.shape === "rows");

interface Grouped {
  readonly keys: readonly string[];
  readonly made: readonly Output[];
  readonly join: Join;
}

/** The keys and aggregates of a groupBy in the columns of the join right below it, or below choices of columns. */
function overJoin(p: GroupBy): Grouped | null {
  let [keys, aggs, below] = [outputs(p.keys), outputs(p.aggs), p.input];
  while (below.kind === "select" && outputs(below.exprs).every((o) => o.input.kind === "col")) {
    const makers = new Map(outputs(below.exprs).map((o) => [o.name, o]));
    const through = (o: Output): Output => Object.freeze({ ...o, input: substitute(o.input, makers) });
    [keys, aggs, below] = [keys.map(through), aggs.map(through), below.input];
  }
  if (below.kind !== "join") return null;
  const { how, validate, maintainOrder } = below.options;
  if (how !== "inner" || validate !== "m:m" || maintainOrder !== "none") return null;
  const plain = keys.map((k) => nameOf(k.input));
  return plain.includes(null) ? null : { keys: plain as string[], made: aggs, join: below };
}

function pushed(p: GroupBy, side: "left" | "right", { keys, made, join: j }: Grouped): Plan | null {
  const columns = new Map(joinColumns(j).map((c) => [c.field.name, c]));
  const calls = aggregatesIn(
    made.map((o) => o.input),
    isMerged,
  );
  const on = outputs(side === "left" ? j.leftOn : j.rightOn).map((o) => nameOf(o.input));
  if (calls === null || calls.length === 0 || on.includes(null)) return null;
  const own = (n: string): boolean => columns.get(n)?.side === side;
  const read = new Set(calls.flatMap((c) => [...columnsIn(c)]));
  // Names stay what they are, so that none gets or loses a suffix.
  if (![...read].every(own) || ![...read, ...keys].every((n) => columns.get(n)?.name === n)) return null;
  const input = side === "left" ? j.left : j.right;
  const { rows } = estimate(input);
  if (rows < ROWS || estimate(j).rows < rows / 2) return null;

  const taken = new Set([...names(schemaOf(j.left)), ...names(schemaOf(j.right)), ...names(schemaOf(p))]);
  let k = 0;
  const fresh = (): string => {
    let name = "";
    do name = `part ${++k}`;
    while (taken.has(name));
    return name;
  };
  const parts = new Map(calls.map((c) => [c, fresh()]));
  const by = [...new Set([...keys.filter(own), ...(on as string[])])];
  const s = schemaOf(input);
  const below = groupBy(
    input,
    resolve(by.map(col), s),
    resolve(
      [...parts].map(([c, name]) => alias(c, name)),
      s,
    ),
    false,
  );
  if (estimate(below).rows > rows / FOLD) return null;
  const [l, r] = side === "left" ? [below, j.right] : [j.left, below];
  const next = join(l, r, j.leftOn, j.rightOn, j.options);
  const at = schemaOf(next);
  if (!keys.every((n) => at.index.has(n)) || ![...parts.values()].every((n) => at.index.has(n))) return null;
  const whole = (c: TypedCall): Expr => inTypeOf(c, call(MERGED[c.fn] as string, [col(parts.get(c) as string)]), at);
  return groupBy(
    next,
    resolve(
      keys.map((n, i) => alias(col(n), outputs(p.keys)[i]?.name ?? n)),
      at,
    ),
    resolve(
      made.map((o) =>
        alias(
          rewrite(o.input, (e) => (parts.has(e as TypedCall) ? whole(e as TypedCall) : e)),
          o.name,
        ),
      ),
      at,
    ),
    false,
  );
}

function change(p: Plan): Plan {
  if (p.kind !== "groupBy" || p.maintainOrder) return p;
  const over = overJoin(p);
  if (over === null) return p;
  return pushed(p, "left", over) ?? pushed(p, "right", over) ?? p;
}

/** Sums, counts, least and greatest values of one side of an inner join are taken before it, by its keys, and put together after it, where that joins far fewer rows. */
export const pushAggregates: Rule = { name: "pushAggregates", apply: (plan) => rewritePlan(plan, change) };
