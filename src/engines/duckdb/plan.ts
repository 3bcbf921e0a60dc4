import { names } from "../../arrow/schema.ts";
import { type Gap, isMissing, type Missing, missing } from "../../engine/rules.ts";
import { outputs, typed } from "../../expr/typed.ts";
import { isUnique } from "../../optimize/unique-keys.ts";
import { exprsOf, walkPlan } from "../../plan/children.ts";
import { type CorePlan, isHorizontal, type Plan, type Sort } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { anyNumber, besideSql, isMixed, mixedSql, sameHeights } from "./beside.ts";
import { expressionGaps, nestedWindows } from "./gaps.ts";
import { joinSql } from "./join.ts";
import { keySql } from "./order-key.ts";
import { untested } from "./parquet.ts";
import { explodeSql, pivotSql, unpivotSql } from "./pivot.ts";
import { identifier } from "./quote.ts";
import { recursiveSql } from "./recursive.ts";
import type { Relation } from "./relation.ts";
import { ROW } from "./row.ts";
import { aggregated, all, list, readsOrder, rowSql, SCOPE, selectSql } from "./select.ts";
import { Stages } from "./stage.ts";
import { TIME_PLAN } from "./time.ts";

export interface Compile {
  readonly relation: Relation;
  /** The name of a source's table. */
  readonly table: (p: Plan) => string;
}
export type PlanRule<P> = (p: P, row: boolean, compile: Compile) => string;
type Table = { readonly [K in CorePlan["kind"]]: PlanRule<Extract<CorePlan, { kind: K }>> | Missing };

function sorted(p: Sort, relation: Relation): { readonly from: string; readonly order: string } {
  const stages = new Stages();
  const keys = p.by.map((k) => keySql(stages.column(typed(k.expr), null), k, SCOPE));
  const columns = p.by.map((k) => (k.expr.kind === "col" ? k.expr.name : null));
  // Rows that are equal by the keys stay in their order, where they have one.
  const ties = promised(p.input) && !isUnique(p.input, columns);
  const order = ties ? [...keys, ROW] : keys;
  return { from: stages.around(relation(p.input, ties || stages.any), rowSql), order: order.join(", ") };
}

const source: PlanRule<Plan> = (p, row, { table }) =>
  `SELECT ${all(p, false)}${row ? `, rowid AS ${ROW}` : ""} FROM ${table(p)}`;

export const PLAN: Table = {
  ...TIME_PLAN,
  frame: source,
  scan: source,
  select: (p, row, { relation }) => (isMixed(p) ? mixedSql(p, row, relation) : selectSql(p, row, relation)),
  withColumns: (p, row, { relation }) => {
    if (isMixed(p)) return mixedSql(p, row, relation);
    const stages = new Stages();
    const exprs = outputs(p.exprs);
    const made = new Map(exprs.map((o) => [o.name, stages.lift(o.input, null)]));
    const columns = names(schemaOf(p)).map((n) => {
      const e = made.get(n);
      return e === undefined ? identifier(n) : `${rowSql(e)} AS ${identifier(n)}`;
    });
    const from = relation(p.input, row || exprs.some((o) => !o.input.elementwise));
    return `SELECT ${list(columns, row)} FROM (${stages.around(from, rowSql)})`;
  },
  filter: (p, row, { relation }) => {
    const e = untested(typed(p.predicate), p.input);
    if (e === null) return relation(p.input, row);
    const stages = new Stages();
    const test = stages.column(e, null);
    return `SELECT ${all(p, row)} FROM (${stages.around(relation(p.input, row || !e.elementwise), rowSql)}) WHERE ${rowSql(test)}`;
  },
  sort: (p, row, { relation }) => {
    const { from, order } = sorted(p, relation);
    const limit = p.limit === null ? "" : ` ORDER BY ${order} LIMIT ${p.limit}`;
    return row
      ? `SELECT ${all(p, false)}, row_number() OVER (ORDER BY ${order}) AS ${ROW} FROM (SELECT * FROM (${from})${limit})`
      : `SELECT ${all(p, false)} FROM (${from})${limit}`;
  },
  slice: (p, _, { relation }) => {
    const from = relation(p.input, true);
    // The first rows are a top-n, which needs no numbering of all.
    if (p.offset >= 0 && p.length !== null)
      return `SELECT ${all(p, true)} FROM (${from}) ORDER BY ${ROW} LIMIT ${p.length} OFFSET ${p.offset}`;
    const numbered = `SELECT *, row_number() OVER (ORDER BY ${ROW}) - 1 AS __n, count(*) OVER () AS __all FROM (${from})`;
    const start = p.offset < 0 ? `(__all + ${p.offset})` : String(p.offset);
    const end = p.length === null ? "" : ` AND __n < ${start} + ${p.length}`;
    return `SELECT ${all(p, true)} FROM (${numbered}) WHERE __n >= ${start}${end}`;
  },
  unique: (p, row, { relation }) => {
    const keys = (p.subset ?? names(schemaOf(p))).map(identifier).join(", ");
    const order = p.keep === "last" ? `${ROW} DESC` : ROW;
    const test =
      p.keep === "none"
        ? `count(*) OVER (PARTITION BY ${keys}) = 1`
        : `row_number() OVER (PARTITION BY ${keys} ORDER BY ${order}) = 1`;
    return `SELECT ${all(p, row)} FROM (${relation(p.input, true)}) QUALIFY ${test}`;
  },
  groupBy: (p, row, { relation }) => {
    const stages = new Stages();
    const keys = outputs(p.keys).map((o) => ({ name: o.name, e: stages.column(o.input, null) }));
    const around = { partitionBy: keys.map((k) => k.e), orderBy: [] };
    const aggs = outputs(p.aggs).map(
      (o) => `${aggregated(stages.lift(o.input, around), SCOPE)} AS ${identifier(o.name)}`,
    );
    const columns = [...keys.map((k) => `${rowSql(k.e)} AS ${identifier(k.name)}`), ...aggs];
    const order = row || stages.any || aggs.some(readsOrder);
    const by = keys.map((k) => rowSql(k.e)).join(", ");
    return `SELECT ${columns.join(", ")}${row ? `, min(${ROW}) AS ${ROW}` : ""} FROM (${stages.around(relation(p.input, order), rowSql)})${by === "" ? "" : ` GROUP BY ${by}`}`;
  },
  join: (p, row, { relation }) => joinSql(p, row, relation),
  concat: (p, row, { relation }) => {
    if (isHorizontal(p)) {
      const columns = p.inputs.flatMap((c, i) => names(schemaOf(c)).map((n) => `t${i}.${identifier(n)}`));
      const beside = besideSql(p.inputs.map((c) => relation(c, true)));
      if (row) columns.push(`${anyNumber(p.inputs.length)} AS ${ROW}`);
      return p.how === "horizontal"
        ? sameHeights(p.inputs.length, columns, beside, UNEQUAL)
        : `SELECT ${columns.join(", ")} FROM ${beside}`;
    }
    const parts = p.inputs.map(
      (c, i) => `SELECT ${all(c, false)}${row ? `, ${i} AS __part, ${ROW} AS __in` : ""} FROM (${relation(c, row)})`,
    );
    const rows = parts.join(" UNION ALL ");
    return row ? `SELECT ${all(p, false)}, row_number() OVER (ORDER BY __part, __in) AS ${ROW} FROM (${rows})` : rows;
  },
  recursive: recursiveSql((p, row, compile) => rule(p)(p, row, compile)),
  explode: (p, row, { relation }) => explodeSql(p, row, relation),
  unpivot: (p, row, { relation }) => unpivotSql(p, row, relation),
  pivot: (p, row, { relation }) => pivotSql(p, row, relation),
  sample: missing("never", "random rows differ between engines; sample before, or collect and sample"),
  withRowIndex: (p, row, { relation }) =>
    `SELECT CAST(row_number() OVER (ORDER BY ${ROW}) - 1 + ${p.offset} AS UINTEGER) AS ${identifier(p.name)}, ${all(p.input, row)} FROM (${relation(p.input, true)})`,
};

const UNEQUAL = 'a horizontal concat needs frames of one height; how: "horizontalExtend" fills up with nulls';
const rule = (p: Plan): PlanRule<Plan> => (PLAN as Readonly<Record<string, unknown>>)[p.kind] as PlanRule<Plan>;

/** Whether the rows' order is part of the result. */
const promised = (p: Plan): boolean => {
  if (p.kind === "groupBy" || p.kind === "unique") return p.maintainOrder;
  if (p.kind === "join") return p.options.maintainOrder !== "none";
  if (p.kind === "concat") return p.inputs.every(promised);
  return p.kind === "sort" || !("input" in p) || promised(p.input);
};

/** Whether DuckDB keeps the order of the rows by itself: it does where each row is looked at alone. */
function preserving(p: Plan): boolean {
  if (p.kind === "frame" || p.kind === "scan") return true;
  if (p.kind !== "select" && p.kind !== "withColumns" && p.kind !== "filter") return false;
  const exprs = p.kind === "filter" ? [typed(p.predicate)] : outputs(p.exprs).map((o) => o.input);
  return (
    exprs.every((e) => e.elementwise) &&
    (p.kind !== "select" || exprs.some((e) => e.shape === "rows")) &&
    preserving(p.input)
  );
}

/** A whole plan as one query; sources are tables of the given names. */
export function planSql(p: Plan, table: (p: Plan) => string): string {
  const relation: Relation = (q, row) => rule(q)(q, row, { relation, table });
  if (p.kind === "sort") {
    const { from, order } = sorted(p, relation);
    return `SELECT ${all(p, false)} FROM (${from}) ORDER BY ${order}${p.limit === null ? "" : ` LIMIT ${p.limit}`}`;
  }
  const ordered = promised(p) && !preserving(p);
  return `SELECT ${all(p, false)} FROM (${relation(p, ordered)})${ordered ? ` ORDER BY ${ROW}` : ""}`;
}

const NO_COLUMNS = "a frame without columns has no table in SQL";

/** What a plan needs and this engine lacks. */
export function gaps(p: Plan): readonly Gap[] {
  const out: Gap[] = [];
  walkPlan(p, (n) => {
    const found = (PLAN as Readonly<Record<string, unknown>>)[n.kind];
    if (isMissing(found)) out.push({ feature: n.kind, ...found });
    if ((n.kind === "frame" && n.frame.schema.fields.length === 0) || (n.kind === "select" && n.exprs.length === 0))
      out.push({ feature: n.kind, missing: "never", why: NO_COLUMNS });
    const nested = n.kind === "groupByDynamic" || n.kind === "rolling" ? nestedWindows(exprsOf(n)) : undefined;
    if (nested !== undefined) out.push({ feature: n.kind, ...nested });
    for (const e of exprsOf(n)) expressionGaps(typed(e.kind === "alias" ? e.input : e), out);
  });
  return out;
}
