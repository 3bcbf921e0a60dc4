import { type Output, outputs, type Typed, typed } from "../../expr/typed.ts";
import { inputsOf } from "../../plan/children.ts";
import { joinColumns } from "../../plan/join-columns.ts";
import type { Join, Plan, Scan } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { conjuncts } from "../conjuncts.ts";
import { type ColumnEstimate, ofFrame, ofTable } from "./column.ts";
import { type ColumnsOf, together } from "./selectivity.ts";

/** How many rows a plan is thought to give, and what its columns hold. */
export interface Estimate {
  readonly rows: number;
  readonly column: ColumnsOf;
}

const BYTES_A_VALUE = 8;
const UNKNOWN_ROWS = 10_000;
const nothing: ColumnsOf = () => undefined;

function scanRows({ table }: Scan): number {
  if (table === null) return UNKNOWN_ROWS;
  if (table.rows !== null) return table.rows;
  if (table.rowsGuess !== undefined) return table.rowsGuess;
  if (table.bytes !== null) return Math.ceil(table.bytes / (BYTES_A_VALUE * Math.max(1, table.schema.fields.length)));
  return UNKNOWN_ROWS;
}

const plain = (e: Typed): string | null => (e.kind === "col" ? e.name : e.kind === "cast" ? plain(e.input) : null);

/** Different values of several expressions together. */
function combinations(keys: readonly Output[], { rows, column }: Estimate): number {
  let all = 1;
  for (const k of keys) {
    const name = plain(k.input);
    all *= (name === null ? undefined : column(name)?.distinct) ?? Math.max(1, Math.sqrt(rows));
    if (all >= rows) return rows;
  }
  return Math.max(Math.min(1, rows), all);
}

/** Larger of two numbers of distinct keys, unless the one with more merely looks unique: then it refers to the other. */
export function keyDomain(a: ColumnEstimate | undefined, b: ColumnEstimate | undefined): number {
  if (a === undefined || b === undefined) return Math.max(a?.distinct ?? 1, b?.distinct ?? 1);
  const [small, large] = a.distinct <= b.distinct ? [a, b] : [b, a];
  const unique = (c: ColumnEstimate): boolean => c.distinct >= 0.95 * c.of;
  return unique(small) && unique(large) && large.distinct <= REFERS * small.distinct ? small.distinct : large.distinct;
}
/** A table with this many rows for each of another may be one of its details. */
const REFERS = 32;

function joined(p: Join): Estimate {
  const { how } = p.options;
  const [l, r] = [estimate(p.left), estimate(p.right)];
  const columns = new Map(joinColumns(p).map((c) => [c.field.name, c]));
  const column: ColumnsOf = (name) => {
    const c = columns.get(name);
    return c === undefined ? undefined : (c.side === "left" ? l : r).column(c.name);
  };
  if (how === "cross") return { rows: l.rows * r.rows, column };
  let [domain, first, share, cap] = [1, true, 1, Number.POSITIVE_INFINITY];
  outputs(p.leftOn).forEach((k, i) => {
    const other = outputs(p.rightOn)[i] as Output;
    const [a, b] = [plain(k.input), plain(other.input)];
    const [x, y] = [a === null ? undefined : l.column(a), b === null ? undefined : r.column(b)];
    if (x !== undefined && y !== undefined) cap = Math.min(cap, x.of, y.of);
    domain *= x === undefined && y === undefined ? Math.max(1, Math.min(l.rows, r.rows)) : keyDomain(x, y);
    share *= Math.min(1, Math.min(r.rows, y?.distinct ?? r.rows) / Math.max(1, x?.distinct ?? r.rows));
    first = false;
  });
  if (first) domain = 1;
  const inner = (l.rows * r.rows) / Math.max(1, Math.min(domain, p.leftOn.length > 1 ? cap : domain));
  switch (how) {
    case "semi":
      return { rows: l.rows * share, column };
    case "anti":
      return { rows: Math.max(l.rows * (1 - share), l.rows * 0.05), column };
    case "left":
      return { rows: Math.max(l.rows, inner), column };
    case "right":
      return { rows: Math.max(r.rows, inner), column };
    case "full":
      return { rows: Math.max(l.rows, r.rows, inner), column };
    default:
      return { rows: inner, column };
  }
}

const filtered = (of: Estimate, parts: readonly Typed[]): Estimate => ({
  rows: of.rows * together(parts, of.column),
  column: of.column,
});

const limited = (e: Estimate, most: number | null): Estimate =>
  most === null || most >= e.rows ? e : { rows: most, column: e.column };

/** Outputs that are columns hand on what is known of those. */
function through(exprs: readonly Output[], of: Estimate, others: boolean): ColumnsOf {
  const made = new Map(exprs.map((o) => [o.name, o.input]));
  return (name) => {
    const e = made.get(name);
    if (e === undefined) return others ? of.column(name) : undefined;
    const from = plain(e);
    return from === null ? undefined : of.column(from);
  };
}

function compute(p: Plan): Estimate {
  switch (p.kind) {
    case "frame":
      return { rows: p.frame.rows, column: (name) => ofFrame(p.frame, name) };
    case "scan": {
      const rows = scanRows(p);
      return limited(
        { rows, column: (name) => (p.table === null ? undefined : ofTable(p.table, name, rows)) },
        p.limit,
      );
    }
    case "filter":
      return filtered(estimate(p.input), conjuncts(typed(p.predicate)));
    case "select": {
      const of = estimate(p.input);
      const exprs = outputs(p.exprs);
      const single = exprs.length > 0 && exprs.every((o) => o.input.shape === "scalar");
      return { rows: single ? 1 : of.rows, column: through(exprs, of, false) };
    }
    case "withColumns": {
      const of = estimate(p.input);
      return { rows: of.rows, column: through(outputs(p.exprs), of, true) };
    }
    case "sort":
      return limited(estimate(p.input), p.limit);
    case "slice":
      return limited(estimate(p.input), p.length);
    case "sample": {
      const of = estimate(p.input);
      return { rows: p.n ?? of.rows * (p.fraction ?? 1), column: of.column };
    }
    case "unique": {
      const of = estimate(p.input);
      const keys = p.subset ?? schemaOf(p.input).fields.map((f) => f.name);
      const all = keys.reduce((n, k) => n * (of.column(k)?.distinct ?? Math.sqrt(of.rows)), 1);
      return { rows: Math.min(of.rows, Math.max(1, all)), column: of.column };
    }
    case "groupBy": {
      const of = estimate(p.input);
      const rows = combinations(outputs(p.keys), of);
      const keys = through(outputs(p.keys), of, false);
      return { rows, column: (name) => keys(name) };
    }
    case "join":
      return joined(p);
    case "concat": {
      const all = p.inputs.map(estimate);
      const beside = p.how.startsWith("horizontal");
      return { rows: all.reduce((n, e) => (beside ? Math.max(n, e.rows) : n + e.rows), 0), column: nothing };
    }
    case "joinWhere":
      return { rows: (estimate(p.left).rows * estimate(p.right).rows) / 3, column: nothing };
    case "joinAsof":
      return { rows: estimate(p.left).rows, column: nothing };
    default: {
      const rows = inputsOf(p).reduce((n, c) => n + estimate(c).rows, 0);
      return { rows: p.kind === "explode" ? rows * 4 : rows, column: nothing };
    }
  }
}

const known = new WeakMap<Plan, Estimate>();

/** How many rows a resolved plan is thought to give, by statistics of files and samples of frames. */
export function estimate(p: Plan): Estimate {
  let e = known.get(p);
  if (e === undefined) {
    e = compute(p);
    known.set(p, e);
  }
  return e;
}
