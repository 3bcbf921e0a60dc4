import { fieldOf, type Schema, schema } from "../arrow/schema.ts";
import { isForward, type Scale, type Step, scaleOf, stepOf } from "../arrow/time/step.ts";
import { isInteger, isNumeric, isTemporal, isText, sameType, typeName } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { columnsIn } from "../expr/children.ts";
import { type Call, call, col, type Expr } from "../expr/node.ts";
import { coerce, resolve, resolveOne } from "../expr/resolve.ts";
import { supertype } from "../expr/supertype.ts";
import type { Output } from "../expr/typed.ts";
import { pairColumns } from "./beside.ts";
import { aggregatesOf } from "./grouped.ts";
import { filter, join, type Plan } from "./node.ts";
import { ohlcv } from "./ohlcv.ts";
import { schemaOf } from "./schema.ts";
import {
  type GroupByDynamic,
  groupByDynamic,
  type JoinAsof,
  type JoinWhere,
  joinAsof,
  joinWhere,
  type MergeSorted,
  type Rolling,
  rolling,
  type SetSorted,
  type TimePlan,
  type Upsample,
} from "./time-node.ts";

type Rules = { readonly [K in TimePlan["kind"]]: (p: Extract<TimePlan, { kind: K }>) => Plan };

/** What goes beyond one key's columns is one expression that makes one column. */
function one(e: Expr, s: Schema, what: string): Output {
  const [only, ...more] = resolve([e], s);
  if (only === undefined || more.length > 0)
    throw new PolaroidError("INVALID_ARGUMENT", `${what} takes one column, not ${1 + more.length}`);
  if (only.input.shape === "free")
    throw new PolaroidError("SHAPE_MISMATCH", `${what} needs one value a row, not an expression of another length`);
  return only;
}

const cast = (o: Output, to: DataType): Output =>
  sameType(o.input.type, to) ? o : Object.freeze({ ...o, input: coerce(o.input, to) });

const distance = (t: DataType): boolean => isNumeric(t) || isTemporal(t);

/** The type that as-of keys are compared in. */
function onType(l: Output, r: Output): DataType {
  const [a, b] = [l.input.type, r.input.type];
  const type = sameType(a, b) ? a : isInteger(a) && isInteger(b) ? supertype(a, b) : null;
  if (type === null)
    throw new PolaroidError(
      "TYPE_MISMATCH",
      `joinAsof: "${l.name}" is ${typeName(a)}, "${r.name}" is ${typeName(b)}; cast one of them`,
    );
  if (!distance(type) && !isText(type) && type.id !== "Bool" && type.id !== "Binary")
    throw new PolaroidError("TYPE_MISMATCH", `joinAsof: ${typeName(type)} has no order`);
  return type;
}

/** A tolerance in the unit of the keys, never negative. Throws where it does not suit them. */
export function toleranceIn(tolerance: number | string, type: DataType): number | bigint {
  if (typeof tolerance === "number") return Math.abs(tolerance);
  const scale = isTemporal(type) ? scaleOf(type) : null;
  if (scale === null)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `the tolerance of joinAsof is "${tolerance}"; over ${typeName(type)} it must be a number`,
    );
  const step = stepOf(tolerance, { ...scale, zone: null }, "the tolerance of joinAsof");
  if (step.months !== 0)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `the tolerance of joinAsof is "${tolerance}"; months have no fixed length, write weeks or days`,
    );
  const units = step.units < 0n ? -step.units : step.units;
  return type.id === "Date32" ? units / (86400n * scale.per) : units;
}

function resolveAsof(p: JoinAsof): Plan {
  const [ls, rs] = [schemaOf(p.left), schemaOf(p.right)];
  const [l, r] = [one(p.leftOn, ls, "on of joinAsof"), one(p.rightOn, rs, "on of joinAsof")];
  const type = onType(l, r);
  const { strategy, tolerance } = p.options;
  if (strategy === "nearest" && !distance(type))
    throw new PolaroidError("TYPE_MISMATCH", `joinAsof: nothing is nearest among ${typeName(type)}`);
  if (tolerance !== null) {
    if (!distance(type))
      throw new PolaroidError("TYPE_MISMATCH", `joinAsof: ${typeName(type)} has no distance, leave out the tolerance`);
    toleranceIn(tolerance, type);
  }
  const [lb, rb] = [resolve(p.leftBy, ls), resolve(p.rightBy, rs)];
  if (lb.length !== rb.length)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `joinAsof needs as many keys in byLeft (${lb.length}) as in byRight (${rb.length})`,
    );
  lb.forEach((k, i) => {
    const other = rb[i] as Output;
    for (const o of [k, other])
      if (o.input.kind !== "col")
        throw new PolaroidError(
          "INVALID_ARGUMENT",
          `the keys by which joinAsof groups are columns, "${o.name}" is none`,
        );
    if (!sameType(k.input.type, other.input.type))
      throw new PolaroidError(
        "TYPE_MISMATCH",
        `joinAsof: keys "${k.name}" (${typeName(k.input.type)}) and "${other.name}" (${typeName(other.input.type)}) differ in type; cast one of them`,
      );
  });
  return joinAsof({ ...p, leftOn: cast(l, type), rightOn: cast(r, type), leftBy: lb, rightBy: rb });
}

function conjuncts(e: Expr): Expr[] {
  const out: Expr[] = [];
  const left = [e];
  for (let x = left.pop(); x !== undefined; x = left.pop()) {
    if (x.kind === "call" && x.fn === "and" && x.args.length === 2) left.push(x.args[1] as Expr, x.args[0] as Expr);
    else out.push(x);
  }
  return out;
}

/** A join by predicates; equalities between the sides are the keys of an ordinary join. */
function resolveWhere(p: JoinWhere): Plan {
  if (p.predicates.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "joinWhere needs at least one predicate");
  const pairs = pairColumns(p);
  const s = schema(pairs.map((c) => c.field));
  const all = p.predicates.flatMap(conjuncts);
  const resolved = all.flatMap((e) => resolve([e], s));
  for (const { input } of resolved) {
    if (input.type.id !== "Bool" && input.type.id !== "Null")
      throw new PolaroidError("TYPE_MISMATCH", `joinWhere needs Bool predicates, got ${typeName(input.type)}`);
    if (!input.elementwise)
      throw new PolaroidError(
        "NOT_SUPPORTED",
        "a predicate of joinWhere looks at one pair of rows; compute aggregates and windows before the join",
      );
  }
  if (p.how !== "inner") return joinWhere({ ...p, predicates: resolved.map((o) => o.input) });
  const sideOf = new Map(pairs.map((c) => [c.field.name, c] as const));
  const sides = (e: Expr): ReadonlySet<string> => new Set([...columnsIn(e)].map((n) => sideOf.get(n)?.side ?? ""));
  const own = (e: Expr): Expr => renamed(e, sideOf);
  const keys: { left: Expr; right: Expr }[] = [];
  const rest: Expr[] = [];
  for (const e of all) {
    const [a, b] = e.kind === "call" && e.fn === "eq" ? (e.args as readonly [Expr, Expr]) : [null, null];
    const [x, y] = [a === null ? null : sides(a), b === null ? null : sides(b)];
    const only = (v: ReadonlySet<string> | null, side: string): boolean => v !== null && v.size === 1 && v.has(side);
    if (a !== null && b !== null && only(x, "left") && only(y, "right")) keys.push({ left: own(a), right: own(b) });
    else if (a !== null && b !== null && only(x, "right") && only(y, "left"))
      keys.push({ left: own(b), right: own(a) });
    else rest.push(e);
  }
  if (keys.length === 0) return joinWhere({ ...p, predicates: resolved.map((o) => o.input) });
  const [ls, rs] = [schemaOf(p.left), schemaOf(p.right)];
  const outs = keys.map((k) => [resolveOne(k.left, ls), resolveOne(k.right, rs)] as const);
  const types = outs.map(([a, b]) =>
    sameType(a.input.type, b.input.type) ? a.input.type : supertype(a.input.type, b.input.type),
  );
  if (types.some((t) => t === null)) return joinWhere({ ...p, predicates: resolved.map((o) => o.input) });
  const joined = join(
    p.left,
    p.right,
    outs.map(([a], i) => cast(a, types[i] as DataType)),
    outs.map(([, b], i) => cast(b, types[i] as DataType)),
    { how: "inner", suffix: p.suffix, coalesce: false, nullsEqual: false, validate: "m:m", maintainOrder: "none" },
  );
  if (rest.length === 0) return joined;
  const wanted = rest.length === 1 ? (rest[0] as Expr) : call("allHorizontal", rest);
  return filter(joined, resolveOne(wanted, schemaOf(joined)).input);
}

/** An expression over pairs as one over its own side. */
function renamed(e: Expr, columns: ReadonlyMap<string, { readonly name: string }>): Expr {
  switch (e.kind) {
    case "col":
      return col(columns.get(e.name)?.name ?? e.name);
    case "alias":
    case "rename":
    case "cast":
      return { ...e, input: renamed(e.input, columns) };
    case "call":
      return { ...e, args: e.args.map((a) => renamed(a, columns)) } satisfies Call;
    default:
      return e;
  }
}

/** How the index of windows is counted. Throws where its type has no windows. */
export function windowScale(type: DataType, what: string): Scale {
  const scale = scaleOf(type);
  if (scale === null || type.id === "Time" || type.id === "Duration")
    throw new PolaroidError(
      "TYPE_MISMATCH",
      `${what} takes an index of dates, datetimes or integers of 32 or 64 bits, got ${typeName(type)}`,
    );
  return scale;
}

/** The steps of dynamic windows. Throws where they do not suit the index. */
export function dynamicSteps(
  { options }: GroupByDynamic,
  scale: Scale,
): { readonly every: Step; readonly period: Step; readonly offset: Step | null } {
  const every = stepOf(options.every, scale, "every of groupByDynamic");
  if (!isForward(every) || every.parts.negative)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `every of groupByDynamic is "${options.every}"; it must be at least one unit of ${typeName(scale.type)}`,
    );
  if (every.kinds > 1)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `every of groupByDynamic is "${options.every}"; it cannot mix months, weeks, days and shorter units`,
    );
  const period = options.period === null ? every : stepOf(options.period, scale, "period of groupByDynamic");
  if (period.parts.negative)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `period of groupByDynamic is "${options.period}"; it cannot be negative`,
    );
  return {
    every,
    period,
    offset: options.offset === null ? null : stepOf(options.offset, scale, "offset of groupByDynamic"),
  };
}

/** The steps of rolling windows: how far before the row they begin, and how long they are. */
export function rollingSteps(
  { options }: Rolling,
  scale: Scale,
): { readonly period: Step; readonly offset: Step | null } {
  const period = stepOf(options.period, scale, "period of rolling");
  if (!isForward(period) || period.parts.negative)
    throw new PolaroidError("INVALID_ARGUMENT", `period of rolling is "${options.period}"; it must be above zero`);
  return {
    period,
    offset: options.offset === null ? null : stepOf(options.offset, scale, "offset of rolling"),
  };
}

function grouped<P extends GroupByDynamic | Rolling>(
  p: P,
  what: string,
): { readonly index: Output; readonly keys: readonly Output[]; readonly aggs: readonly Output[] } {
  const s = schemaOf(p.input);
  const index = one(p.index, s, `the index of ${what}`);
  const keys = resolve(p.keys, s);
  return { index, keys, aggs: aggregatesOf(p.aggs, s, [...keys, index]) };
}

function resolveDynamic(p: GroupByDynamic): Plan {
  const made = grouped(p, "groupByDynamic");
  const type = made.index.input.type;
  const scale = windowScale(type, "groupByDynamic");
  if (type.id === "UInt32" || type.id === "UInt64")
    throw new PolaroidError(
      "TYPE_MISMATCH",
      `groupByDynamic takes signed integers, got ${typeName(type)}; cast the index`,
    );
  dynamicSteps(p, scale);
  return groupByDynamic({ ...p, ...made });
}

function resolveRolling(p: Rolling): Plan {
  const made = grouped(p, "rolling");
  rollingSteps(p, windowScale(made.index.input.type, "rolling"));
  return rolling({ ...p, ...made });
}

function resolveUpsample(p: Upsample): Plan {
  const s = schemaOf(p.input);
  for (const name of p.by) fieldOf(s, name);
  upsampleStep(p, fieldOf(s, p.time).type);
  return p;
}
export function upsampleStep(p: Upsample, type: DataType): Step {
  const every = stepOf(p.every, windowScale(type, "upsample"), "every of upsample");
  if (!isForward(every) || every.parts.negative)
    throw new PolaroidError("INVALID_ARGUMENT", `every of upsample is "${p.every}"; it must be above zero`);
  return every;
}

function sorted(p: SetSorted): Plan {
  for (const name of p.columns) fieldOf(schemaOf(p.input), name);
  return p.input;
}

const merge = (p: MergeSorted): Plan => {
  const s = schemaOf(p.left);
  for (const k of p.keys) fieldOf(s, k);
  return p;
};

/** How nodes of time series are resolved. */
export const TIME_RULES: Rules = {
  joinAsof: resolveAsof,
  joinWhere: resolveWhere,
  groupByDynamic: resolveDynamic,
  rolling: resolveRolling,
  upsample: resolveUpsample,
  mergeSorted: merge,
  setSorted: sorted,
  resampleOhlcv: (p) => ohlcv(p),
};
