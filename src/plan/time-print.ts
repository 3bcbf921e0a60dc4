import { exprText } from "../expr/print.ts";
import type { TimePlan } from "./time-node.ts";

type Table = { readonly [K in TimePlan["kind"]]: (p: Extract<TimePlan, { kind: K }>) => string };

const list = (items: readonly string[]): string =>
  items.length > 12 ? `${items.slice(0, 12).join(", ")}, ... ${items.length - 12} more` : items.join(", ");
const by = (keys: readonly string[]): string => (keys.length === 0 ? "" : ` by ${list(keys)}`);

/** A node of time series as one line. */
export const TIME_LINES: Table = {
  joinAsof: ({ leftOn, rightOn, leftBy, rightBy, options }) => {
    const equal = (a: string, b: string): string => (a === b ? a : `${a} = ${b}`);
    const keys = leftBy.map((l, i) => equal(exprText(l), exprText(rightBy[i] ?? l)));
    const parts = [`asof join ${options.strategy} on ${equal(exprText(leftOn), exprText(rightOn))}${by(keys)}`];
    if (options.tolerance !== null) parts.push(`within ${options.tolerance}`);
    if (!options.allowExactMatches) parts.push("no exact matches");
    if (!options.checkSortedness) parts.push("order not checked");
    return parts.join(", ");
  },
  joinWhere: (p) => `${p.how} join where ${list(p.predicates.map(exprText))}`,
  groupByDynamic: ({ index, keys, aggs, options: o }) => {
    const parts = [`groupByDynamic ${exprText(index)}${by(keys.map(exprText))} every ${o.every}`];
    if (o.period !== null) parts.push(`period ${o.period}`);
    if (o.offset !== null) parts.push(`offset ${o.offset}`);
    if (o.closed !== "left") parts.push(`closed ${o.closed}`);
    if (o.label !== "left") parts.push(`label ${o.label}`);
    if (o.startBy !== "window") parts.push(`start by ${o.startBy}`);
    if (o.includeBoundaries) parts.push("with boundaries");
    return `${parts.join(", ")} agg ${list(aggs.map(exprText))}`;
  },
  rolling: ({ index, keys, aggs, options: o }) => {
    const parts = [`rolling ${exprText(index)}${by(keys.map(exprText))} period ${o.period}`];
    if (o.offset !== null) parts.push(`offset ${o.offset}`);
    if (o.closed !== "right") parts.push(`closed ${o.closed}`);
    return `${parts.join(", ")} agg ${list(aggs.map(exprText))}`;
  },
  upsample: (p) => `upsample ${p.time}${by(p.by)} every ${p.every}`,
  mergeSorted: (p) => `merge sorted by ${list(p.keys)}`,
  setSorted: (p) => `set sorted ${list(p.columns)}${p.descending ? ", descending" : ""}`,
  resampleOhlcv: (p) =>
    `resample ${p.price}${p.volume === null ? "" : ` and ${p.volume}`}${by(p.by)} every ${p.every} of ${p.time}, gaps ${p.fill}`,
};
