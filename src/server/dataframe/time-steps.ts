import type { Expr } from "../../api/expr/expr.ts";
import { col } from "../../api/expr/functions.ts";
import { LazyFrame } from "../../api/lazy-frame.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Plan } from "../../plan/node.ts";
import { aggregates, wordOf } from "./names.ts";
import type { RequestOf } from "./routes.ts";
import type { Turn } from "./turn.ts";

const TIMES = ["Datetime", "Date32"];

/** The column of times that is named, or the only one that there is. */
async function timeOf(plan: Plan, name: string, turn: Turn): Promise<string> {
  if (name !== "") return name;
  const found = (await turn.resolver.schema(plan)).fields.filter((f) => TIMES.includes(f.type.id)).map((f) => f.name);
  if (found.length === 1) return found[0] as string;
  throw new PolaroidError(
    "INVALID_ARGUMENT",
    found.length === 0
      ? "there is no column of dates or times; name the one that is meant"
      : `${found.slice(0, 8).join(", ")} are columns of times; name the one that is meant`,
  );
}
const steady = (frequency: string): string => {
  if (frequency === "") throw new PolaroidError("INVALID_ARGUMENT", 'the frequency is missing: "1m", "5m", "1h", "1d"');
  return frequency;
};

export async function resampleStep(r: RequestOf<"resample">, turn: Turn): Promise<Plan> {
  const plan = turn.handle(r.handle);
  const time = await timeOf(plan, r.timeColumn, turn);
  const options = { every: steady(r.frequency), ...(r.by.length > 0 && { groupBy: [...r.by] }) };
  return new LazyFrame(plan)
    .sort(time)
    .groupByDynamic(time, options)
    .agg(...r.aggregations.flatMap(aggregates)).plan;
}

export async function resampleOhlcvStep(r: RequestOf<"resampleOhlcv">, turn: Turn): Promise<Plan> {
  const plan = turn.handle(r.handle);
  if (r.priceColumn === "") throw new PolaroidError("INVALID_ARGUMENT", "price_column is missing");
  const time = await timeOf(plan, r.timeColumn, turn);
  return new LazyFrame(plan).sort(time).resampleOhlcv(steady(r.frequency), {
    time,
    price: r.priceColumn,
    ...(r.volumeColumn !== "" && { volume: r.volumeColumn }),
    ...(r.by.length > 0 && { by: [...r.by] }),
  }).plan;
}

export function asofJoinStep(r: RequestOf<"asofJoin">, turn: Turn): Plan {
  const tolerance =
    r.tolerance === "" ? undefined : /^-?\d+(\.\d+)?$/.test(r.tolerance) ? Number(r.tolerance) : r.tolerance;
  return new LazyFrame(turn.handle(r.left)).joinAsof(new LazyFrame(turn.handle(r.right)), {
    on: r.on,
    strategy: wordOf(r.strategy, ["backward", "forward", "nearest"], "strategy of an as-of join"),
    ...(r.by.length > 0 && { by: [...r.by] }),
    ...(tolerance !== undefined && { tolerance }),
    ...(r.suffix !== "" && { suffix: r.suffix }),
  }).plan;
}

const within = (e: Expr, by: readonly string[]): Expr => (by.length === 0 ? e : (e.over(...by) as Expr));
const named = (e: Expr, alias: string, otherwise: string): Expr => e.alias(alias === "" ? otherwise : alias) as Expr;
const columnOf = (name: string): Expr => {
  if (name === "") throw new PolaroidError("INVALID_ARGUMENT", "the column is missing");
  return col(name) as Expr;
};

const ROLLING: Readonly<Record<string, (c: Expr, size: number, o: { readonly minSamples?: number }) => Expr>> = {
  mean: (c, n, o) => c.rollingMean(n, o),
  sum: (c, n, o) => c.rollingSum(n, o),
  min: (c, n, o) => c.rollingMin(n, o),
  max: (c, n, o) => c.rollingMax(n, o),
  std: (c, n, o) => c.rollingStd(n, o),
  var: (c, n, o) => c.rollingVar(n, o),
  median: (c, n, o) => c.rollingMedian(n, o),
};
export function rollingWindowStep(r: RequestOf<"rollingWindow">, turn: Turn): Plan {
  const fn = r.function === "" ? "mean" : r.function;
  const make = Object.hasOwn(ROLLING, fn) ? ROLLING[fn] : undefined;
  if (make === undefined)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `there is no rolling "${fn.slice(0, 40)}"; there are ${Object.keys(ROLLING).join(", ")}`,
    );
  const made = make(columnOf(r.column), r.windowSize, r.minSamples > 0 ? { minSamples: r.minSamples } : {});
  const e = named(within(made, r.by), r.alias, `${r.column}_${fn}_${r.windowSize}`);
  return new LazyFrame(turn.handle(r.handle)).withColumns(e).plan;
}

const periodsOf = (n: number): number => (n === 0 ? 1 : n);
export function lagStep(r: RequestOf<"lag">, turn: Turn): Plan {
  const n = periodsOf(r.periods);
  const e = named(within(columnOf(r.column).shift(n) as Expr, r.by), r.alias, `${r.column}_lag_${n}`);
  return new LazyFrame(turn.handle(r.handle)).withColumns(e).plan;
}
export function diffStep(r: RequestOf<"diff">, turn: Turn): Plan {
  const n = periodsOf(r.periods);
  const e = named(within(columnOf(r.column).diff(n) as Expr, r.by), r.alias, `${r.column}_diff_${n}`);
  return new LazyFrame(turn.handle(r.handle)).withColumns(e).plan;
}
