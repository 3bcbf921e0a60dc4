import type { Batch } from "../../arrow/batch.ts";
import { decimalText } from "../../arrow/decimal.ts";
import type { Schema } from "../../arrow/schema.ts";
import { typeName } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { type Stored, valueAt } from "../../arrow/value.ts";
import { PolaroidError } from "../../core/error.ts";
import { type Expr, type LiteralValue, lit } from "../../expr/node.ts";
import type { FlightReader } from "../../flight/reader.ts";
import { NO_VALUES, type Values } from "../queries/statements.ts";

/** Rows of values that one statement may be run with. */
const MOST = 100_000;

/** What no literal is, in lists neither. */
const none = (type: DataType): boolean =>
  type.id === "Struct" || type.id === "FixedSizeList" || (type.id === "List" && none(type.inner));

/** Decimals as their text, those of lists, too. */
function plainValue(value: Stored, type: DataType): unknown {
  if (value === null) return null;
  if (type.id === "Decimal") return decimalText(value as bigint, type.scale);
  return type.id === "List" ? (value as readonly Stored[]).map((v) => plainValue(v, type.inner)) : value;
}

function literal(value: Stored, type: DataType): Expr {
  if (value === null || type.id === "Null") return lit(null);
  if (type.id === "Categorical" || type.id === "Enum") return lit(value as string);
  if (none(type)) throw new PolaroidError("NOT_SUPPORTED", `a parameter cannot be a ${typeName(type)}`);
  return lit(plainValue(value, type) as LiteralValue, type);
}

function valuesOf(b: Batch, row: number, wanted: Schema): Values {
  const exprs = b.columns.map((c) => literal(valueAt(c, row), c.type));
  const byName = wanted.fields.some((f) => !/^[$?]?\d+$/.test(f.name));
  if (!byName) return { listed: exprs, named: {} };
  // Clients name columns as they like; where the names are the statement's own, they count.
  const own = wanted.fields.every((f) => b.schema.index.has(f.name));
  const at = (name: string, i: number): Expr => exprs[own ? (b.schema.index.get(name) as number) : i] as Expr;
  return { listed: [], named: Object.fromEntries(wanted.fields.map((f, i) => [f.name, at(f.name, i)])) };
}

/** The values of a statement's parameters that come, row by row; null where no columns came. */
export async function parametersIn(reader: FlightReader, wanted: Schema): Promise<readonly Values[] | null> {
  const schema = await reader.schema();
  if (schema === null || schema.fields.length === 0) {
    for await (const _ of reader);
    return null;
  }
  if (schema.fields.length !== wanted.fields.length)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `the statement has ${wanted.fields.length} parameters; ${schema.fields.length} columns of values came`,
    );
  const out: Values[] = [];
  for await (const b of reader.batches()) {
    if (out.length + b.length > MOST)
      throw new PolaroidError("LIMIT_EXCEEDED", `more than ${MOST} rows of values came for one statement; ingest them`);
    for (let row = 0; row < b.length; row++) out.push(valuesOf(b, row, wanted));
  }
  return out;
}

/** The one row of values that a query has; without any, it must have no parameters. */
export function firstValues(values: readonly Values[], wanted: Schema): Values {
  const [first] = values;
  if (first !== undefined) return first;
  if (wanted.fields.length === 0) return NO_VALUES;
  throw new PolaroidError(
    "INVALID_ARGUMENT",
    `the statement has ${wanted.fields.length} parameters and no values; bind them before it runs`,
  );
}
