import type { Expr } from "../../api/expr/expr.ts";
import { col as column } from "../../api/expr/functions.ts";
import { field, schema } from "../../arrow/schema.ts";
import { SIMPLE } from "../../arrow/type-info.ts";
import { type DataType, Utf8 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { alias } from "../../expr/node.ts";
import { frame, frameOf, select } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { Aggregation } from "../../proto/polaroid/v1/dataframe_service_pb.ts";
import { expressionOf } from "../../sql/index.ts";

const X = schema([field("x", Utf8)]);
const EMPTY = frame(frameOf(X, []));

/** A type of SQL such as `decimal(12, 2)`, or one of ours such as `Float64`. */
export function typeFrom(text: string): DataType {
  const plain = SIMPLE.get(text);
  if (plain !== undefined) return plain;
  const wrong = (cause?: unknown): PolaroidError =>
    new PolaroidError(
      "INVALID_ARGUMENT",
      `"${text.slice(0, 60)}" is no type of SQL, such as bigint or decimal(12, 2)`,
      {
        cause,
      },
    );
  if (text.trim() === "") throw wrong();
  try {
    const made = resolveNode(select(EMPTY, [alias(expressionOf(`try_cast(x as ${text})`)(X), "t")]));
    return schemaOf(made).fields[0]?.type as DataType;
  } catch (cause) {
    throw wrong(cause);
  }
}

type Loose = Expr;
const FUNCTIONS: Readonly<Record<string, (c: Loose) => Loose>> = {
  sum: (c) => c.sum(),
  mean: (c) => c.mean(),
  avg: (c) => c.mean(),
  min: (c) => c.min(),
  max: (c) => c.max(),
  first: (c) => c.first(),
  last: (c) => c.last(),
  count: (c) => c.count(),
  len: (c) => c.len(),
  nUnique: (c) => c.nUnique(),
  n_unique: (c) => c.nUnique(),
  median: (c) => c.median(),
  std: (c) => c.std(),
  var: (c) => c.var(),
};
const OHLC = { open: "first", high: "max", low: "min", close: "last" } as const;

/** What an aggregation makes: one expression, four for `ohlc`. */
export function aggregates({ column: name, function: fn, alias: as }: Aggregation): readonly Loose[] {
  if (name === "") throw new PolaroidError("INVALID_ARGUMENT", "an aggregation names no column");
  const c = column(name) as unknown as Loose;
  const start = as === "" ? name : as;
  if (fn === "ohlc")
    return Object.entries(OHLC).map(([part, how]) =>
      (FUNCTIONS[how] as (c: Loose) => Loose)(c).alias(`${start}_${part}`),
    ) as readonly Loose[];
  const made = Object.hasOwn(FUNCTIONS, fn) ? FUNCTIONS[fn] : undefined;
  if (made === undefined)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `there is no aggregation "${fn.slice(0, 40)}"; there are ${Object.keys(FUNCTIONS).join(", ")}, ohlc`,
    );
  return [made(c).alias(as === "" ? `${name}_${fn}` : as) as Loose];
}

/** One of some words; the first where the text is empty. */
export function wordOf<T extends string>(text: string, words: readonly [T, ...T[]], what: string): T {
  const found = text === "" ? words[0] : words.find((w) => w === text);
  if (found === undefined)
    throw new PolaroidError("INVALID_ARGUMENT", `${what} is "${text.slice(0, 40)}"; it may be ${words.join(", ")}`);
  return found;
}

/** A whole number that came in 64 bits. */
export function numberOf(v: bigint, what: string): number {
  const n = Number(v);
  if (!Number.isSafeInteger(n)) throw new PolaroidError("INVALID_ARGUMENT", `${what} is ${v}, which no frame has`);
  return n;
}
