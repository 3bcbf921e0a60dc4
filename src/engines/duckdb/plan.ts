import { names } from "../../arrow/schema.ts";
import { isMissing, type Gap, missing, type Missing } from "../../engine/rules.ts";
import type { OrderKey } from "../../expr/node.ts";
import { type Output, outputs, type Typed, typed } from "../../expr/typed.ts";
import { exprsOf, walkPlan } from "../../plan/children.ts";
import type { CorePlan, Plan } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { expressionGaps, expressionSql } from "./expression.ts";
import { enumRank } from "./functions/compare.ts";
import { joinSql } from "./join.ts";
import { identifier, textLiteral } from "./quote.ts";
import type { Relation } from "./relation.ts";
import { ROW } from "./row.ts";
import type { Scope } from "./scope.ts";
import { sqlType } from "./types.ts";

interface Compile {
  readonly relation: Relation;
  /** The name of a source's table. */
  readonly table: (p: Plan) => string;
}
type PlanRule<P> = (p: P, row: boolean, compile: Compile) => string;
type Table = { readonly [K in CorePlan["kind"]]: PlanRule<Extract<CorePlan, { kind: K }>> | Missing };

const SCOPE: Scope = { row: ROW, frame: "window", partition: "", where: null, sql: expressionSql };
export const rowSql = (e: Typed): string => expressionSql(e, SCOPE);
const groupSql = (e: Typed): string => expressionSql(e, { ...SCOPE, frame: "group" });
const list = (items: readonly string[], row: boolean): string => [...items, ...(row ? [ROW] : [])].join(", ");
const all = (p: Plan, row: boolean): string => list(names(schemaOf(p)).map(identifier), row);
const as = (o: Output, sql: (e: Typed) => string): string => `${sql(o.input)} AS ${identifier(o.name)}`;
const needsRow = (exprs: readonly Output[]): boolean => exprs.some((o) => !o.input.elementwise);

export const keySql = (k: OrderKey): string => {
  const e = typed(k.expr);
  const value = e.type.id === "Enum" ? enumRank(rowSql(e), e.type) : rowSql(e);
  return `${value} ${k.descending ? "DESC" : "ASC"} NULLS ${k.nullsLast ? "LAST" : "FIRST"}`;
};

const source: PlanRule<Plan> = (p, row, { table }) => `SELECT ${all(p, false)}${row ? `, rowid AS ${ROW}` : ""} FROM ${table(p)}`;

export const PLAN: Table = {
  frame: source,
  scan: source,
  select: (p, row, { relation }) => {
    const exprs = outputs(p.exprs);
    if (exprs.every((o) => o.input.shape === "scalar"))
      return `SELECT ${exprs.map((o) => as(o, groupSql)).join(", ")}${row ? `, 0 AS ${ROW}` : ""} FROM ${exprs.every((o) => o.input.elementwise) ? "(SELECT 1)" : `(${relation(p.input, true)})`}`;
    return `SELECT ${list(exprs.map((o) => as(o, rowSql)), row)} FROM (${relation(p.input, row || needsRow(exprs))})`;
  },
  withColumns: (p, row, { relation }) => {
    const made = new Map(outputs(p.exprs).map((o) => [o.name, o]));
    const columns = names(schemaOf(p)).map((n) => {
      const o = made.get(n);
      return o === undefined ? identifier(n) : as(o, rowSql);
    });
    return `SELECT ${list(columns, row)} FROM (${relation(p.input, row || needsRow(outputs(p.exprs)))})`;
  },
  filter: (p, row, { relation }) => {
    const e = typed(p.predicate);
    const clause = e.elementwise ? "WHERE" : "QUALIFY";
    return `SELECT ${all(p, row)} FROM (${relation(p.input, row || !e.elementwise)}) ${clause} ${rowSql(e)}`;
  },
  sort: (p, row, { relation }) => {
    const order = [...p.by.map(keySql), ROW].join(", ");
    const limit = p.limit === null ? "" : ` ORDER BY ${order} LIMIT ${p.limit}`;
    return row
      ? `SELECT ${all(p, false)}, row_number() OVER (ORDER BY ${order}) AS ${ROW} FROM (SELECT * FROM (${relation(p.input, true)})${limit})`
      : `SELECT ${all(p, false)} FROM (${relation(p.input, true)})${limit}`;
  },
  slice: (p, _, { relation }) => {
    const from = `SELECT *, row_number() OVER (ORDER BY ${ROW}) - 1 AS __n, count(*) OVER () AS __all FROM (${relation(p.input, true)})`;
    const start = p.offset < 0 ? `(__all + ${p.offset})` : String(p.offset);
    const end = p.length === null ? "" : ` AND __n < ${start} + ${p.length}`;
    return `SELECT ${all(p, true)} FROM (${from}) WHERE __n >= ${start}${end}`;
  },
  unique: (p, row, { relation }) => {
    const keys = (p.subset ?? names(schemaOf(p))).map(identifier).join(", ");
    const order = p.keep === "last" ? `${ROW} DESC` : ROW;
    const test = p.keep === "none" ? `count(*) OVER (PARTITION BY ${keys}) = 1` : `row_number() OVER (PARTITION BY ${keys} ORDER BY ${order}) = 1`;
    return `SELECT ${all(p, row)} FROM (${relation(p.input, true)}) QUALIFY ${test}`;
  },
  groupBy: (p, row, { relation }) => {
    const keys = outputs(p.keys);
    const columns = [...keys.map((o) => `${rowSql(o.input)} AS ${identifier(o.name)}`), ...outputs(p.aggs).map((o) => as(o, groupSql))];
    const order = row || p.maintainOrder || p.aggs.some((o) => needsOrder(typed((o as Output).input)));
    return `SELECT ${columns.join(", ")}${row ? `, min(${ROW}) AS ${ROW}` : ""} FROM (${relation(p.input, order)}) GROUP BY ${keys.map((o) => rowSql(o.input)).join(", ")}`;
  },
  join: (p, row, { relation }) => joinSql(p, row, relation),
  concat: (p, row, { relation }) => {
    if (p.how === "horizontal") {
      const parts = p.inputs.map((c, i) => `(SELECT *, row_number() OVER (ORDER BY ${ROW}) AS __n FROM (${relation(c, true)})) AS t${i}`);
      const columns = p.inputs.flatMap((c, i) => names(schemaOf(c)).map((n) => `t${i}.${identifier(n)}`));
      const on = parts.slice(1).reduce((from, part, i) => `${from} FULL JOIN ${part} ON ${coalesced(i + 1)} = t${i + 1}.__n`, parts[0] as string);
      return `SELECT ${columns.join(", ")}${row ? `, ${coalesced(p.inputs.length)} AS ${ROW}` : ""} FROM ${on}`;
    }
    const parts = p.inputs.map((c, i) => `SELECT ${all(c, false)}${row ? `, ${i}::HUGEINT * 1000000000000 + ${ROW} AS ${ROW}` : ""} FROM (${relation(c, row)})`);
    return parts.join(" UNION ALL ");
  },
  explode: missing("ours", "several lists at once, with rows for empty ones, are not written in SQL yet"),
  unpivot: (p, row, { relation }) => {
    const s = schemaOf(p);
    const value = s.fields[s.fields.length - 1]?.type;
    const on = p.on ?? names(schemaOf(p.input)).filter((n) => !p.index.includes(n));
    if (on.length === 0 || value === undefined) return `SELECT ${all(p, false)}${row ? `, 0 AS ${ROW}` : ""} FROM (SELECT ${s.fields.map((f) => `CAST(NULL AS ${sqlType(f.type)}) AS ${identifier(f.name)}`).join(", ")}) WHERE false`;
    return on
      .map((name, i) => `SELECT ${[...p.index.map(identifier), `${textLiteral(name)} AS ${identifier(p.variableName)}`, `CAST(${identifier(name)} AS ${sqlType(value)}) AS ${identifier(p.valueName)}`].join(", ")}${row ? `, ${i}::HUGEINT * 1000000000000 + ${ROW} AS ${ROW}` : ""} FROM (${relation(p.input, row)})`)
      .join(" UNION ALL ");
  },
  pivot: missing("ours", "it is not written in SQL yet"),
  sample: missing("never", "random rows differ between engines; sample before, or collect and sample"),
  withRowIndex: (p, row, { relation }) =>
    `SELECT CAST(row_number() OVER (ORDER BY ${ROW}) - 1 + ${p.offset} AS UINTEGER) AS ${identifier(p.name)}, ${all(p.input, row)} FROM (${relation(p.input, true)})`,
};

const coalesced = (n: number): string => (n === 1 ? "t0.__n" : `coalesce(${Array.from({ length: n }, (_, i) => `t${i}.__n`).join(", ")})`);
const ORDERED = new Set(["first", "last", "implode"]);
const needsOrder = (e: Typed): boolean => (e.kind === "call" && ORDERED.has(e.fn)) || exprChildren(e).some(needsOrder);
const exprChildren = (e: Typed): readonly Typed[] => (e.kind === "call" ? e.args : e.kind === "cast" || e.kind === "over" ? [e.input] : []);

const rule = (p: Plan): PlanRule<Plan> => (PLAN as Readonly<Record<string, unknown>>)[p.kind] as PlanRule<Plan>;

/** Whether the rows' order is part of the result. */
const promised = (p: Plan): boolean => {
  if (p.kind === "groupBy") return p.maintainOrder;
  if (p.kind === "unique") return p.maintainOrder;
  if (p.kind === "join") return false;
  if (p.kind === "frame" || p.kind === "scan" || p.kind === "sort") return true;
  return "input" in p ? promised(p.input) : true;
};

/** A whole plan as one query; sources are tables of the given names. */
export function planSql(p: Plan, table: (p: Plan) => string): string {
  const relation: Relation = (q, row) => rule(q)(q, row, { relation, table });
  const ordered = promised(p);
  const order = ordered ? ` ORDER BY ${ROW}` : "";
  return `SELECT ${all(p, false)} FROM (${relation(p, ordered)})${order}`;
}

const NO_COLUMNS = "a frame without columns has no table in SQL";

/** What a plan needs and this engine lacks. */
export function gaps(p: Plan): readonly Gap[] {
  const out: Gap[] = [];
  walkPlan(p, (n) => {
    const found = (PLAN as Readonly<Record<string, unknown>>)[n.kind];
    if (isMissing(found)) out.push({ feature: n.kind, ...found });
    if ((n.kind === "frame" && n.frame.schema.fields.length === 0) || (n.kind === "select" && n.exprs.length === 0)) out.push({ feature: n.kind, missing: "never", why: NO_COLUMNS });
    for (const e of exprsOf(n)) expressionGaps(typed(e.kind === "alias" ? e.input : e), out);
  });
  return out;
}
