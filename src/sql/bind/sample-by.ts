import { alias, call, cast, col, type Expr, over } from "../../expr/node.ts";
import { filter, type Plan, select, sort, withColumns } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { schemaOf } from "../../plan/schema.ts";
import { upsample } from "../../plan/time-node.ts";
import type { Expr as Ast, Call, Interval, Literal } from "../syntax/expr.ts";
import { type Ident, node } from "../syntax/node.ts";
import type { SampleBy, Select, SelectItem } from "../syntax/query.ts";
import type { Env } from "./env.ts";
import { bind } from "./expression.ts";
import { keyOf } from "./order.ts";
import { type Column, type Relation, relation } from "./relation.ts";
import { hasAggregate } from "./walk.ts";

const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  U: ["us", "microsecond"],
  us: ["us", "microsecond"],
  T: ["ms", "millisecond"],
  ms: ["ms", "millisecond"],
  s: ["s", "second"],
  m: ["m", "minute"],
  h: ["h", "hour"],
  d: ["d", "day"],
  w: ["w", "week"],
  M: ["mo", "month"],
  mo: ["mo", "month"],
  q: ["q", "quarter"],
  y: ["y", "year"],
};
const columnNameOf = (e: Ast): string | null => (e.kind === "column" ? (e.path.at(-1) as Ident).name : null);

export interface Sampled {
  readonly select: Select;
  /** The place of the time among the columns. */
  readonly time: number;
  readonly every: string;
  readonly aggregates: readonly boolean[];
}

/** SAMPLE BY as the grouping that it means: by the start of the stretch of time, and by what is no aggregate. */
export function sampledSelect(s: Select, by: SampleBy, isTime: (name: string) => boolean, env: Env): Sampled {
  const { source } = env.binder;
  for (const part of [by.from, by.to, by.timeZone, by.offset])
    if (part !== undefined)
      throw source.error(part, "SAMPLE BY takes no ends, zones and offsets here", "NOT_SUPPORTED");
  if (by.align === "first observation")
    throw source.error(by, "SAMPLE BY is aligned to the calendar here", "NOT_SUPPORTED");
  const [, count = "1", unit = ""] = /^(\d+)(\D+)$/.exec(by.every) ?? [];
  const known = UNITS[unit];
  if (known === undefined) throw source.error(by, `SAMPLE BY has no unit "${unit}" here`, "NOT_SUPPORTED");
  const time = s.items.findIndex((i) => {
    const name = columnNameOf(i.value);
    return name !== null && isTime(name);
  });
  if (time < 0)
    throw source.error(by, "SAMPLE BY needs the column of times in the list: SELECT ts, sum(x) ... SAMPLE BY 1h");
  const { start, end } = by;
  const length = node<Interval>("interval", start, end, {
    value: node<Literal>("literal", start, end, { type: "number", text: count }),
    unit: known[1],
  });
  const ident = (name: string): Ident => node<Ident>("ident", start, end, { name, quoted: true });
  const items = s.items.map((item, i): SelectItem => {
    if (i !== time) return item;
    const value = node<Call>("call", start, end, {
      name: [ident("time_bucket")],
      args: [
        { name: undefined, value: length },
        { name: undefined, value: item.value },
      ],
      distinct: false,
      orderBy: undefined,
      withinGroup: undefined,
      filter: undefined,
      nulls: undefined,
      over: undefined,
    });
    return { value, alias: item.alias ?? ident(columnNameOf(item.value) as string) };
  });
  return {
    select: { ...s, items, sampleBy: undefined, groupBy: "all" },
    time,
    every: `${count}${known[0]}`,
    aggregates: s.items.map((i) => hasAggregate(i.value)),
  };
}

/** The rows in the order of time, and those of stretches without any where the text says what they have. */
export function filledGaps(rel: Relation, s: Sampled, by: SampleBy, env: Env): Relation {
  const { source } = env.binder;
  const time = rel.columns[s.time] as Column;
  const keys = rel.columns.filter((_, i) => s.aggregates[i] !== true && i !== s.time);
  const ordered = (plan: Plan, by: readonly Column[]): Plan =>
    resolveNode(
      sort(
        plan,
        by.map((c) => keyOf(col(c.id), { descending: false, nulls: undefined })),
      ),
    );
  const known = resolveNode(filter(rel.plan, call("isNotNull", [col(time.id)])));
  const fills = by.fill.filter((f) => f !== "none");
  if (fills.length === 0) return relation(ordered(known, [time, ...keys]), rel.columns);
  const values = rel.columns.filter((_, i) => s.aggregates[i] === true);
  if (by.fill.length > 1 && by.fill.length !== values.length)
    throw source.error(by, `FILL has ${by.fill.length} values for ${values.length} aggregates`);
  const there = resolveNode(
    upsample({
      input: ordered(known, [...keys, time]),
      time: time.id,
      every: s.every,
      by: keys.map((k) => k.id),
      maintainOrder: true,
    }),
  );
  const { fields, index } = schemaOf(there);
  const filled = values.map((c, i): Expr => {
    const fill = by.fill.length === 1 ? by.fill[0] : by.fill[i];
    const x = col(c.id);
    const type = fields[index.get(c.id) as number]?.type as never;
    const within = (e: Expr): Expr =>
      keys.length === 0
        ? e
        : over(
            e,
            keys.map((k) => col(k.id)),
          );
    if (fill === "prev") return within(call("fillNullStrategy", [x], { strategy: "forward", limit: null }));
    if (fill === "linear") return within(call("interpolate", [x], { method: "linear" }));
    if (fill === "null" || fill === "none" || fill === undefined) return x;
    return call("coalesce", [x, cast(bind(fill, env), type)]);
  });
  const plan = resolveNode(
    withColumns(
      there,
      filled.map((e, i) => alias(e, (values[i] as { id: string }).id)),
    ),
  );
  return relation(
    resolveNode(
      select(
        ordered(plan, [time, ...keys]),
        rel.columns.map((c) => col(c.id)),
      ),
    ),
    rel.columns,
  );
}
