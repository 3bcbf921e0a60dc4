import type { DataFrame } from "../api/data-frame.ts";
import { type Schema, schemaText } from "../arrow/schema.ts";
import { sameType, typeName } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { type Stored, valuesOf } from "../arrow/value.ts";
import { rowOrder, sameValue, shown, type Tolerance } from "./same-value.ts";

export interface Equality {
  /** Rows must come in the same order; without it they are a multiset. */
  readonly order?: boolean;
  /** How close floats must be: to the bit ("exact", the default), as sums, as variances, or to 2 ulp. */
  readonly floats?: Tolerance;
}

/** A frame's columns as values. */
export interface Rows {
  readonly columns: readonly { readonly name: string; readonly type: DataType }[];
  readonly values: readonly (readonly Stored[])[];
}

/** A frame as rows of stored values. */
export function rowsOf(frame: DataFrame): Rows {
  return { columns: frame.schema.fields, values: frame.toBatch().columns.map(valuesOf) };
}

const MOST = 8;
const schemaLine = (r: Rows): string =>
  schemaText({ fields: r.columns.map((c) => ({ ...c, nullable: false })), index: new Map() } satisfies Schema);

function schemaDifferences(actual: Rows, expected: Rows): string[] {
  if (
    actual.columns.length !== expected.columns.length ||
    actual.columns.some((c, i) => c.name !== expected.columns[i]?.name)
  )
    return [`columns are (${schemaLine(actual)}), expected (${schemaLine(expected)})`];
  return actual.columns.flatMap((c, i) => {
    const want = expected.columns[i]?.type as DataType;
    return sameType(c.type, want) ? [] : [`column "${c.name}" is ${typeName(c.type)}, expected ${typeName(want)}`];
  });
}

const transposed = (r: Rows): Stored[][] => {
  const length = r.values[0]?.length ?? 0;
  return Array.from({ length }, (_, i) => r.values.map((v) => v[i] as Stored));
};

/** What differs between two sets of rows, each in a line; nothing where they are the same. */
export function differencesOf(actual: Rows, expected: Rows, options: Equality = {}): readonly string[] {
  const schema = schemaDifferences(actual, expected);
  if (schema.length > 0) return schema;
  const [a, b] = [transposed(actual), transposed(expected)];
  if (a.length !== b.length)
    return [`${a.length} rows, expected ${b.length}`, ...sample("actual", a), ...sample("expected", b)];
  if (options.order !== true) for (const r of [a, b]) r.sort(rowOrder(expected.columns.map((c) => c.type)));
  const out: string[] = [];
  for (let i = 0; i < a.length && out.length < MOST; i++)
    expected.columns.forEach((c, k) => {
      const [x, y] = [a[i]?.[k] as Stored, b[i]?.[k] as Stored];
      if (!sameValue(x, y, c.type, options.floats ?? "exact"))
        out.push(`row ${i}, column "${c.name}": ${shown(x)}, expected ${shown(y)}`);
    });
  return out;
}

const sample = (what: string, rows: readonly Stored[][]): string[] =>
  rows.slice(0, MOST).map((r, i) => `${what} ${i}: ${r.map(shown).join(" | ")}`);

/** What differs between two frames, each in a line; nothing where they are the same. */
export const frameDifferences = (actual: DataFrame, expected: DataFrame, options: Equality = {}): readonly string[] =>
  differencesOf(rowsOf(actual), rowsOf(expected), options);

/**
 * Throws an `Error` that lists the differences unless two frames are the same: schema exact, integers, text and times
 * exact, NaN equal to NaN, floats as asked, rows in any order unless asked.
 * @example sameFrame(result, new DataFrame({ a: [1, 2] }), { order: true })
 */
export function sameFrame(actual: DataFrame, expected: DataFrame, options: Equality = {}): void {
  const found = frameDifferences(actual, expected, options);
  if (found.length > 0) throw new Error(`frames differ:\n  ${found.join("\n  ")}`);
}
