import { names, type Schema } from "../arrow/schema.ts";
import { childrenOf, columnsIn, rewrite, withChildren } from "../expr/children.ts";
import { valueToJson } from "../expr/json.ts";
import { col, type Expr } from "../expr/node.ts";
import { exprText } from "../expr/print.ts";
import { functionOf } from "../expr/registry.ts";
import { resolve } from "../expr/resolve.ts";
import { type Output, outputs, type Typed, typed } from "../expr/typed.ts";
import { exprsOf, rewritePlan, withExprs, withInputs } from "../plan/children.ts";
import { type Plan, select, withColumns } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import type { Rule } from "./rule.ts";

/** What is saved, in operations on numbers, before a column of its own pays. */
const LEAST = 4;
const HEAVY = 4;
const ROUNDS = 4;

const isWide = (e: Expr): boolean => !/^(U?Int|Float|Bool|Date32)/.test(typed(e).type.id);

/** Tells equal expressions by a number; null for those that need not give the same twice. */
class Numbers {
  readonly #known = new Map<Expr, number | null>();
  readonly #ids = new Map<string, number>();

  of(e: Expr): number | null {
    const before = this.#known.get(e);
    if (before !== undefined) return before;
    const text = this.#text(e);
    let id: number | null = null;
    if (text !== null) {
      id = this.#ids.get(text) ?? this.#ids.size;
      this.#ids.set(text, id);
    }
    this.#known.set(e, id);
    return id;
  }

  #text(e: Expr): string | null {
    const parts = childrenOf(e).map((c) => this.of(c));
    if (parts.includes(null)) return null;
    if (e.kind === "col" || e.kind === "lit")
      return `${e.kind} ${exprText(e)} ${JSON.stringify(valueToJson("value" in e ? e.value : ""))} ${typed(e).type.id}`;
    if (e.kind === "alias") return `alias ${parts}`;
    if (e.kind === "cast") return `cast ${parts} ${exprText({ ...e, input: col("x") })} ${e.strict}`;
    if (e.kind !== "call") return null;
    const kind = functionOf(e.fn)?.kind;
    if (kind !== "elementwise" && kind !== "aggregate") return null;
    let pure = true;
    const options = JSON.stringify(
      valueToJson(e.options, () => {
        pure = false;
        return null;
      }),
    );
    return pure ? `${e.fn} ${options} ${parts}` : null;
  }
}

function weightOf(e: Typed): number {
  const own = e.kind === "call" || e.kind === "cast" ? ([e, ...childrenOf(e)].some(isWide) ? HEAVY : 1) : 0;
  return childrenOf(e).reduce((n, c) => n + weightOf(c as Typed), own);
}
const mayFail = (e: Expr): boolean => (e.kind === "cast" && e.strict) || childrenOf(e).some(mayFail);
const BRANCHES: readonly string[] = ["when", "coalesce"];

/** Expressions of a row that occur more than once and are worth a column, those without another in them. */
function repeated(exprs: readonly Expr[], numbers: Numbers): Map<number, Typed> {
  const seen = new Map<number, { readonly e: Typed; count: number }>();
  const visit = (x: Expr, branch: boolean): void => {
    const e = x as Typed;
    const id = e.kind === "call" || e.kind === "cast" ? numbers.of(e) : null;
    const row = id !== null && e.elementwise && e.shape === "rows" && columnsIn(e).size > 0;
    // A branch that is not taken may not fail.
    if (row && !(branch && mayFail(e))) {
      const before = seen.get(id);
      if (before !== undefined) {
        before.count++;
        return;
      }
      seen.set(id, { e, count: 1 });
    }
    const inside = branch || (e.kind === "call" && BRANCHES.includes(e.fn));
    for (const c of childrenOf(e)) visit(c, inside);
  };
  for (const e of exprs) visit(e, false);
  const worth = new Map<number, Typed>();
  for (const [id, { e, count }] of seen) if (count > 1 && weightOf(e) * (count - 1) >= LEAST) worth.set(id, e);
  const within = (e: Expr): boolean => childrenOf(e).some((c) => worth.has(numbers.of(c) ?? -1) || within(c));
  for (const [id, e] of [...worth]) if (within(e)) worth.delete(id);
  return worth;
}

const output = (input: Typed, name: string): Output => Object.freeze({ kind: "alias", input, name });
const only = (p: Plan, s: Schema): Plan => select(p, resolve(names(s).map(col), schemaOf(p)));

function over(p: Plan, input: Plan, exprs: readonly Expr[], schema: Schema): Plan {
  const next = withExprs(withInputs(p, [input]), exprs);
  return p.kind === "select" || p.kind === "groupBy" ? next : only(next, schema);
}

function hoist(p: Plan & { readonly input: Plan }): Plan {
  const schema = schemaOf(p);
  let exprs = exprsOf(p);
  let { input } = p;
  for (let round = 0; round < ROUNDS; round++) {
    const numbers = new Numbers();
    const worth = repeated(exprs, numbers);
    if (worth.size === 0) break;
    const taken = new Set([...names(schemaOf(input)), ...names(schema)]);
    const columns = new Map<number, Output>();
    let k = 0;
    for (const [id, e] of worth) {
      let name = "";
      do name = `common ${++k}`;
      while (taken.has(name));
      columns.set(id, output(e, name));
    }
    input = withColumns(input, [...columns.values()]);
    const swap = (e: Expr): Expr => {
      const made = columns.get(numbers.of(e) ?? -1);
      if (made === undefined)
        return e.kind === "col" || e.kind === "lit" ? e : withChildren(e, childrenOf(e).map(swap));
      const { type, nullable } = made.input;
      return Object.freeze({ kind: "col", name: made.name, type, nullable, shape: "rows", elementwise: true }) as Typed;
    };
    exprs = exprs.map(swap);
  }
  return input === p.input ? p : over(p, input, exprs, schema);
}

/** Aggregates that are equal as one object, which an engine computes once. */
function oneObject(p: Plan): Plan {
  const numbers = new Numbers();
  const first = new Map<number, Expr>();
  let merged = false;
  const exprs = exprsOf(p).map((e) =>
    rewrite(e, (x) => {
      if (x.kind !== "call" || functionOf(x.fn)?.kind !== "aggregate") return x;
      const id = numbers.of(x);
      if (id === null) return x;
      const before = first.get(id);
      if (before === undefined) first.set(id, x);
      merged ||= before !== undefined && before !== x;
      return before ?? x;
    }),
  );
  return merged ? withExprs(p, exprs) : p;
}

function share(p: Plan): Plan {
  if (p.kind !== "select" && p.kind !== "withColumns" && p.kind !== "groupBy" && p.kind !== "filter") return p;
  if (p.kind !== "filter" && outputs(exprsOf(p)).some((o) => o.kind !== "alias")) return p;
  const next = hoist(p);
  return next.kind === "groupBy" || next.kind === "select" ? oneObject(next) : next;
}

/** Computes an expression that a node has several times once; not where it may differ each time, nor where it costs next to nothing. */
export const commonExpressions: Rule = { name: "commonExpressions", apply: (plan) => rewritePlan(plan, share) };
