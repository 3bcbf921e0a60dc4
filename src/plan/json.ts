import { typeFromJson, typeToJson } from "../arrow/json.ts";
import type { DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { attempt, type Outcome } from "../core/result.ts";
import { exprFromJson, exprToJson, valueFromJson, valueToJson } from "../expr/json.ts";
import type { Expr, LiteralValue } from "../expr/node.ts";
import { exprsOf, inputsOf, walkPlan } from "./children.ts";
import type { Frame, Plan, ScanSource } from "./node.ts";
import * as node from "./node.ts";

/** Raised when the form changes; older forms stay readable. */
export const PLAN_VERSION = 1;

type Fields = Readonly<Record<string, unknown>>;
type Writers = { readonly [K in Plan["kind"]]: (p: Extract<Plan, { kind: K }>) => Fields };

// What a node says beside its inputs and expressions.
const WRITE: Writers = {
  frame: () => ({}),
  scan: (p) => ({
    format: p.source.format,
    locations: p.source.locations,
    options: valueToJson(p.source.options),
    columns: p.columns,
    limit: p.limit,
  }),
  select: () => ({}),
  withColumns: () => ({}),
  filter: () => ({}),
  drop: (p) => ({ names: p.names, strict: p.strict }),
  renameColumns: (p) => ({ pairs: p.pairs, strict: p.strict }),
  castColumns: (p) => ({ types: p.types.map(([n, t]) => [n, typeToJson(t)]), strict: p.strict }),
  dropNulls: (p) => ({ subset: p.subset }),
  sort: (p) => ({ order: p.by.map((k) => [k.descending, k.nullsLast]), limit: p.limit }),
  slice: (p) => ({ offset: p.offset, length: p.length }),
  unique: (p) => ({ subset: p.subset, keep: p.keep, maintainOrder: p.maintainOrder }),
  groupBy: (p) => ({ keys: p.keys.length, maintainOrder: p.maintainOrder }),
  join: (p) => ({ keys: p.leftOn.length, options: p.options }),
  concat: (p) => ({ how: p.how }),
  explode: (p) => ({ columns: p.columns }),
  unpivot: (p) => ({ on: p.on, index: p.index, variableName: p.variableName, valueName: p.valueName }),
  pivot: (p) => ({
    on: p.on,
    onValues: valueToJson(p.onValues),
    index: p.index,
    values: p.values,
    aggregate: p.aggregate,
  }),
  sample: (p) => ({
    n: p.n,
    fraction: p.fraction,
    withReplacement: p.withReplacement,
    shuffle: p.shuffle,
    seed: p.seed,
  }),
  withRowIndex: (p) => ({ name: p.name, offset: p.offset }),
};

/** A node's own fields as JSON, without inputs and expressions. */
export const fieldsOf = (p: Plan): Fields => (WRITE[p.kind] as (p: Plan) => Fields)(p);

/** How frames in memory travel (as Arrow IPC bytes in base64) and scans are opened on the other side. */
export interface Carrier {
  readonly encodeFrame: (frame: Frame, limit: number) => string;
  readonly decodeFrame: (text: string) => Frame;
  readonly openScan: (format: string, locations: readonly string[], options: Fields) => ScanSource;
}

export interface PlanJson {
  readonly version: number;
  /** Inputs before what reads them; the last one is the result. */
  readonly nodes: readonly Fields[];
}

/** The default for frames that travel inside of a plan: 16 MiB of Arrow each. */
export const FRAME_LIMIT: number = 16 << 20;

function write(p: Plan, carrier: Pick<Carrier, "encodeFrame">, limit: number): PlanJson {
  const at = new Map<Plan, number>();
  const nodes: Fields[] = [];
  walkPlan(p, (n) => {
    if (n.kind === "scan" && n.source.locations.length === 0)
      throw new PolaroidError("NOT_SERIALISABLE", "the plan reads bytes or a Blob of this process; collect them first");
    const exprs = exprsOf(n).map((e) => exprToJson(e));
    const inputs = inputsOf(n).map((c) => at.get(c) as number);
    at.set(n, nodes.length);
    nodes.push({
      kind: n.kind,
      ...fieldsOf(n),
      ...(n.kind === "frame" && { ipc: carrier.encodeFrame(n.frame, limit) }),
      ...(exprs.length > 0 && { exprs }),
      ...(inputs.length > 0 && { inputs }),
    });
  });
  return { version: PLAN_VERSION, nodes };
}

/** A plan as versioned JSON; what cannot leave the process is `NOT_SERIALISABLE`. */
export const planToJson = (
  p: Plan,
  carrier: Pick<Carrier, "encodeFrame">,
  limit: number = FRAME_LIMIT,
): Outcome<PlanJson> => attempt(() => write(p, carrier, limit));

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

interface Parts {
  readonly f: Fields;
  readonly exprs: readonly Expr[];
  readonly inputs: readonly Plan[];
  readonly carrier: Carrier;
}
const input = ({ inputs }: Parts): Plan => inputs[0] ?? bad("an input is missing");
const HOWS: readonly string[] = ["inner", "left", "right", "full", "semi", "anti", "cross"];

function joinOptions(v: unknown): node.JoinOptions {
  const o = record(v);
  if (!HOWS.includes(text(o.how))) bad(`there is no ${o.how} join`);
  return {
    how: o.how as node.JoinHow,
    suffix: text(o.suffix),
    coalesce: o.coalesce === null ? null : flag(o.coalesce),
    nullsEqual: flag(o.nullsEqual),
    validate: text(o.validate) as "m:m",
  };
}

const READ: Readonly<Record<Plan["kind"], (p: Parts) => Plan>> = {
  frame: ({ f, carrier }) => node.frame(carrier.decodeFrame(text(f.ipc))),
  scan: ({ f, exprs, carrier }) => ({
    ...node.scan(carrier.openScan(text(f.format), texts(f.locations), record(valueFromJson(f.options)))),
    columns: textsOrNull(f.columns),
    limit: numberOrNull(f.limit),
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
    return node.sort(input(p), by, numberOrNull(p.f.limit));
  },
  slice: (p) => node.slice(input(p), number(p.f.offset), numberOrNull(p.f.length)),
  unique: (p) => node.unique(input(p), textsOrNull(p.f.subset), text(p.f.keep) as node.Keep, flag(p.f.maintainOrder)),
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
  concat: (p) => node.concat(p.inputs, text(p.f.how) as node.ConcatHow),
  explode: (p) => node.explode(input(p), texts(p.f.columns)),
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
  withRowIndex: (p) => node.withRowIndex(input(p), text(p.f.name), number(p.f.offset)),
};

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
    if (!Object.hasOwn(READ, kind)) bad(`there is no node "${kind}"`);
    const exprs = f.exprs === undefined ? [] : list(f.exprs).map((e) => exprFromJson(e));
    const inputs =
      f.inputs === undefined
        ? []
        : list(f.inputs).map((i) => made[number(i)] ?? bad("a node reads one that does not come before it"));
    made.push(READ[kind as Plan["kind"]]({ f, exprs, inputs, carrier }));
  }
  return made[made.length - 1] ?? bad("it has no nodes");
}

/** The plan that `planToJson` wrote; anything else is `CORRUPT`, a newer form `NOT_SUPPORTED`. */
export const planFromJson = (json: unknown, carrier: Carrier): Outcome<Plan> => attempt(() => read(json, carrier));
