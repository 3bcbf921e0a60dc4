import type { Batch } from "../arrow/batch.ts";
import { columnFrom } from "../arrow/build.ts";
import type { Column } from "../arrow/column.ts";
import { type Field, field, fieldOf } from "../arrow/schema.ts";
import { isNested } from "../arrow/type-info.ts";
import { Float64, Utf8 } from "../arrow/types.ts";
import { valueAt, valuesOf } from "../arrow/value.ts";
import { badArgument, settings } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { alias, call, cast, col, lit, type Expr as Node, type Options } from "../expr/node.ts";
import { supertype } from "../expr/supertype.ts";
import type { DataFrame } from "./data-frame.ts";
import type { Interpolation } from "./expr/aggregates.ts";
import { Expr } from "./expr/expr.ts";
import { statisticText } from "./frame-text.ts";
import { Series } from "./series.ts";

/** Which shares of the values a description tells. */
export interface DescribeOptions {
  readonly percentiles?: number | readonly number[] | null;
  readonly interpolation?: Interpolation;
}
/** How rows become columns, and what those are called. */
export interface TransposeOptions {
  readonly includeHeader?: boolean;
  readonly headerName?: string;
  readonly columnNames?: string | readonly string[];
}
const NONE: Options = Object.freeze({});
const DESCRIBE: { readonly percentiles: number | readonly number[] | null; readonly interpolation: Interpolation } =
  Object.freeze({ percentiles: Object.freeze([0.25, 0.5, 0.75]) as never, interpolation: "nearest" });
const TRANSPOSE: {
  readonly includeHeader: boolean;
  readonly headerName: string;
  readonly columnNames: string | readonly string[] | undefined;
} = Object.freeze({ includeHeader: false, headerName: "column", columnNames: undefined });
const percent = (p: number): string => `${Number((p * 100).toPrecision(12))}%`;
const computed = (df: DataFrame, exprs: readonly Node[]): Batch =>
  df.select(...exprs.map((e) => new Expr(e))).toBatch();

/** The columns of a description. */
export function describing(df: DataFrame, options: DescribeOptions | undefined): Series[] {
  const { percentiles, interpolation } = settings(
    "describe",
    DESCRIBE,
    options === undefined ? undefined : { ...options, percentiles: undefined },
  );
  const asked = options?.percentiles === undefined ? percentiles : options.percentiles;
  if (df.schema.fields.length === 0)
    throw new PolaroidError("INVALID_ARGUMENT", "a frame without columns has nothing to describe");
  const shares = (asked === null ? [] : typeof asked === "number" ? [asked] : [...asked]).sort((a, b) => a - b);
  for (const p of shares)
    if (!(typeof p === "number" && p >= 0 && p <= 1))
      throw badArgument("a percentile of describe", p, "a number from 0 to 1");
  const rows: readonly (readonly [string, string, Options, (id: string) => boolean])[] = [
    ["count", "count", NONE, () => true],
    ["null_count", "nullCount", NONE, () => true],
    ["mean", "mean", NONE, (id) => isMeasure(id) || id === "Bool"],
    ["std", "std", Object.freeze({ ddof: 1 }), (id) => isMeasure(id) && !isTime(id)],
    ["min", "min", NONE, isOrdered],
    ...shares.map((q) => [percent(q), "quantile", Object.freeze({ q, interpolation }), isMeasure] as const),
    ["max", "max", NONE, isOrdered],
  ];
  const answers = rows.map(([, fn, o, takes]) =>
    computed(
      df,
      df.schema.fields.map((f) => alias(takes(f.type.id) ? call(fn, [col(f.name)], o) : lit(null, Float64), f.name)),
    ),
  );
  const fields = df.schema.fields.map(({ name, type }) =>
    field(
      name,
      isMeasure(type.id) && !isTime(type.id)
        ? Float64
        : type.id === "Bool" || type.id === "Null" || isNested(type)
          ? Float64
          : Utf8,
    ),
  );
  const values = fields.map((f, i) =>
    columnFrom(
      answers.map((b) => {
        const c = b.columns[i] as Column;
        return f.type.id === "Utf8" ? statisticText(c, 0) : numberOf(c);
      }),
      f.type,
    ),
  );
  const names = columnFrom(
    rows.map(([name]) => name),
    Utf8,
  );
  return [new Series("statistic", names), ...fields.map((f, i) => new Series(f.name, values[i] as Column))];
}

/** The columns of a frame's rows. */
export function transposed(df: DataFrame, options: TransposeOptions | undefined): Series[] {
  const { includeHeader, headerName, columnNames } = settings("transpose", TRANSPOSE, options);
  const b = df.toBatch();
  const by = typeof columnNames === "string" ? df.schema.index.get(fieldOf(df.schema, columnNames).name) : undefined;
  const own = df.schema.fields.filter((_, i) => i !== by);
  const names =
    by === undefined
      ? (columnNames as readonly string[] | undefined)
      : (valuesOf(b.columns[by] as Column) as readonly string[]);
  if (names !== undefined && names.length !== b.length)
    throw new PolaroidError("SHAPE_MISMATCH", `transpose has ${names.length} names for ${b.length} rows`);
  if (names?.some((n) => typeof n !== "string"))
    throw badArgument(
      "a name of transpose",
      names.find((n) => typeof n !== "string"),
      "text",
    );
  const type = own.reduce<Field["type"] | undefined>(
    (t, f) => (t === undefined ? f.type : (supertype(t, f.type) ?? Utf8)),
    undefined,
  );
  const cells = own.map((f) => valuesOf(computed(df, [cast(col(f.name), type as Field["type"])]).columns[0] as Column));
  const header = includeHeader
    ? [
        new Series(
          headerName,
          own.map((f) => f.name),
        ),
      ]
    : [];
  return [
    ...header,
    ...Array.from(
      { length: b.length },
      (_, r) =>
        new Series(
          names?.[r] ?? `column_${r}`,
          cells.map((c) => c[r]),
          type,
        ),
    ),
  ];
}

const isTime = (id: string): boolean => id === "Date32" || id === "Datetime" || id === "Duration" || id === "Time";
const isMeasure = (id: string): boolean => /^(U?Int\d+|Float\d+|Decimal)$/.test(id) || isTime(id);
const isOrdered = (id: string): boolean => isMeasure(id) || id === "Bool" || id === "Utf8" || id === "Binary";
function numberOf(c: Column): number | null {
  if (c.type.id === "Decimal") {
    const text = statisticText(c, 0);
    return text === null ? null : Number(text);
  }
  const v = valueAt(c, 0);
  return v === null ? null : Number(v);
}
