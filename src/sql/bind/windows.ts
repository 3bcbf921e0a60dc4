import { Float64, Int64 } from "../../arrow/types.ts";
import { nearest } from "../../core/suggest.ts";
import { columnsIn, rewrite } from "../../expr/children.ts";
import type { WindowFrame } from "../../expr/frame.ts";
import { alias, call, cast, col, type Expr, lit, type OrderKey, over } from "../../expr/node.ts";
import { withColumns } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import type { Expr as Ast, Call } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import type { Window } from "../syntax/window.ts";
import { aggregate, aggregateNames, isAggregate, nameOf } from "./aggregates.ts";
import type { Env } from "./env.ts";
import { bind } from "./expression.ts";
import { keyOfExpr } from "./key.ts";
import { orderKeys } from "./order.ts";
import { perRow } from "./per-row.ts";
import { relation } from "./relation.ts";
import { rowNumberOver } from "./row-number.ts";
import { frameOf, SO_FAR, windowOf } from "./window-frame.ts";

/** Where a window function stands: its partition, its order, and how rows are told apart in them. */
interface Place {
  readonly e: Call;
  readonly env: Env;
  readonly partition: readonly Expr[];
  readonly keys: readonly OrderKey[];
  readonly frame: WindowFrame | undefined;
}
interface Rule {
  readonly least: number;
  readonly most: number;
  readonly make: (p: Place, args: readonly Expr[]) => Expr;
}

const whole = (e: Expr): Expr => cast(e, Int64);
const float = (e: Expr): Expr => cast(e, Float64);
const one = lit(1n, Int64);
const plus = (a: Expr, b: Expr): Expr => call("add", [a, b]);
const minus = (a: Expr, b: Expr): Expr => call("sub", [a, b]);
const framed = (x: Expr, { partition, keys, frame }: Place): Expr => over(x, partition, keys, frame);
const inOrder = (x: Expr, { partition, keys }: Place): Expr => over(x, partition, keys);
/** A column of its own, for what is computed of it. */
function column(x: Expr, { env }: Place): Expr {
  const id = env.binder.fresh("window");
  env.rel = relation(resolveNode(withColumns(env.rel.plan, [alias(x, id)])), env.rel.columns);
  return col(id);
}

const rowNumber = ({ partition, keys }: Place): Expr => rowNumberOver(partition, keys);
const rows = ({ partition }: Place): Expr => over(whole(call("len", [])), partition);
const before: WindowFrame = { ...SO_FAR, exclude: "group" };
/** How many rows come before the row's equals, and one. */
const rank = (p: Place): Expr =>
  p.keys.length === 0 ? one : plus(over(whole(call("len", [])), p.partition, p.keys, before), one);

function tiles(p: Place, n: Expr): Expr {
  const [at, all] = [minus(column(rowNumber(p), p), one), column(rows(p), p)];
  const count = whole(n);
  const size = call("floorDiv", [all, count]);
  const more = minus(all, call("mul", [size, count]));
  const large = call("mul", [more, plus(size, one)]);
  return call("when", [
    call("le", [count, lit(0n, Int64)]),
    lit(null, Int64),
    call("lt", [at, large]),
    plus(call("floorDiv", [at, plus(size, one)]), one),
    plus(plus(call("floorDiv", [minus(at, large), size]), more), one),
  ]);
}

function written(x: Expr | undefined, otherwise: number, what: string, { e, env }: Place): number {
  if (x === undefined) return otherwise;
  const n = x.kind === "lit" && x.value !== null ? Number(x.value) : Number.NaN;
  if (!Number.isSafeInteger(n))
    throw env.binder.source.error(e, `${what} is a whole number that is written out`, "NOT_SUPPORTED");
  return n;
}
const chosen = (x: Expr, { e }: Place): Expr => (e.nulls === "ignore" ? call("dropNulls", [x]) : x);

/** The value of a row some places before (positive) or after. */
function moved(p: Place, args: readonly Expr[], sign: 1 | -1): Expr {
  const x = perRow(args[0] as Expr, p.env);
  const n = sign * written(args[1], 1, "how far lag() and lead() look", p);
  const fallback = args[2];
  if (p.e.nulls === "ignore" && n !== 0) {
    const ahead = { side: "following", offset: null } as const;
    const back = { side: "preceding", offset: null } as const;
    const frame: WindowFrame =
      n > 0
        ? { unit: "rows", from: back, to: { side: "preceding", offset: 1 }, exclude: "none" }
        : { unit: "rows", from: { side: "following", offset: 1 }, to: ahead, exclude: "none" };
    const found = over(
      call("get", [call("dropNulls", [x])], { index: n > 0 ? -n : -n - 1, nullOnOob: true }),
      p.partition,
      p.keys,
      frame,
    );
    return fallback === undefined ? found : call("coalesce", [found, fallback]);
  }
  if (fallback === undefined || fallback.kind === "lit")
    return inOrder(call("shift", fallback === undefined ? [x] : [x, fallback], { n }), p);
  const at = column(rowNumber(p), p);
  const outside = n > 0 ? call("le", [at, lit(n)]) : call("gt", [at, call("add", [column(rows(p), p), lit(n)])]);
  return call("when", [outside, fallback, inOrder(call("shift", [x], { n }), p)]);
}

/** Aggregates that are computed of a list of the values: the list is a column of its own. */
const OF_LISTS: ReadonlySet<string> = new Set(["mode", "entropy", "histogram"]);
function listed(e: Expr, p: Place): Expr {
  const lists = new Map<string, Expr>();
  return rewrite(e, (x) => {
    if (x.kind !== "call" || x.fn !== "implode") return x;
    const key = keyOfExpr(x);
    const known = lists.get(key) ?? column(framed(x, p), p);
    lists.set(key, known);
    return known;
  });
}

const FUNCTIONS: Readonly<Record<string, Rule>> = {
  row_number: { least: 0, most: 0, make: rowNumber },
  rank: { least: 0, most: 0, make: rank },
  dense_rank: {
    least: 0,
    most: 0,
    make: (p) =>
      p.keys.length === 0 ? one : over(whole(call("rank", [column(rank(p), p)], { method: "dense" })), p.partition),
  },
  percent_rank: {
    least: 0,
    most: 0,
    make(p) {
      const others = minus(rows(p), one);
      const share = call("div", [float(minus(rank(p), one)), float(others)]);
      return call("when", [call("eq", [others, lit(0n, Int64)]), lit(0, Float64), share]);
    },
  },
  cume_dist: {
    least: 0,
    most: 0,
    make: (p) =>
      p.keys.length === 0
        ? lit(1, Float64)
        : call("div", [float(over(whole(call("len", [])), p.partition, p.keys, SO_FAR)), float(rows(p))]),
  },
  ntile: { least: 1, most: 1, make: (p, [n]) => tiles(p, n as Expr) },
  lag: { least: 1, most: 3, make: (p, args) => moved(p, args, 1) },
  lead: { least: 1, most: 3, make: (p, args) => moved(p, args, -1) },
  first_value: { least: 1, most: 1, make: (p, [x]) => framed(call("first", [chosen(perRow(x as Expr, p.env), p)]), p) },
  last_value: { least: 1, most: 1, make: (p, [x]) => framed(call("last", [chosen(perRow(x as Expr, p.env), p)]), p) },
  nth_value: {
    least: 2,
    most: 2,
    make(p, [x, place]) {
      const n = written(place, 1, "the place of nth_value()", p);
      if (n < 1) return lit(null);
      return framed(call("get", [chosen(perRow(x as Expr, p.env), p)], { index: n - 1, nullOnOob: true }), p);
    },
  },
};
const NAMES: Readonly<Record<string, string>> = { rank_dense: "dense_rank" };

/** A function over the rows around each row. */
export function windowFunction(e: Call, env: Env): Expr {
  const { source } = env.binder;
  const window = windowOf(e.over as Window | Ident, env);
  const inside: Env = { ...env, windows: false, clause: "a window" };
  const partition = window.partitionBy.map((p) => bind(p, inside));
  // What is the same on every row puts none before another.
  const keys = (window.orderBy === undefined ? [] : orderKeys(window.orderBy, inside)).filter(
    (k) => columnsIn(k.expr).size > 0,
  );
  const frame = frameOf(window, keys, inside);
  const place: Place = { e, env, partition: partition.filter((p) => columnsIn(p).size > 0), keys, frame };
  const name = nameOf(e);
  const rule = Object.hasOwn(FUNCTIONS, NAMES[name] ?? name) ? FUNCTIONS[NAMES[name] ?? name] : undefined;
  if (rule === undefined) {
    if (isAggregate(name)) {
      const made = aggregate(e, inside);
      env.rel = inside.rel;
      return OF_LISTS.has(name) ? listed(made, place) : framed(made, place);
    }
    const close = nearest(name, [...Object.keys(FUNCTIONS), ...aggregateNames()]);
    throw source.error(
      e,
      `there is no window function ${name}()${close === undefined ? "" : `; did you mean ${close}()?`}`,
      "NOT_SUPPORTED",
    );
  }
  if (e.distinct || e.filter !== undefined)
    throw source.error(e, `${name}() is no aggregate: it takes no distinct and no filter`);
  if (e.args.length < rule.least || e.args.length > rule.most)
    throw source.error(
      e,
      `${name}() takes ${rule.least === rule.most ? rule.least : `${rule.least} to ${rule.most}`} arguments, not ${e.args.length}`,
    );
  const args = e.args.map((a) => bind(a.value as Ast, inside));
  env.rel = inside.rel;
  return rule.make(place, args);
}
