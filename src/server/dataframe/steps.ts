import { concatAll } from "../../api/concat.ts";
import { Expr } from "../../api/expr/expr.ts";
import { col } from "../../api/expr/functions.ts";
import { LazyFrame } from "../../api/lazy-frame.ts";
import { schema } from "../../arrow/schema.ts";
import { isNumeric, isTemporal, isText } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { alias, call, columns, type Expr as Node, orderKey, type Pick } from "../../expr/node.ts";
import {
  castColumns,
  frame,
  frameOf as frameOfBatches,
  type Plan,
  select,
  sort,
  withColumns,
} from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { Expression } from "../../proto/polaroid/v1/plan_pb.ts";
import { expressionFrom } from "./expressions.ts";
import { aggregates, numberOf, typeFrom, wordOf } from "./names.ts";
import { filtered } from "./reads.ts";
import type { RequestOf } from "./routes.ts";
import type { Turn } from "./turn.ts";

const exprsOf = async (plan: Plan, list: readonly Expression[], turn: Turn): Promise<Expr[]> => {
  const out: Expr[] = [];
  for (const e of list) out.push(new Expr(await expressionFrom(e, () => turn.resolver.schema(plan))));
  return out;
};
const frameOf = (handle: string, turn: Turn): LazyFrame => new LazyFrame(turn.handle(handle));
const needed = <T>(list: readonly T[], what: string): readonly T[] => {
  if (list.length === 0) throw new PolaroidError("INVALID_ARGUMENT", `${what} are missing`);
  return list;
};

export function filterStep(r: RequestOf<"filter">, turn: Turn): Promise<Plan> {
  if (r.predicate === "" && r.expr === undefined)
    throw new PolaroidError("INVALID_ARGUMENT", "a filter has neither a predicate nor an expression");
  return filtered(turn.handle(r.handle), r.predicate, r.expr, turn);
}

export async function selectStep(r: RequestOf<"select">, turn: Turn): Promise<Plan> {
  const frame = frameOf(r.handle, turn);
  const exprs = [...r.columns.map((c) => col(c)), ...(await exprsOf(frame.plan, r.exprs, turn))];
  return frame.select(...needed(exprs, "columns to select")).plan;
}

export async function withColumnStep(r: RequestOf<"withColumn">, turn: Turn): Promise<Plan> {
  if (r.expr === undefined) throw new PolaroidError("INVALID_ARGUMENT", "the expression is missing");
  const plan = turn.handle(r.handle);
  const [made] = await exprsOf(plan, [r.expr], turn);
  return new LazyFrame(plan).withColumns(r.name === "" ? (made as Expr) : (made as Expr).alias(r.name)).plan;
}

export async function withColumnsStep(r: RequestOf<"withColumns">, turn: Turn): Promise<Plan> {
  const plan = turn.handle(r.handle);
  return new LazyFrame(plan).withColumns(...(await exprsOf(plan, needed(r.exprs, "expressions"), turn))).plan;
}

export const dropStep = (r: RequestOf<"drop">, turn: Turn): Plan => frameOf(r.handle, turn).drop(...r.columns).plan;
export const renameStep = (r: RequestOf<"rename">, turn: Turn): Plan =>
  frameOf(r.handle, turn).rename({ ...r.names }).plan;
export const castStep = (r: RequestOf<"cast">, turn: Turn): Plan =>
  castColumns(
    turn.handle(r.handle),
    Object.entries(r.types).map(([name, type]) => [name, typeFrom(type)] as const),
    !r.lenient,
  );

export async function groupByStep(r: RequestOf<"groupBy">, turn: Turn): Promise<Plan> {
  const frame = frameOf(r.handle, turn);
  const keys = [...r.keys.map((k) => col(k)), ...(await exprsOf(frame.plan, r.keyExprs, turn))];
  const aggs = [...r.aggregations.flatMap(aggregates), ...(await exprsOf(frame.plan, r.aggExprs, turn))];
  return frame.groupBy(...needed(keys, "keys"), { maintainOrder: r.maintainOrder }).agg(...aggs).plan;
}

const HOWS = ["inner", "left", "right", "full", "semi", "anti", "cross"] as const;
export function joinStep(r: RequestOf<"join">, turn: Turn): Plan {
  const how = wordOf(r.how, HOWS, "how of a join");
  return frameOf(r.left, turn).join(frameOf(r.right, turn), {
    how,
    nullsEqual: r.nullsEqual,
    ...(r.on.length > 0 && { on: [...r.on] }),
    ...(r.leftOn.length > 0 && { leftOn: [...r.leftOn] }),
    ...(r.rightOn.length > 0 && { rightOn: [...r.rightOn] }),
    ...(r.suffix !== "" && { suffix: r.suffix }),
  }).plan;
}

export async function sortStep(r: RequestOf<"sort">, turn: Turn): Promise<Plan> {
  const plan = turn.handle(r.handle);
  const keys = [];
  for (const k of needed(r.by, "keys")) {
    const e: Node =
      k.expr === undefined ? col(k.column)["~expr"] : await expressionFrom(k.expr, () => turn.resolver.schema(plan));
    keys.push(orderKey(e, k.descending, k.nullsLast));
  }
  return sort(plan, keys);
}

export const sliceStep = (r: RequestOf<"slice">, turn: Turn): Plan =>
  frameOf(r.handle, turn).slice(
    numberOf(r.offset, "offset of a slice"),
    r.length === undefined ? null : numberOf(r.length, "length of a slice"),
  ).plan;

export const uniqueStep = (r: RequestOf<"unique">, turn: Turn): Plan =>
  frameOf(r.handle, turn).unique({
    keep: wordOf(r.keep, ["any", "first", "last", "none"], "keep of unique"),
    maintainOrder: r.maintainOrder,
    ...(r.subset.length > 0 && { subset: [...r.subset] }),
  }).plan;

const CONCATS = [
  "vertical",
  "verticalRelaxed",
  "diagonal",
  "diagonalRelaxed",
  "horizontal",
  "horizontalExtend",
] as const;
export const concatStep = (r: RequestOf<"concat">, turn: Turn): Plan =>
  concatAll(
    needed(r.handles, "handles").map((h) => frameOf(h, turn)),
    { how: wordOf(r.how, CONCATS, "how of a concat") },
  ).plan;

export const explodeStep = (r: RequestOf<"explode">, turn: Turn): Plan =>
  frameOf(r.handle, turn).explode(...needed(r.columns, "columns")).plan;

export const unpivotStep = (r: RequestOf<"unpivot">, turn: Turn): Plan =>
  frameOf(r.handle, turn).unpivot({
    index: [...r.index],
    ...(r.on.length > 0 && { on: [...r.on] }),
    ...(r.variableName !== "" && { variableName: r.variableName }),
    ...(r.valueName !== "" && { valueName: r.valueName }),
  }).plan;

const CELLS = ["first", "last", "sum", "mean", "min", "max", "median", "count", "len"] as const;
export const pivotStep = (r: RequestOf<"pivot">, turn: Turn): Plan =>
  frameOf(r.handle, turn).pivot({
    on: r.on,
    onColumns: needed(r.onValues, "on_values"),
    ...(r.index.length > 0 && { index: [...r.index] }),
    ...(r.values.length > 0 && { values: [...r.values] }),
    ...(r.aggregateFunction !== "" && {
      aggregateFunction: wordOf(r.aggregateFunction, CELLS, "aggregate_function of a pivot"),
    }),
  }).plan;

export const sampleStep = (r: RequestOf<"sample">, turn: Turn): Plan =>
  frameOf(r.handle, turn).sample({
    withReplacement: r.withReplacement,
    shuffle: r.shuffle,
    ...(r.n !== undefined && { n: numberOf(r.n, "n of sample") }),
    ...(r.fraction !== undefined && { fraction: r.fraction }),
    ...(r.seed !== undefined && { seed: r.seed }),
  }).plan;

const NO_ROWS = frame(frameOfBatches(schema([]), []));
const ALL: Pick = Object.freeze({ by: "all", except: Object.freeze([]) });
const KINDS = [
  [isNumeric, "numeric"],
  [isText, "string"],
  [isTemporal, "temporal"],
  [(t: DataType) => t.id === "Bool", "boolean"],
] as const;
const FILLS = ["forward", "backward", "mean", "min", "max", "zero", "one"] as const;
export async function fillStep(r: RequestOf<"fill">, turn: Turn): Promise<Plan> {
  const plan = turn.handle(r.handle);
  if ((r.value === "") === (r.strategy === ""))
    throw new PolaroidError("INVALID_ARGUMENT", "Fill takes either a strategy or a value");
  if (r.strategy !== "") {
    const strategy = wordOf(r.strategy, FILLS, "strategy of Fill");
    const how = { strategy, ...(r.limit !== undefined && { limit: r.limit }) };
    return r.columns.length === 0
      ? new LazyFrame(plan).fillNull(how).plan
      : withColumns(
          plan,
          r.columns.map((c) => col(c).fillNull(how)["~expr"]),
        );
  }
  const form = { case: "sql", value: r.value } as const;
  const value = await expressionFrom({ $typeName: "polaroid.v1.Expression", form }, () => turn.resolver.schema(plan));
  if (r.columns.length > 0) {
    const filler = new Expr(value);
    return withColumns(
      plan,
      r.columns.map((c) => col(c).fillNull(filler as never)["~expr"]),
    );
  }
  // A value fills the columns of its kind.
  const { fields } = schemaOf(resolveNode(select(NO_ROWS, [alias(value, "v")])));
  const type = fields[0]?.type;
  const kind = KINDS.find(([of]) => type !== undefined && of(type));
  const pick: Pick = kind === undefined ? ALL : Object.freeze({ by: "class", name: kind[1] });
  return withColumns(plan, [call("fillNull", [columns(pick), value])]);
}
