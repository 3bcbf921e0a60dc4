import { typeName } from "../../src/arrow/type-name.ts";
import { col, type DataFrame, Float64 } from "../../src/node.ts";
import type { Table } from "../case.ts";

const utf8 = new TextEncoder();
const lengths = (df: DataFrame, name: string): unknown =>
  df.select(col(name).str.lenBytes().cast(Float64).sum().alias("s")).item();
/** The same where kernels of text are not loaded, and need not be for an answer to be compared. */
export const lengthsOfTexts = (df: DataFrame, name: string): number => {
  let total = 0;
  for (const v of df.getColumn(name).toArray() as Iterable<unknown>) total += utf8.encode(String(v ?? "")).length;
  return total;
};

/** The sum of each column: of numbers, of truth, of the lengths of texts; 0 for what is neither. */
export const sums = (df: DataFrame, ordered: boolean, ofTexts: typeof lengths = lengths): readonly number[] => {
  const seen = ordered ? df.head(1000) : df;
  return seen.schema.fields.map(({ name, type: dtype }) => {
    const type = typeName(dtype);
    if (/^(Utf8|String|Cat|Enum)/.test(type)) return Number(ofTexts(seen, name) ?? 0);
    if (!/^(Int|UInt|Float|Decimal|Bool)/.test(type)) return 0;
    return Number(seen.select(col(name).cast(Float64).sum().alias("s")).item() ?? 0);
  });
};

const NUMBER = /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U|FLOAT|DOUBLE|DECIMAL|BOOLEAN)/;
const TEXT = /^(VARCHAR|ENUM)/;

/** What DuckDB is asked for the same of columns, each a name and a type. */
export const sumsOf = (columns: readonly (readonly unknown[])[]): string =>
  columns
    .map(([name, type]) =>
      NUMBER.test(String(type))
        ? `sum("${name}"::DOUBLE)`
        : TEXT.test(String(type))
          ? `sum(strlen("${name}"::VARCHAR))::DOUBLE`
          : "0::DOUBLE",
    )
    .join(", ");

/** The counterpart of a frame in memory is a table: a result that only streams past has done less. */
export const made = (sql: string): string =>
  /^\s*(create|copy|pragma)/i.test(sql) ? sql : `CREATE OR REPLACE TEMP TABLE result AS ${sql}`;

/** The same of a table of arquero. */
export const sumsOfTable = (table: Table): readonly number[] =>
  table.columnNames().map((name) => {
    let total = 0;
    for (const v of table.array(name) as Iterable<unknown>)
      total += typeof v === "string" ? utf8.encode(v).length : Number(v ?? 0);
    return total;
  });

/** Arquero's numbers are doubles. */
export const columnsOf = (df: DataFrame): Readonly<Record<string, ArrayLike<unknown>>> =>
  Object.fromEntries(
    df.columns.map((name) => {
      const values = df.getColumn(name).toArray() as ArrayLike<unknown>;
      return [name, values instanceof BigInt64Array ? Float64Array.from(values, Number) : values];
    }),
  );
