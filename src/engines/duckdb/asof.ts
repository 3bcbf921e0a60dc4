import { decimalText } from "../../arrow/decimal.ts";
import { isFloat } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import type { Expr } from "../../expr/node.ts";
import { outputs } from "../../expr/typed.ts";
import { asofColumns } from "../../plan/beside.ts";
import type { Plan } from "../../plan/node.ts";
import { toleranceIn } from "../../plan/resolve-time.ts";
import type { AsofStrategy, JoinAsof } from "../../plan/time-node.ts";
import type { PlanRule } from "./plan.ts";
import { identifier, OWN, textLiteral } from "./quote.ts";
import { ROW } from "./row.ts";
import { rowSql } from "./select.ts";
import { Stages } from "./stage.ts";

const own = (name: string): string => identifier(OWN + name);
const [ON, SIDE, LAST, BACK, FAR, BACK_ON, FAR_ON, CHECK] = (
  ["on", "side", "last", "back", "far", "back on", "far on", "check"] as const
).map(own) as [string, string, string, string, string, string, string, string];
const [LEFT, RIGHT] = [0, 1];

/** What lies between keys, exactly; times are counts. */
function distance(type: DataType, a: string, b: string): string {
  if (isFloat(type)) return `abs(${a}::DOUBLE - ${b}::DOUBLE)`;
  const wide = type.id === "Decimal" ? `DECIMAL(38, ${type.scale})` : "HUGEINT";
  return `abs(${a}::${wide} - ${b}::${wide})`;
}

function tolerance(given: number | bigint, type: DataType): string {
  if (isFloat(type)) return given === Number.POSITIVE_INFINITY ? "'inf'::DOUBLE" : `${Number(given)}::DOUBLE`;
  const scale = type.id === "Decimal" ? type.scale : 0;
  const units =
    typeof given === "bigint" ? given : given >= 1e37 ? 10n ** 37n : BigInt(Math.floor(given * 10 ** scale));
  return decimalText(units, scale);
}

/** Which side goes first among equal keys, so that what was last seen, or comes next, is a partner. */
function firstOf(strategy: AsofStrategy, exact: boolean, back: boolean): number {
  if (!back) return strategy === "forward" && exact ? LEFT : RIGHT;
  return exact ? RIGHT : LEFT;
}

/** Each left row beside the right row whose key lies nearest: both sides in one order, and what was seen of the right there. */
export const asofSql: PlanRule<JoinAsof> = (p, row, { relation }) => {
  const { strategy, allowExactMatches: exact, checkSortedness } = p.options;
  const type = (outputs([p.leftOn])[0] as { input: { type: DataType } }).input.type;
  const by = p.leftBy.map((_, i) => own(`by ${i}`));
  const partition = (more: readonly string[] = []): string => {
    const all = [...more, ...by];
    return all.length === 0 ? "" : `PARTITION BY ${all.join(", ")} `;
  };
  const keyed = (input: Plan, on: Expr, keys: readonly Expr[], side: number): string => {
    const stages = new Stages();
    const made = outputs([on, ...keys]).map(
      (o, i) => `${rowSql(stages.column(o.input, null))} AS ${i === 0 ? ON : by[i - 1]}`,
    );
    const from = stages.around(relation(input, true), rowSql);
    const columns = `SELECT ${ROW}, ${side} AS ${SIDE}, ${made.join(", ")} FROM (${from})`;
    return `SELECT * FROM (${columns}) WHERE ${[ON, ...by].map((k) => `${k} IS NOT NULL`).join(" AND ")}`;
  };
  const seen = (back: boolean, what: string): string => {
    const order = firstOf(strategy, exact, back) === LEFT ? SIDE : `${SIDE} DESC`;
    const frame = back ? "UNBOUNDED PRECEDING AND CURRENT ROW" : "CURRENT ROW AND UNBOUNDED FOLLOWING";
    const value = `CASE WHEN ${SIDE} = ${RIGHT} THEN ${what} END`;
    return `${back ? "last" : "first"}_value(${value} IGNORE NULLS) OVER (${partition()}ORDER BY ${ON}, ${order}, ${ROW} ROWS BETWEEN ${frame})`;
  };
  const out = (side: string): string =>
    `error(${textLiteral(`POLAROID:INVALID_ARGUMENT:joinAsof: the ${side} side is not in the order of its key; sort it first, or have it sorted by checkSortedness: false`)})`;
  const check = checkSortedness
    ? `CASE WHEN ${ON} < lag(${ON}) OVER (${partition([SIDE])}ORDER BY ${ROW}) THEN CASE ${SIDE} WHEN ${LEFT} THEN ${out("left")} ELSE ${out("right")} END END`
    : "NULL";
  // A partner ahead is the last of those with its key where the nearest is asked for, else the first.
  const ahead = strategy === "nearest" ? LAST : ROW;
  const runs = strategy === "nearest" ? `, max(${ROW}) OVER (${partition([SIDE, ON])}) AS ${LAST}` : "";
  const pool = `SELECT *${runs} FROM (${keyed(p.left, p.leftOn, p.leftBy, LEFT)} UNION ALL ${keyed(p.right, p.rightOn, p.rightBy, RIGHT)})`;
  const directions = [
    ...(strategy === "forward" ? [] : [`${seen(true, ROW)} AS ${BACK}, ${seen(true, ON)} AS ${BACK_ON}`]),
    ...(strategy === "backward" ? [] : [`${seen(false, ahead)} AS ${FAR}, ${seen(false, ON)} AS ${FAR_ON}`]),
  ];
  const looked = `SELECT ${ROW}, ${SIDE}, ${ON}, ${check} AS ${CHECK}, ${directions.join(", ")} FROM (${pool})`;
  const nearer = (a: string, b: string): string =>
    strategy !== "nearest"
      ? strategy === "backward"
        ? a
        : b
      : `CASE WHEN ${FAR} IS NULL OR ${BACK_ON} = ${ON} OR (${distance(type, ON, BACK_ON)} < ${distance(type, FAR_ON, ON)}${isFloat(type) ? ` AND NOT isnan(${FAR_ON})` : ""}) THEN ${a} ELSE ${b} END`;
  const partner = own("partner");
  const [partnerOn, within] = [nearer(BACK_ON, FAR_ON), p.options.tolerance];
  const near =
    within === null
      ? nearer(BACK, FAR)
      : `CASE WHEN ${distance(type, ON, `(${partnerOn})`)} <= ${tolerance(toleranceIn(within, type), type)} THEN ${nearer(BACK, FAR)} END`;
  const matched = `SELECT ${ROW}, ${near} AS ${partner} FROM (${looked}) WHERE CASE WHEN ${CHECK} IS NULL THEN ${SIDE} = ${LEFT} ELSE false END`;
  const columns = asofColumns(p).map(
    (c) => `${c.side === "left" ? "l" : "r"}.${identifier(c.name)} AS ${identifier(c.field.name)}`,
  );
  return `SELECT ${columns.join(", ")}${row ? `, l.${ROW} AS ${ROW}` : ""} FROM (${relation(p.left, true)}) AS l LEFT JOIN (${matched}) AS m ON l.${ROW} = m.${ROW} LEFT JOIN (${relation(p.right, true)}) AS r ON r.${ROW} = m.${partner}`;
};
