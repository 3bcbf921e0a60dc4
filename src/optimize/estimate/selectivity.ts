import type { LiteralValue } from "../../expr/node.ts";
import type { Typed } from "../../expr/typed.ts";
import { type ColumnEstimate, measure } from "./column.ts";

/** What is known of a column by its name. */
export type ColumnsOf = (name: string) => ColumnEstimate | undefined;

const RANGE = 1 / 3;
const UNKNOWN = 0.3;
const SEARCH = 0.1;
/** Filters over a range of which nothing is known but that it has two ends. */
const LEAST = 1e-6;

const bare = (e: Typed): Typed => (e.kind === "cast" ? bare(e.input) : e);

const columnIn = (e: Typed, of: ColumnsOf): ColumnEstimate | undefined => {
  const inner = bare(e);
  return inner.kind === "col" ? of(inner.name) : undefined;
};

function numberIn(e: Typed): number | null {
  const inner = bare(e);
  return inner.kind === "lit" ? measure(inner.type, inner.value) : null;
}
const isConstant = (e: Typed): boolean => bare(e).kind === "lit";

/** The share of values below a bound. */
function below(c: ColumnEstimate, bound: number): number | null {
  if (c.low === null || c.high === null) return null;
  if (c.high <= c.low) return bound > c.low ? 1 : 0;
  return Math.min(1, Math.max(0, (bound - c.low) / (c.high - c.low)));
}

const SWAPPED: Readonly<Record<string, string>> = { lt: "gt", le: "ge", gt: "lt", ge: "le", eq: "eq", ne: "ne" };

function compared(fn: string, a: Typed, b: Typed, of: ColumnsOf): number {
  if (isConstant(a) && !isConstant(b)) return compared(SWAPPED[fn] as string, b, a, of);
  const [x, y] = [columnIn(a, of), columnIn(b, of)];
  if (fn === "ne") return Math.max(LEAST, 1 - compared("eq", a, b, of));
  if (fn === "eq") {
    const at = numberIn(b);
    if (x !== undefined && at !== null && x.low !== null && x.high !== null && (at < x.low || at > x.high))
      return LEAST;
    const most = Math.max(x?.distinct ?? 1, y?.distinct ?? 1);
    return most > 1 ? 1 / most : SEARCH;
  }
  const bound = numberIn(b);
  const share = x === undefined || bound === null ? null : below(x, bound);
  if (share === null) return RANGE;
  return Math.max(LEAST, fn === "lt" || fn === "le" ? share : 1 - share);
}

/** The share of rows that is thought to pass a condition. */
export function selectivity(e: Typed, of: ColumnsOf): number {
  if (e.kind === "lit") return e.value === true ? 1 : 0;
  if (e.kind === "col") return 0.5;
  if (e.kind !== "call") return UNKNOWN;
  const [a, b] = e.args;
  switch (e.fn) {
    case "and":
    case "allHorizontal":
      return together(e.args, of);
    case "or":
    case "anyHorizontal":
      return 1 - e.args.reduce((none, x) => none * (1 - selectivity(x, of)), 1);
    case "not":
      return Math.max(LEAST, 1 - selectivity(a as Typed, of));
    case "isNull":
      return Math.max(LEAST, columnIn(a as Typed, of)?.nulls ?? SEARCH);
    case "isNotNull":
      return 1 - (columnIn(a as Typed, of)?.nulls ?? 0);
    case "isIn": {
      const list = bare(b as Typed);
      const items =
        list.kind === "lit" && Array.isArray(list.value) ? (list.value as readonly LiteralValue[]).length : 4;
      return Math.min(1, items / Math.max(1, columnIn(a as Typed, of)?.distinct ?? 10));
    }
    case "eq":
    case "ne":
    case "lt":
    case "le":
    case "gt":
    case "ge":
      return compared(e.fn, a as Typed, b as Typed, of);
    default:
      return e.fn.startsWith("str.") ? SEARCH : UNKNOWN;
  }
}

const LOWER: readonly string[] = ["gt", "ge"];
const UPPER: readonly string[] = ["lt", "le"];

/** Conditions that all hold: the two ends of a range on one column are one condition, others stand alone. */
export function together(parts: readonly Typed[], of: ColumnsOf): number {
  const lower = new Map<string, number>();
  let share = 1;
  const rest: Typed[] = [];
  const named = (e: Typed, fns: readonly string[]): string | null => {
    if (e.kind !== "call" || !fns.includes(e.fn) || !isConstant(e.args[1] as Typed)) return null;
    const inner = bare(e.args[0] as Typed);
    return inner.kind === "col" ? inner.name : null;
  };
  for (const e of parts.flatMap((p): readonly Typed[] => (p.kind === "call" && p.fn === "and" ? p.args : [p]))) {
    const name = named(e, LOWER);
    if (name === null) rest.push(e);
    else lower.set(name, Math.min(lower.get(name) ?? 1, selectivity(e, of)));
  }
  for (const e of rest) {
    const own = selectivity(e, of);
    const name = named(e, UPPER);
    const from = name === null ? undefined : lower.get(name);
    if (name === null || from === undefined) share *= own;
    else {
      lower.delete(name);
      const both = own + from - 1;
      // Nothing known of the range: each end is a guess.
      share *= own === RANGE && from === RANGE ? SEARCH : Math.max(LEAST, both);
    }
  }
  for (const s of lower.values()) share *= s;
  return share;
}
