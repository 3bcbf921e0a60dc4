import { readFileSync } from "node:fs";
import { join } from "node:path";
import { batch } from "../../../../src/arrow/batch.ts";
import { columnFrom } from "../../../../src/arrow/build.ts";
import type { Column, DictColumn } from "../../../../src/arrow/column.ts";
import { dictColumn } from "../../../../src/arrow/column.ts";
import { dictionaryOf } from "../../../../src/arrow/dictionary.ts";
import { field, schema } from "../../../../src/arrow/schema.ts";
import { typeName } from "../../../../src/arrow/type-info.ts";
import type { DataType } from "../../../../src/arrow/types.ts";
import * as types from "../../../../src/arrow/types.ts";
import { type Stored, valuesOf } from "../../../../src/arrow/value.ts";
import { compile, evaluateColumn } from "../../../../src/engines/wasm/evaluate.ts";
import { call, col, type Expr, type LiteralValue, lit } from "../../../../src/expr/node.ts";
import { resolveOne } from "../../../../src/expr/resolve.ts";

/** One expression and what Polars answered; `$b` among the arguments is the second column. */
export interface Recorded {
  readonly call: string;
  readonly in: readonly (readonly [string, readonly unknown[]])[];
  readonly args: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly type?: string;
  readonly out?: readonly unknown[];
  readonly error?: string;
}

export const recorded = (name: string): readonly Recorded[] =>
  readFileSync(join(import.meta.dirname, `${name}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Recorded);

export function typeOf(name: string): DataType {
  if (name.startsWith("List:")) return types.List(typeOf(name.slice(5)));
  const [id, unit, zone] = name.split(":");
  if (id === "Datetime") return types.Datetime(unit as "us", zone ?? null);
  if (id === "Duration") return types.Duration(unit as "us");
  const found = (types as unknown as Readonly<Record<string, DataType>>)[id as string];
  if (found === undefined) throw new Error(`no type ${name}`);
  return found;
}

const WIDE = /^(Int64|UInt64|Datetime|Duration|Time)/;

/** JSON's numbers and strings as the type takes them. */
function value(v: unknown, type: DataType): unknown {
  if (v === null) return null;
  if (type.id === "List") return (v as unknown[]).map((x) => value(x, type.inner));
  if (WIDE.test(type.id)) return BigInt(v as number);
  return v === "NaN" && type.id !== "Utf8" ? Number.NaN : v;
}

export const columnOf = (type: DataType, values: readonly unknown[]): Column =>
  columnFrom(
    values.map((v) => value(v, type)),
    type,
  );

/** Text as codes into a dictionary that has more entries than it needs. */
export function asDict(c: Column): DictColumn {
  const values = valuesOf(c) as (string | null)[];
  const entries = [...new Set(["zz unused", ...values.filter((v) => v !== null)])];
  const codes = Int32Array.from(values, (v) => (v === null ? 0 : entries.indexOf(v)));
  return dictColumn(types.Utf8, c.length, codes, dictionaryOf(entries), c.validity, c.nulls);
}

export interface Answer {
  readonly type: string;
  readonly out: readonly unknown[];
}

const plain = (v: Stored): unknown => {
  if (typeof v === "bigint") return v > 2n ** 53n || v < -(2n ** 53n) ? String(v) : Number(v);
  if (Array.isArray(v)) return v.map(plain);
  return typeof v === "number" && Number.isNaN(v) ? "NaN" : v;
};

/** Evaluates a call over columns a, b, c, ... */
export function answer(
  fn: string,
  columns: readonly Column[],
  args: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Answer {
  const s = schema(columns.map((c, i) => field("abcdef"[i] as string, c.type)));
  const frame = batch(s, columns);
  const exprs = args.map(
    (a): Expr => (typeof a === "string" && /^\$[a-f]$/.test(a) ? col(a.slice(1)) : lit(a as LiteralValue)),
  );
  const out = resolveOne(call(fn, [col("a"), ...exprs], options), s);
  const found = evaluateColumn(compile(out.input), frame);
  if (typeName(found.type) !== typeName(out.input.type))
    throw new Error(`promised ${typeName(out.input.type)}, gave ${typeName(found.type)}`);
  return { type: typeName(found.type), out: valuesOf(found).map(plain) };
}

/** The answer to a recorded case; repeated so that kernels meet more than a few rows. */
export function replay(c: Recorded, how: { readonly repeat?: number; readonly dict?: boolean } = {}): Answer {
  const times = how.repeat ?? 1;
  const columns = c.in.map(([name, values]) => {
    const column = columnOf(typeOf(name), Array.from({ length: times }, () => values).flat());
    return how.dict === true && column.type.id === "Utf8" ? asDict(column) : column;
  });
  return answer(c.call, columns, c.args, c.options);
}

export const expected = (c: Recorded, times = 1): Answer => ({
  type: typeName(typeOf(c.type as string)),
  out: Array.from({ length: times }, () => c.out ?? []).flat(),
});

export const title = (c: Recorded, i: number): string =>
  `${i} ${c.call}(${c.args.map((a) => JSON.stringify(a)).join(", ")}) ${JSON.stringify(c.options)} of ${c.in.map(([t]) => t).join(", ")}`;
