import { typeToJson } from "../arrow/json.ts";
import { PolaroidError } from "../core/error.ts";
import { attempt, type Outcome } from "../core/result.ts";
import { exprToJson, type OnFunction, valueToJson } from "../expr/json.ts";
import { exprsOf, inputsOf, walkPlan } from "./children.ts";
import type { Frame, Plan, ScanSource } from "./node.ts";
import type { SqlText } from "./sql-node.ts";

/** Raised when the form changes; older forms stay readable. */
export const PLAN_VERSION = 1;

type Fields = Readonly<Record<string, unknown>>;
type Writers = { readonly [K in Plan["kind"]]: (p: Extract<Plan, { kind: K }>, onFunction?: OnFunction) => Fields };

// What a node says beside its inputs and expressions.
const WRITE: Writers = {
  frame: () => ({}),
  scan: (p, onFunction) => ({
    format: p.source.format,
    locations: p.source.locations,
    options: valueToJson(p.source.options, onFunction),
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
  recursive: (p) => ({ self: p.self.id, distinct: p.distinct }),
  bySchema: (p, onFunction) => {
    if (onFunction === undefined)
      throw new PolaroidError("NOT_SERIALISABLE", `${p.name} holds a JavaScript function; collect it first`);
    return { name: p.name, make: onFunction(p.make) };
  },
  sql: (p, onFunction) => ({
    text: p.text,
    form: p.form,
    names: p.names,
    params: {
      listed: p.params.listed.map((e) => exprToJson(e, onFunction)),
      named: Object.entries(p.params.named).map(([n, e]) => [n, exprToJson(e, onFunction)]),
    },
  }),
  explode: (p) => ({ columns: p.columns }),
  unnest: (p) => ({ columns: p.columns, separator: p.separator }),
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
  everyColumn: (p) => ({ fn: p.fn, options: valueToJson(p.options) }),
  withRowIndex: (p) => ({ name: p.name, offset: p.offset }),
  joinAsof: (p) => ({ by: p.leftBy.length, options: p.options }),
  joinWhere: (p) => ({ how: p.how, suffix: p.suffix }),
  groupByDynamic: (p) => ({ keys: p.keys.length, options: p.options }),
  rolling: (p) => ({ keys: p.keys.length, options: p.options }),
  upsample: (p) => ({ time: p.time, every: p.every, by: p.by, maintainOrder: p.maintainOrder }),
  mergeSorted: (p) => ({ keys: p.keys }),
  setSorted: (p) => ({ columns: p.columns, descending: p.descending, nullsLast: p.nullsLast }),
  resampleOhlcv: (p) => ({
    every: p.every,
    time: p.time,
    price: p.price,
    volume: p.volume,
    by: p.by,
    fill: p.fill,
  }),
};

/** A node's own fields as JSON, without inputs and expressions. */
export const fieldsOf = (p: Plan, onFunction?: OnFunction): Fields =>
  (WRITE[p.kind] as (p: Plan, onFunction?: OnFunction) => Fields)(p, onFunction);

/** How frames in memory travel (as Arrow IPC bytes in base64) and scans are opened on the other side. */
export interface Carrier {
  readonly encodeFrame: (frame: Frame, limit: number) => string;
  readonly decodeFrame: (text: string) => Frame;
  /** Texts of SQL are read again by this side's own reader. */
  readonly sql: Pick<SqlText, "load" | "open">;
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
