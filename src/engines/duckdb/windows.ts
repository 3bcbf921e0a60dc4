import { fieldOf, names } from "../../arrow/schema.ts";
import { isFixed, type Step, stepOf } from "../../arrow/time/step.ts";
import { type DataType, Int64 } from "../../arrow/types.ts";
import { alias } from "../../expr/node.ts";
import { type Output, outputs, type Typed, type TypedCall, type TypedCol, type TypedOver } from "../../expr/typed.ts";
import { dynamicSteps, windowScale } from "../../plan/resolve-time.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { Closed, GroupByDynamic, Rolling, Upsample } from "../../plan/time-node.ts";
import { boundaryType, LOWER, UPPER } from "../../plan/time-schema.ts";
import { floorBy } from "./moment.ts";
import { keySql } from "./order-key.ts";
import type { PlanRule } from "./plan.ts";
import { identifier, OWN, textLiteral } from "./quote.ts";
import type { Relation } from "./relation.ts";
import { ROW } from "./row.ts";
import { aggregated, all, rowSql, SCOPE } from "./select.ts";
import { Stages } from "./stage.ts";
import { callUdf } from "./udf/define.ts";
import { typeSettings } from "./udf/spans.ts";
import { wrapInteger } from "./wrap.ts";

const own = (name: string): string => identifier(OWN + name);
const [INDEX, GROUP, CHECK, FIRST, START, WINDOW, PLACE, LOW, HIGH, FROM, TO] = (
  ["index", "group", "check", "first", "start", "window", "place", "low", "high", "from", "to"] as const
).map(own) as [string, string, string, string, string, string, string, string, string, string, string];

const DAY = 86_400_000_000;

/** Values of an index as counts; dates in microseconds. */
export const countSql = (x: string, type: DataType): string =>
  type.id === "Date32" ? `(${x}::BIGINT * ${DAY})` : `(${x})::BIGINT`;
/** Counts as values of an index. */
export function valueSql(x: string, type: DataType): string {
  if (type.id === "Date32") return `(${floorBy(`(${x})::HUGEINT`, DAY)})::INTEGER`;
  return wrapInteger(`(${x})::HUGEINT`, /Int/.test(type.id) ? type : Int64);
}

const failed = (what: string): string => `error(${textLiteral(`POLAROID:INVALID_ARGUMENT:${what}`)})`;

interface Indexed {
  readonly type: DataType;
  readonly keys: readonly Output[];
  /** The input's rows with their keys, index and group, which is the group's first row. */
  readonly from: string;
}

/** Rows with an index and keys, whose index is in order within its groups. */
function inOrder(rows: string, type: DataType, keys: number, what: string, order: string): string {
  const partition =
    keys === 0 ? "" : `PARTITION BY ${Array.from({ length: keys }, (_, i) => own(`key ${i}`)).join(", ")}`;
  const over = `OVER (${partition} ORDER BY ${order})`;
  const check = `CASE WHEN ${INDEX} IS NULL THEN ${failed(`${what} is null in a row; fill or drop nulls first`)} WHEN ${INDEX} < lag(${INDEX}) ${over} THEN ${failed(`${what} is not in order; sort by it first`)} END`;
  const counted = `SELECT * REPLACE (${countSql(INDEX, type)} AS ${INDEX}) FROM (${rows})`;
  const checked = `SELECT *, ${check} AS ${CHECK}, min(${ROW}) OVER (${partition}) AS ${GROUP}, first_value(${INDEX}) ${over} AS ${FIRST}, row_number() ${over} AS ${PLACE} FROM (${counted})`;
  return `SELECT * EXCLUDE (${CHECK}) FROM (${checked}) WHERE ${CHECK} IS NULL`;
}

/** The rows of a node with their index. */
function indexed(p: GroupByDynamic | Rolling, relation: Relation): Indexed {
  const stages = new Stages();
  const [index] = outputs([p.index]) as readonly [Output];
  const keys = outputs(p.keys);
  const made = keys.map((o, i) => `${rowSql(stages.column(o.input, null))} AS ${own(`key ${i}`)}`);
  const { type } = index.input;
  const at = `${rowSql(stages.column(index.input, null))} AS ${INDEX}`;
  const rows = `SELECT ${[all(p.input, true), at, ...made].join(", ")} FROM (${stages.around(relation(p.input, true), rowSql)})`;
  return { type, keys, from: inOrder(rows, type, keys.length, `${p.kind}: the index "${index.name}"`, ROW) };
}

const column = (name: string, type: DataType): TypedCol => ({
  kind: "col",
  name: OWN + name,
  type,
  nullable: true,
  shape: "rows",
  elementwise: true,
});

/** Aggregates of groups of rows that own columns tell apart. */
function grouped(aggs: readonly Output[], by: readonly string[], rows: string): { from: string; columns: string[] } {
  const stages = new Stages();
  const around = { partitionBy: by.map((name) => column(name, Int64)), orderBy: [] };
  const columns = aggs.map((o, i) => `${aggregated(stages.lift(o.input, around), SCOPE)} AS ${own(`agg ${i}`)}`);
  return { from: stages.around(rows, rowSql), columns };
}

const named = (made: readonly Output[], kind: string): string[] =>
  made.map((o, i) => `${own(`${kind} ${i}`)} AS ${identifier(o.name)}`);
const indexName = (p: GroupByDynamic | Rolling): string => identifier((p.index as Output).name);

const sides = (closed: string): readonly [left: boolean, right: boolean] => [
  closed === "left" || closed === "both",
  closed === "right" || closed === "both",
];

const MANY = 2 ** 27;
const TOO_MANY = `error('POLAROID:LIMIT_EXCEEDED:groupByDynamic puts a row into more than ${MANY} windows; take a shorter period or a longer every')`;

/** The numbers of the fixed windows that hold a row. */
function fixedWindows(every: bigint, period: bigint, closed: string): string {
  const [left, right] = sides(closed);
  const d = `(${INDEX}::HUGEINT - ${START})`;
  const floor = (x: string): string => {
    const rest = `((${x}) % ${every} + ${every}) % ${every}`;
    return `(((${x}) - ${rest}) // ${every})`;
  };
  const last = floor(left ? d : `${d} - 1`);
  const first = `greatest(0, ${floor(`${d} - ${period}${right ? " - 1" : ""}`)} + 1)`;
  return `CASE WHEN ${last} - ${first} > ${MANY} THEN ${TOO_MANY} ELSE range(${first}::BIGINT, ${last}::BIGINT + 1) END`;
}

/** One row a window that holds rows: each row goes to the windows that hold it, counted from its group's first. */
export const dynamicSql: PlanRule<GroupByDynamic> = (p, row, { relation }) => {
  const { closed, label, startBy, includeBoundaries, offset } = p.options;
  const { type, keys, from } = indexed(p, relation);
  const { every, period } = dynamicSteps(p, windowScale(type, p.kind));
  const settings = {
    type: typeSettings(type),
    every: p.options.every,
    period: p.options.period ?? p.options.every,
    offset,
    closed,
    startBy,
  };
  const start = startBy === "datapoint" ? FIRST : callUdf("first_window", [FIRST], settings);
  const fixed = isFixed(every) && isFixed(period);
  const held = fixed
    ? fixedWindows(every.units, period.units, closed)
    : callUdf("window_numbers", [START, INDEX], settings);
  const rows = `SELECT *, unnest(${held}) AS ${WINDOW} FROM (SELECT *, ${start} AS ${START} FROM (${from}))`;
  const aggs = grouped(outputs(p.aggs), ["group", "window"], rows);
  const bound = (name: string, sql: string): string =>
    fixed ? `(${START}::HUGEINT + ${WINDOW} * ${sql})` : callUdf(name, [START, WINDOW], settings);
  const lower = bound("window_lower", String(every.units));
  const upper = bound("window_upper", `${every.units} + ${period.units}`);
  const heads = [...keys.map((_, i) => own(`key ${i}`)), START].map((k) => `first(${k}) AS ${k}`);
  const windows = `SELECT ${[GROUP, WINDOW, ...heads, `min(${INDEX}) AS ${INDEX}`, ...aggs.columns].join(", ")} FROM (${aggs.from}) GROUP BY ${GROUP}, ${WINDOW}`;
  const bounds = includeBoundaries
    ? [
        `${valueSql(lower, boundaryType(type))} AS ${identifier(LOWER)}`,
        `${valueSql(upper, boundaryType(type))} AS ${identifier(UPPER)}`,
      ]
    : [];
  const at = label === "datapoint" ? INDEX : label === "left" ? lower : upper;
  const columns = [
    ...named(keys, "key"),
    ...bounds,
    `${valueSql(at, type)} AS ${indexName(p)}`,
    ...named(outputs(p.aggs), "agg"),
  ];
  return `SELECT ${columns.join(", ")}${row ? `, row_number() OVER (ORDER BY ${GROUP}, ${WINDOW}) AS ${ROW}` : ""} FROM (${windows})`;
};

const opposite = (a: Step, b: Step): boolean => a.months === -b.months && a.days === -b.days && a.units === -b.units;

interface Moving {
  readonly type: DataType;
  readonly period: string;
  readonly offset: string | null;
  readonly closed: Closed;
}

/** The windows of rows, as queries before one over `w`, the rows, which gives the aggregates of each. */
function moving(
  from: string,
  aggs: readonly Output[],
  m: Moving,
): { before: string; columns: string[]; tables: string } {
  const scale = windowScale(m.type, "rolling");
  const period = stepOf(m.period, scale, "period of rolling");
  const offset = m.offset === null ? null : stepOf(m.offset, scale, "offset of rolling");
  const [left, right] = sides(m.closed);
  const on = (x: string, step: Step, by: string): string =>
    isFixed(step)
      ? `(${x}::HUGEINT + ${step.units})`
      : callUdf("steps_on", [`${x}::BIGINT`], { type: typeSettings(m.type), by });
  const low =
    offset === null
      ? on(INDEX, { ...period, units: -period.units }, `-${m.period}`)
      : on(INDEX, offset, String(m.offset));
  // The usual window ends at the row, whatever the calendar says.
  const high = offset === null || opposite(offset, period) ? `${INDEX}::HUGEINT` : on(LOW, period, m.period);
  const edged = `SELECT *, ${high} AS ${HIGH} FROM (SELECT *, ${low} AS ${LOW} FROM (${from}))`;
  const [rows, ends, held, full, none] = ["rows", "ends", "held", "some", "none"].map(own) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const below = (at: string, including: boolean, alias: string): string =>
    `ASOF LEFT JOIN ${ends} AS ${alias} ON w.${GROUP} = ${alias}.${GROUP} AND w.${at} ${including ? ">=" : ">"} ${alias}.${INDEX}`;
  const inside = `SELECT r.* EXCLUDE (${PLACE}), h.${WINDOW} FROM (SELECT ${GROUP}, ${WINDOW}, unnest(range(${FROM} + 1, ${TO} + 1)) AS ${PLACE} FROM ${held}) AS h JOIN ${rows} AS r ON r.${GROUP} = h.${GROUP} AND r.${PLACE} = h.${PLACE}`;
  const of = grouped(aggs, ["group", "window"], inside);
  const ofNone = grouped(aggs, ["group", "window"], `SELECT *, ${PLACE} AS ${WINDOW} FROM ${rows} WHERE false`);
  const parts = [
    `${rows} AS MATERIALIZED (${edged})`,
    `${ends} AS (SELECT ${GROUP}, ${INDEX}::HUGEINT AS ${INDEX}, max(${PLACE}) AS ${PLACE} FROM ${rows} GROUP BY ALL)`,
    `${held} AS (SELECT w.${GROUP}, w.${PLACE} AS ${WINDOW}, coalesce(a.${PLACE}, 0) AS ${FROM}, coalesce(b.${PLACE}, 0) AS ${TO} FROM ${rows} AS w ${below(LOW, !left, "a")} ${below(HIGH, right, "b")})`,
    `${full} AS (SELECT ${[GROUP, WINDOW, ...of.columns].join(", ")} FROM (${of.from}) GROUP BY ${GROUP}, ${WINDOW})`,
    `${none} AS (SELECT ${["count(*) AS one", ...ofNone.columns].join(", ")} FROM (${ofNone.from}))`,
  ];
  const columns = aggs.map((o, i) => {
    const name = own(`agg ${i}`);
    return `CASE WHEN s.${WINDOW} IS NULL THEN n.${name} ELSE s.${name} END AS ${identifier(o.name)}`;
  });
  const tables = `${rows} AS w LEFT JOIN ${full} AS s ON w.${GROUP} = s.${GROUP} AND w.${PLACE} = s.${WINDOW} CROSS JOIN ${none} AS n`;
  return { before: `WITH ${parts.join(", ")}`, columns, tables };
}

/** One row a row: the rows of its window stand between two places among its group's rows. */
export const rollingSql: PlanRule<Rolling> = (p, row, { relation }) => {
  const { type, keys, from } = indexed(p, relation);
  const { before, columns, tables } = moving(from, outputs(p.aggs), { type, ...p.options });
  const order = row ? [`row_number() OVER (ORDER BY w.${GROUP}, w.${PLACE}) AS ${ROW}`] : [];
  const index = `${valueSql(`w.${INDEX}`, type)} AS ${indexName(p)}`;
  return `${before} SELECT ${[...named(keys, "key"), index, ...columns, ...order].join(", ")} FROM ${tables}`;
};

/** A relation with a column more: an expression of the rows in a window around each row, within partitions. */
export function rolledSql(from: string, e: TypedOver, name: string): string {
  const { args, options } = e.input as TypedCall;
  const [body, index] = args as readonly [Typed, Typed];
  const keys = e.partitionBy.map((k, i) => `${rowSql(k)} AS ${own(`key ${i}`)}`);
  const order = [...e.orderBy.map((k) => keySql(k.expr, k, SCOPE)), ROW].join(", ");
  const rows = `SELECT *, ${[`${rowSql(index)} AS ${INDEX}`, ...keys].join(", ")} FROM (${from})`;
  const input: Typed =
    body.shape === "scalar"
      ? body
      : {
          kind: "call",
          fn: "implode",
          args: [body],
          options: {},
          type: e.type,
          nullable: false,
          shape: "scalar",
          elementwise: false,
        };
  const { before, columns, tables } = moving(
    inOrder(rows, index.type, keys.length, "rolling: the index", order),
    [alias(input, name) as Output],
    {
      type: index.type,
      period: String(options["period"]),
      offset: typeof options["offset"] === "string" ? options["offset"] : null,
      closed: (options["closed"] ?? "right") as Closed,
    },
  );
  const mine = [INDEX, GROUP, FIRST, PLACE, LOW, HIGH, ...keys.map((_, i) => own(`key ${i}`))];
  return `${before} SELECT w.* EXCLUDE (${mine.join(", ")}), ${columns.join(", ")} FROM ${tables}`;
}

/** Rows at regular steps from each group's first time to its last. */
export const upsampleSql: PlanRule<Upsample> = (p, row, { relation }) => {
  const { type } = fieldOf(schemaOf(p.input), p.time);
  const by = p.by.map(identifier);
  const partition = by.length === 0 ? "" : `PARTITION BY ${by.join(", ")}`;
  const counted = `SELECT *, ${countSql(identifier(p.time), type)} AS ${INDEX}, min(${ROW}) OVER (${partition}) AS ${GROUP} FROM (${relation(p.input, true)})`;
  const timed = `SELECT * FROM (${counted}) WHERE ${INDEX} IS NOT NULL`;
  const out = failed(`upsample: "${p.time}" is not in order; sort by it first`);
  const checked = `SELECT *, CASE WHEN ${INDEX} < lag(${INDEX}) OVER (PARTITION BY ${GROUP} ORDER BY ${ROW}) THEN ${out} END AS ${CHECK} FROM (${timed})`;
  const [rows, times] = [own("rows"), own("times")];
  const settings = { type: typeSettings(type), every: p.every };
  const heads = by.map((k, i) => `first(${k} ORDER BY ${ROW}) AS ${own(`key ${i}`)}`);
  const groups = `SELECT ${[GROUP, `min(${INDEX}) AS ${LOW}`, `max(${INDEX}) AS ${HIGH}`, ...heads].join(", ")} FROM ${rows} GROUP BY ${GROUP}`;
  const listed = `SELECT *, ${callUdf("steps_between", [LOW, HIGH], settings)} AS ${WINDOW} FROM (${groups})`;
  const steps = `SELECT * EXCLUDE (${WINDOW}), unnest(${WINDOW}) AS ${INDEX}, generate_subscripts(${WINDOW}, 1) AS ${PLACE} FROM (${listed})`;
  const day = type.id === "Date32" ? ` REPLACE (${floorBy(INDEX, DAY)} * ${DAY} AS ${INDEX})` : "";
  const columns = names(schemaOf(p)).map((n) => {
    const key = p.by.indexOf(n);
    const value =
      n === p.time ? valueSql(`t.${INDEX}`, type) : key >= 0 ? `t.${own(`key ${key}`)}` : `r.${identifier(n)}`;
    return `${value} AS ${identifier(n)}`;
  });
  const order = row ? `, row_number() OVER (ORDER BY t.${GROUP}, t.${PLACE}, r.${ROW}) AS ${ROW}` : "";
  return `WITH ${rows} AS MATERIALIZED (SELECT * FROM (${checked}) WHERE ${CHECK} IS NULL), ${times} AS (SELECT *${day} FROM (${steps})) SELECT ${columns.join(", ")}${order} FROM ${times} AS t LEFT JOIN ${rows} AS r ON r.${GROUP} = t.${GROUP} AND r.${INDEX} = t.${INDEX}`;
};
