import type { Expr } from "../../expr/node.ts";
import { type Output, typed } from "../../expr/typed.ts";
import { joinColumns } from "../../plan/join-columns.ts";
import type { Join } from "../../plan/node.ts";
import { expressionSql } from "./expression.ts";
import { identifier, textLiteral } from "./quote.ts";
import type { Relation } from "./relation.ts";
import { ROW } from "./row.ts";

const HOW: Readonly<Record<Join["options"]["how"], string>> = {
  inner: "INNER JOIN",
  left: "LEFT JOIN",
  right: "RIGHT JOIN",
  full: "FULL JOIN",
  semi: "SEMI JOIN",
  anti: "ANTI JOIN",
  cross: "CROSS JOIN",
};

const keysOf = (exprs: readonly Expr[], prefix: string): string[] =>
  exprs.map(
    (e, i) =>
      `${expressionSql(typed((e as Output).input), { row: "", frame: "window", partition: "", where: null, sql: expressionSql })} AS ${prefix}${i}`,
  );

// A side whose keys must be unique counts its rows a key, and reports through error().
function checked(side: string, keys: number, prefix: string, name: string): string {
  const by = Array.from({ length: keys }, (_, i) => `${prefix}${i}`).join(", ");
  const bad = `error('POLAROID:JOIN_VALIDATION:' || ${textLiteral(`join keys are not unique on the ${name}`)})`;
  return `SELECT *, CASE WHEN count(*) OVER (PARTITION BY ${by}) > 1 THEN ${bad} END AS __v_${name} FROM (${side})`;
}

/** A join as SQL: keys are computed first, so that both sides may be any expression. */
export function joinSql(p: Join, row: boolean, relation: Relation): string {
  const { how, nullsEqual, validate, maintainOrder } = p.options;
  const n = p.leftOn.length;
  const side = (plan: Join["left"], on: readonly Expr[], prefix: string): string =>
    `SELECT *${on.length > 0 ? `, ${keysOf(on, prefix).join(", ")}` : ""} FROM (${relation(plan, row)})`;
  let left = side(p.left, p.leftOn, "__l");
  let right = side(p.right, p.rightOn, "__r");
  if (validate.startsWith("1")) left = checked(left, n, "__l", "left");
  if (validate.endsWith("1")) right = checked(right, n, "__r", "right");
  const on = Array.from(
    { length: n },
    (_, i) => `l.__l${i} ${nullsEqual ? "IS NOT DISTINCT FROM" : "="} r.__r${i}`,
  ).join(" AND ");
  const columns = joinColumns(p).map((c) => {
    const own = `${c.side === "left" ? "l" : "r"}.${identifier(c.name)}`;
    return `${c.or === null ? own : `coalesce(${own}, r.${identifier(c.or)})`} AS ${identifier(c.field.name)}`;
  });
  const sides =
    how === "semi" || how === "anti"
      ? `l.${ROW}`
      : how === "right" && maintainOrder === "none"
        ? `r.${ROW}, l.${ROW}`
        : `l.${ROW} NULLS LAST, r.${ROW}`;
  const rows = row ? `, row_number() OVER (ORDER BY ${sides}) AS ${ROW}` : "";
  // What is not read is not computed: the checks are read in the condition.
  const tests = [
    validate.startsWith("1") ? "l.__v_left IS NULL" : "",
    validate.endsWith("1") ? "r.__v_right IS NULL" : "",
  ].filter((t) => t !== "");
  const condition = how === "cross" ? "" : ` ON ${[on, ...tests].join(" AND ")}`;
  return `SELECT ${columns.join(", ")}${rows} FROM (${left}) AS l ${HOW[how]} (${right}) AS r${condition}`;
}
