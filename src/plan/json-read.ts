import { typeFromJson } from "../arrow/json.ts";
import type { DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { attempt, type Outcome } from "../core/result.ts";
import { exprFromJson, valueFromJson } from "../expr/json-read.ts";
import type { Expr, LiteralValue } from "../expr/node.ts";
import { everyColumn } from "./every-column.ts";
import { type Carrier, PLAN_VERSION } from "./json.ts";
import type { Plan } from "./node.ts";
import * as node from "./node.ts";
import { sqlText } from "./sql-node.ts";
import { READ_TIME } from "./time-json.ts";

type Fields = Readonly<Record<string, unknown>>;

const bad = (what: string): never => {
  throw new PolaroidError("CORRUPT", `the plan is malformed: ${what}`);
};
const texts = (v: unknown): readonly string[] =>
  Array.isArray(v) && v.every((x) => typeof x === "string") ? v : bad("a list of names is missing");
const textsOrNull = (v: unknown): readonly string[] | null => (v === null ? null : texts(v));
const text = (v: unknown): string => (typeof v === "string" ? v : bad("a name is missing"));
const number = (v: unknown): number => (typeof v === "number" ? v : bad("a number is missing"));
const numberOrNull = (v: unknown): number | null => (v === null ? null : number(v));
const flag = (v: unknown): boolean => v === true;
const list = (v: unknown): readonly unknown[] => (Array.isArray(v) ? v : bad("a list is missing"));
const record = (v: unknown): Fields =>
  typeof v === "object" && v !== null && !Array.isArray(v) ? (v as Fields) : bad("an object is missing");
const pair = (v: unknown): readonly [string, unknown] => [text(list(v)[0]), list(v)[1]];

/** What a node is made of: its own fields, its expressions and what it reads. */
export interface Parts {
  readonly f: Fields;
  readonly exprs: readonly Expr[];
  readonly inputs: readonly Plan[];
  readonly carrier: Carrier;
}
const input = ({ inputs }: Parts): Plan => inputs[0] ?? bad("an input is missing");
const HOWS: readonly string[] = ["inner", "left", "right", "full", "semi", "anti", "cross"];
const KEEPS: readonly node.Keep[] = ["any", "first", "last", "none"];
const CONCATS: readonly node.ConcatHow[] = [
  "vertical",
  "verticalRelaxed",
  "diagonal",
  "diagonalRelaxed",
  "horizontal",
  "horizontalExtend",
];
const VALIDATES: readonly node.JoinOptions["validate"][] = ["m:m", "1:m", "m:1", "1:1"];
const ORDERS: readonly node.JoinOrder[] = ["none", "left", "right", "leftRight", "rightLeft"];
const whole = (v: unknown): number => (Number.isSafeInteger(v) ? (v as number) : bad("a whole number is missing"));
const wholeOrNull = (v: unknown): number | null => (v === null ? null : whole(v));
const word = <T extends string>(v: unknown, of: readonly T[]): T =>
  of.find((w) => w === v) ?? bad(`${JSON.stringify(v)?.slice(0, 40)} is none of ${of.join(", ")}`);

function joinOptions(v: unknown): node.JoinOptions {
  const o = record(v);
  if (!HOWS.includes(text(o.how))) bad(`there is no ${o.how} join`);
  return {
    how: o.how as node.JoinHow,
    suffix: text(o.suffix),
    coalesce: o.coalesce === null ? null : flag(o.coalesce),
    nullsEqual: flag(o.nullsEqual),
    validate: word(o.validate, VALIDATES),
    maintainOrder: o.maintainOrder === undefined ? "none" : word(o.maintainOrder, ORDERS),
  };
}

const READ: Readonly<Record<Plan["kind"], (p: Parts) => Plan>> = {
  frame: ({ f, carrier }) => node.frame(carrier.decodeFrame(text(f.ipc))),
  scan: ({ f, exprs, carrier }) => ({
    ...node.scan(carrier.openScan(text(f.format), texts(f.locations), record(valueFromJson(f.options)))),
    columns: textsOrNull(f.columns),
    limit: wholeOrNull(f.limit),
    predicate: exprs[0] ?? null,
  }),
  select: (p) => node.select(input(p), p.exprs),
  withColumns: (p) => node.withColumns(input(p), p.exprs),
  filter: (p) => node.filter(input(p), p.exprs[0] ?? bad("a filter has no predicate")),
  drop: (p) => node.drop(input(p), texts(p.f.names), flag(p.f.strict)),
  renameColumns: (p) =>
    node.renameColumns(
      input(p),
      list(p.f.pairs)
        .map(pair)
        .map(([a, b]) => [a, text(b)] as const),
      flag(p.f.strict),
    ),
  castColumns: (p) =>
    node.castColumns(
      input(p),
      list(p.f.types)
        .map(pair)
        .map(([n, t]): [string, DataType] => [n, typeFromJson(t)]),
      flag(p.f.strict),
    ),
  dropNulls: (p) => node.dropNulls(input(p), textsOrNull(p.f.subset)),
  sort: (p) => {
    const order = list(p.f.order);
    if (order.length !== p.exprs.length) bad("a sort has other keys than directions");
    const by = p.exprs.map((expr, i) =>
      Object.freeze({ expr, descending: flag(list(order[i])[0]), nullsLast: flag(list(order[i])[1]) }),
    );
    return node.sort(input(p), by, wholeOrNull(p.f.limit));
  },
  slice: (p) => node.slice(input(p), whole(p.f.offset), wholeOrNull(p.f.length)),
  unique: (p) => node.unique(input(p), textsOrNull(p.f.subset), word(p.f.keep, KEEPS), flag(p.f.maintainOrder)),
  groupBy: (p) =>
    node.groupBy(
      input(p),
      p.exprs.slice(0, number(p.f.keys)),
      p.exprs.slice(number(p.f.keys)),
      flag(p.f.maintainOrder),
    ),
  join: (p) => {
    const keys = number(p.f.keys);
    return node.join(
      input(p),
      p.inputs[1] ?? bad("a join has one side"),
      p.exprs.slice(0, keys),
      p.exprs.slice(keys),
      joinOptions(p.f.options),
    );
  },
  concat: (p) => node.concat(p.inputs.length > 0 ? p.inputs : bad("a concat has no inputs"), word(p.f.how, CONCATS)),
  recursive: () => bad("a recursive query travels as its text"),
  bySchema: (p) => bad(`${text(p.f.name)} holds a function`),
  sql: (p) => {
    const params = record(p.f.params);
    const named = list(params.named).map(pair);
    return sqlText({
      text: text(p.f.text),
      form: p.f.form === "condition" ? "condition" : "query",
      names: texts(p.f.names),
      inputs: p.inputs,
      params: {
        listed: list(params.listed).map((e) => exprFromJson(e as never)),
        named: Object.fromEntries(named.map(([n, e]) => [n, exprFromJson(e as never)])),
      },
      ...p.carrier.sql,
      translator: null,
      bound: false,
    });
  },
  explode: (p) => node.explode(input(p), texts(p.f.columns)),
  unnest: (p) => node.unnest(input(p), textsOrNull(p.f.columns), p.f.separator === null ? null : text(p.f.separator)),
  unpivot: (p) =>
    node.unpivot(input(p), textsOrNull(p.f.on), texts(p.f.index), text(p.f.variableName), text(p.f.valueName)),
  pivot: (p) =>
    node.pivot({
      input: input(p),
      on: text(p.f.on),
      onValues: list(valueFromJson(p.f.onValues)) as readonly LiteralValue[],
      index: texts(p.f.index),
      values: texts(p.f.values),
      aggregate: p.f.aggregate === null ? null : text(p.f.aggregate),
    }),
  sample: (p) =>
    node.sample({
      input: input(p),
      n: numberOrNull(p.f.n),
      fraction: numberOrNull(p.f.fraction),
      withReplacement: flag(p.f.withReplacement),
      shuffle: flag(p.f.shuffle),
      seed: number(p.f.seed),
    }),
  everyColumn: (p) => everyColumn(input(p), text(p.f.fn), Object.freeze(record(valueFromJson(p.f.options)))),
  withRowIndex: (p) => node.withRowIndex(input(p), text(p.f.name), number(p.f.offset)),
  ...READ_TIME,
};

/** A node of its parts; a kind that there is none of, and parts that do not fit, are `CORRUPT`. */
export function nodeOf(kind: string, parts: Parts): Plan {
  if (!Object.hasOwn(READ, kind)) bad(`there is no node "${kind.slice(0, 40)}"`);
  return READ[kind as Plan["kind"]](parts);
}

function read(json: unknown, carrier: Carrier): Plan {
  const { version, nodes } = record(json);
  if (version !== PLAN_VERSION)
    throw new PolaroidError(
      "NOT_SUPPORTED",
      `the plan has version ${String(version)}; this release reads version ${PLAN_VERSION}`,
    );
  const made: Plan[] = [];
  for (const n of list(nodes)) {
    const f = record(n);
    const kind = text(f.kind);
    const exprs = f.exprs === undefined ? [] : list(f.exprs).map((e) => exprFromJson(e));
    const inputs =
      f.inputs === undefined
        ? []
        : list(f.inputs).map((i) => made[number(i)] ?? bad("a node reads one that does not come before it"));
    made.push(nodeOf(kind, { f, exprs, inputs, carrier }));
  }
  return made[made.length - 1] ?? bad("it has no nodes");
}

/** The plan that `planToJson` wrote; anything else is `CORRUPT`, a newer form `NOT_SUPPORTED`. */
export const planFromJson = (json: unknown, carrier: Carrier): Outcome<Plan> => attempt(() => read(json, carrier));
