import { fieldOf } from "../arrow/schema.ts";
import { isNumeric, typeName } from "../arrow/type-info.ts";
import { Float64 } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { alias, call, cast, col, type Expr, lit, over } from "../expr/node.ts";
import { type Plan, withColumns } from "./node.ts";
import { resolveNode } from "./resolve.ts";
import { schemaOf } from "./schema.ts";
import { groupByDynamic, type ResampleOhlcv, upsample } from "./time-node.ts";

const named = (fn: string, column: string, name: string): Expr => alias(call(fn, [col(column)]), name);
const FORWARD = Object.freeze({ strategy: "forward", limit: null });

/** Bars of trades: first, greatest, least and last price, volume, volume-weighted price and number, then the gaps filled. */
export function ohlcv(p: ResampleOhlcv): Plan {
  const s = schemaOf(p.input);
  for (const name of [p.price, ...(p.volume === null ? [] : [p.volume])]) {
    const { type } = fieldOf(s, name);
    if (!isNumeric(type))
      throw new PolaroidError("TYPE_MISMATCH", `resampleOhlcv takes numbers; "${name}" is ${typeName(type)}`);
  }
  const traded =
    p.volume === null
      ? []
      : [
          named("sum", p.volume, "volume"),
          alias(
            cast(
              call("div", [call("sum", [call("mul", [col(p.price), col(p.volume)])]), call("sum", [col(p.volume)])]),
              Float64,
            ),
            "vwap",
          ),
        ];
  const bars = resolveNode(
    groupByDynamic({
      input: p.input,
      index: col(p.time),
      keys: p.by.map(col),
      aggs: [
        named("first", p.price, "open"),
        named("max", p.price, "high"),
        named("min", p.price, "low"),
        named("last", p.price, "close"),
        ...traded,
        named("count", p.price, "count"),
      ],
      options: {
        every: p.every,
        period: null,
        offset: null,
        closed: "left",
        label: "left",
        startBy: "window",
        includeBoundaries: false,
      },
    }),
  );
  if (p.fill === "none") return bars;
  const regular = resolveNode(upsample({ input: bars, time: p.time, every: p.every, by: p.by, maintainOrder: true }));
  if (p.fill === "null") return regular;
  const keys = p.by.map(col);
  const last = call("fillNullStrategy", [col("close")], FORWARD);
  const close = keys.length === 0 ? last : over(last, keys);
  const or = (name: string, value: Expr): Expr => alias(call("coalesce", [col(name), value]), name);
  const zero = (name: string): Expr => alias(call("fillNull", [col(name), lit(0)]), name);
  return resolveNode(
    withColumns(regular, [
      ...["open", "high", "low", "close"].map((name) => or(name, close)),
      ...(p.volume === null ? [] : [zero("volume")]),
      zero("count"),
    ]),
  );
}
