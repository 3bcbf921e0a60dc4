import { schemaText } from "../arrow/schema.ts";
import { typeName } from "../arrow/type-info.ts";
import { MAX_DEPTH } from "../expr/depth.ts";
import { exprText, keyText } from "../expr/print.ts";
import { inputsOf } from "./children.ts";
import type { Plan, ScanSource } from "./node.ts";
import { TIME_LINES } from "./time-print.ts";

type Table = { readonly [K in Plan["kind"]]: (p: Extract<Plan, { kind: K }>) => string };

const list = (items: readonly string[], most = 12): string =>
  items.length > most ? `${items.slice(0, most).join(", ")}, ... ${items.length - most} more` : items.join(", ");

const place = (s: ScanSource): string => (s.locations.length === 0 ? "bytes" : list(s.locations, 3));

const LINES: Table = {
  frame: ({ frame }) =>
    `frame [${frame.rows} rows: ${frame.schema.fields.length > 12 ? `${frame.schema.fields.length} columns` : schemaText(frame.schema)}]`,
  scan: (p) => {
    const parts = [`scan ${p.source.format} ${place(p.source)}`];
    if (p.columns !== null) parts.push(`columns (${list(p.columns)})`);
    else if (p.table !== null) parts.push(`all ${p.table.schema.fields.length} columns`);
    if (p.predicate !== null) parts.push(`where ${exprText(p.predicate)}`);
    if (p.limit !== null) parts.push(`limit ${p.limit}`);
    return parts.join(", ");
  },
  select: (p) => `select ${list(p.exprs.map(exprText))}`,
  withColumns: (p) => `withColumns ${list(p.exprs.map(exprText))}`,
  filter: (p) => `filter ${exprText(p.predicate)}`,
  drop: (p) => `drop ${list(p.names)}`,
  renameColumns: (p) => `rename ${list(p.pairs.map(([a, b]) => `${a} as ${b}`))}`,
  castColumns: (p) => `cast ${list(p.types.map(([n, t]) => `${n} to ${typeName(t)}`))}`,
  dropNulls: (p) => `dropNulls${p.subset === null ? "" : ` in ${list(p.subset)}`}`,
  sort: (p) => `${p.limit === null ? "sort" : `top ${p.limit}`} by ${list(p.by.map(keyText))}`,
  slice: (p) => `slice from ${p.offset}${p.length === null ? "" : `, ${p.length} rows`}`,
  unique: (p) =>
    `unique${p.subset === null ? "" : ` by ${list(p.subset)}`} keep ${p.keep}${p.maintainOrder ? ", in order" : ""}`,
  groupBy: (p) =>
    `groupBy ${list(p.keys.map(exprText))} agg ${list(p.aggs.map(exprText))}${p.maintainOrder ? ", in order" : ""}`,
  join: (p) => {
    const on = p.leftOn.map((l, i) => {
      const [a, b] = [exprText(l), exprText(p.rightOn[i] ?? l)];
      return a === b ? a : `${a} = ${b}`;
    });
    const { how, nullsEqual, validate, maintainOrder } = p.options;
    const parts = [`${how} join${on.length > 0 ? ` on ${list(on)}` : ""}`];
    if (nullsEqual) parts.push("nulls equal");
    if (validate !== "m:m") parts.push(validate);
    if (maintainOrder !== "none") parts.push(`in order ${maintainOrder}`);
    return parts.join(", ");
  },
  concat: (p) => `concat ${p.how}`,
  recursive: (p) => `recursive${p.distinct ? ", distinct" : ""}`,
  bySchema: (p) => `${p.name}(...)`,
  sql: (p) => `sql ${p.text.replace(/\s+/g, " ").trim()}`,
  explode: (p) => `explode ${list(p.columns)}`,
  unnest: (p) => `unnest${p.columns === null ? "" : ` ${list(p.columns)}`}`,
  unpivot: (p) => `unpivot ${p.on === null ? "the rest" : list(p.on)}, keep ${list(p.index)}`,
  pivot: (p) =>
    `pivot ${p.on} by ${list(p.index)}, values ${list(p.values)}${p.aggregate === null ? "" : ` ${p.aggregate}`}`,
  sample: (p) => `sample ${p.n ?? p.fraction} seed ${p.seed}`,
  everyColumn: (p) => `${p.fn} of every column`,
  withRowIndex: (p) => `withRowIndex ${p.name} from ${p.offset}`,
  ...TIME_LINES,
};

/** One node as one line. */
export const nodeText = (p: Plan): string => (LINES[p.kind] as (p: Plan) => string)(p);

function lines(
  p: Plan,
  indent: string,
  uses: ReadonlyMap<Plan, number>,
  shown: Map<Plan, number>,
  out: string[],
  note: (p: Plan) => string,
): void {
  if (indent.length > 2 * MAX_DEPTH) {
    out.push(`${indent}...`);
    return;
  }
  const inputs = inputsOf(p);
  const shared = (uses.get(p) ?? 0) > 1 && inputs.length > 0;
  const before = shown.get(p);
  if (before !== undefined) {
    out.push(`${indent}(shared ${before})`);
    return;
  }
  if (shared) shown.set(p, shown.size + 1);
  out.push(`${indent}${nodeText(p)}${note(p)}${shared ? `  (shared ${shown.get(p)})` : ""}`);
  for (const c of inputs) lines(c, `${indent}  `, uses, shown, out, note);
}

/** A plan as an indented tree, the result on top; what is used twice is printed once, and a node's line ends with its note. */
export function planText(p: Plan, note: (p: Plan) => string = () => ""): string {
  const uses = new Map<Plan, number>();
  const left = [p];
  for (let q = left.pop(); q !== undefined; q = left.pop()) {
    const n = (uses.get(q) ?? 0) + 1;
    uses.set(q, n);
    if (n === 1) left.push(...inputsOf(q));
  }
  const out: string[] = [];
  lines(p, "", uses, new Map(), out, note);
  return out.join("\n");
}
