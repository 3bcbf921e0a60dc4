import { names } from "../../arrow/schema.ts";
import { type Missing, missing } from "../../engine/rules.ts";
import { typed } from "../../expr/typed.ts";
import type { Plan } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { JoinWhere, TimePlan } from "../../plan/time-node.ts";
import type { PlanRule } from "./plan.ts";
import { identifier, OWN } from "./quote.ts";
import { ROW } from "./row.ts";
import { list, rowSql } from "./select.ts";

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

/** Nodes of time series as SQL. */
export const TIME_PLAN: Table = {
  joinAsof: missing("ours", "it is not written in SQL yet"),
  joinWhere: whereSql,
  groupByDynamic: missing("ours", "windows of rows are not written in SQL yet"),
  rolling: missing("ours", "windows of rows are not written in SQL yet"),
  upsample: missing("ours", "regular times are not written in SQL yet"),
  mergeSorted: missing("ours", "it is not written in SQL yet"),
};
