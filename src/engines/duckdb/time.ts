import { type Field, names } from "../../arrow/schema.ts";
import type { Missing } from "../../engine/rules.ts";
import { typed } from "../../expr/typed.ts";
import type { Plan } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { JoinWhere, MergeSorted, TimePlan } from "../../plan/time-node.ts";
import { asofSql } from "./asof.ts";
import { enumRank } from "./categories.ts";
import type { PlanRule } from "./plan.ts";
import { identifier, OWN } from "./quote.ts";
import { ROW } from "./row.ts";
import { list, rowSql } from "./select.ts";
import { dynamicSql, rollingSql, upsampleSql } from "./windows.ts";

type TimeKind = Exclude<TimePlan["kind"], "setSorted" | "resampleOhlcv">;
type Table = { readonly [K in TimeKind]: PlanRule<Extract<TimePlan, { kind: K }>> | Missing };

/** Pairs of rows by any predicates: DuckDB's own join. */
const whereSql: PlanRule<JoinWhere> = (p, row, { relation }) => {
  const out = names(schemaOf(p)).map(identifier);
  const left = names(schemaOf(p.left));
  const right = names(schemaOf(p.right));
  const [l, r] = [identifier(`${OWN}left`), identifier(`${OWN}right`)];
  const side = (input: Plan, from: readonly string[], to: readonly string[], place: string): string =>
    `SELECT ${list(
      from.map((n, i) => `${identifier(n)} AS ${to[i]}`),
      false,
    )}${row ? `, ${ROW} AS ${place}` : ""} FROM (${relation(input, row)})`;
  const on = p.predicates.map((e) => `(${rowSql(typed(e))})`).join(" AND ");
  const joined = `(${side(p.left, left, out.slice(0, left.length), l)}) ${p.how.toUpperCase()} JOIN (${side(p.right, right, out.slice(left.length), r)}) ON ${on}`;
  const order = row ? `, row_number() OVER (ORDER BY ${l} NULLS LAST, ${r} NULLS LAST) AS ${ROW}` : "";
  return `SELECT ${out.join(", ")}${order} FROM ${joined}`;
};

/** Both sides in one order, the left's rows first among equal ones. */
const mergedSql: PlanRule<MergeSorted> = (p, row, { relation }) => {
  const schema = schemaOf(p);
  const columns = names(schema).map(identifier);
  const side = identifier(`${OWN}side`);
  const part = (input: Plan, at: number): string =>
    `SELECT ${names(schemaOf(input))
      .map((n, i) => `${identifier(n)} AS ${columns[i]}`)
      .join(", ")}${row ? `, ${at} AS ${side}, ${ROW}` : ""} FROM (${relation(input, row)})`;
  const rows = `${part(p.left, 0)} UNION ALL ${part(p.right, 1)}`;
  if (!row) return rows;
  const keys = p.keys.map((k) => {
    const type = (schema.fields[schema.index.get(k) as number] as Field).type;
    return `${type.id === "Enum" ? enumRank(identifier(k), type) : identifier(k)} ASC NULLS FIRST`;
  });
  return `SELECT ${columns.join(", ")}, row_number() OVER (ORDER BY ${[...keys, side, ROW].join(", ")}) AS ${ROW} FROM (${rows})`;
};

/** Nodes of time series as SQL. */
export const TIME_PLAN: Table = {
  joinAsof: asofSql,
  joinWhere: whereSql,
  groupByDynamic: dynamicSql,
  rolling: rollingSql,
  upsample: upsampleSql,
  mergeSorted: mergedSql,
};
