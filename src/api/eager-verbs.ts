import { type Batch, batch } from "../arrow/batch.ts";
import type { Column } from "../arrow/column.ts";
import { formatValue } from "../arrow/format-value.ts";
import { type Field, field, fieldOf, type Schema, schema } from "../arrow/schema.ts";
import { takeColumn } from "../arrow/take.ts";
import { typeName } from "../arrow/type-info.ts";
import { UInt64 } from "../arrow/types.ts";
import { valueAt } from "../arrow/value.ts";
import {
  badArgument,
  functionArgument,
  settings,
  textArgument,
  textsArgument,
  wholeArgument,
} from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { alias, call, cast, col, columns, type Expr as Node } from "../expr/node.ts";
import { picked } from "../expr/pick.ts";
import { frame, frameOf, select } from "../plan/node.ts";
import type { DataFrame } from "./data-frame.ts";
import { foldedNode } from "./expr/folded.ts";
import { isExpr } from "./expr/into.ts";
import type { Selector } from "./expr/selectors.ts";
import { partsOf } from "./parts.ts";
import type { MatchArguments } from "./rare/match.ts";
import type { UpdateArguments } from "./rare/update.ts";
import { RARE } from "./rare.ts";
import type { SchemaLike } from "./schema-argument.ts";
import { Series } from "./series.ts";
import type { DescribeOptions, TransposeOptions } from "./summaries.ts";
import type { Frames, Some } from "./types/frames.ts";
import type { Names } from "./types/schema.ts";
import { type SortOptions, Verbs } from "./verbs.ts";
import { pickOfNames } from "./whole-verbs.ts";

const ALL: Node = columns(Object.freeze({ by: "all", except: Object.freeze([]) }));
const PARTITION: { readonly maintainOrder: boolean; readonly includeKey: boolean } = Object.freeze({
  maintainOrder: true,
  includeKey: true,
});
const isOptions = (v: unknown): v is object => typeof v === "object" && v !== null && !Array.isArray(v) && !isExpr(v);
const structOfAll = (names: readonly string[]): Node =>
  call("struct", names.map(col), Object.freeze({ names: Object.freeze([...names]) }));

/** What frames in memory can do beside the verbs of all frames. */
export abstract class EagerVerbs<S> extends Verbs<S, "eager"> {
  abstract readonly schema: Schema;
  abstract toBatch(): Batch;

  #of<F = Frames<any>["eager"]>(fields: readonly Field[], all: readonly Column[], rows: number): F {
    return this.make(() => {
      const s = schema(fields);
      return frame(frameOf(s, fields.length === 0 ? [] : [batch(s, all, rows)]));
    });
  }
  #column(e: Node, name: string): Series {
    return new Series(name, this.#select([alias(e, name)]).toBatch().columns[0] as Column);
  }
  #select(exprs: readonly Node[]): DataFrame {
    return this.make(() => select(this.plan, exprs));
  }
  get #names(): string[] {
    return this.schema.fields.map((f) => f.name);
  }
  #at(i: number): Column {
    return this.toBatch().columns[i] as Column;
  }

  /** A column as a Series, by its place. @example df.toSeries(0) */
  toSeries(i = 0): Series {
    const f = this.schema.fields.at(wholeArgument(i, "the place of toSeries"));
    if (f === undefined)
      throw new PolaroidError("OUT_OF_RANGE", `there is no column ${i} among ${this.schema.fields.length}`);
    return new Series(f.name, this.#at(this.schema.index.get(f.name) as number));
  }
  /** All columns as the fields of one Series of structs. @example df.toStruct("row") */
  toStruct(name = ""): Series {
    return this.#column(structOfAll(this.#names), textArgument(name, "the name of toStruct"));
  }
  /** The columns one by one. @example [...df.iterColumns()] */
  *iterColumns(): Generator<Series> {
    for (const [i, f] of this.schema.fields.entries()) yield new Series(f.name, this.#at(i));
  }
  /** The place of a column; `COLUMN_NOT_FOUND` where there is none. @example df.getColumnIndex("price") */
  getColumnIndex(name: Names<S>): number {
    return this.schema.index.get(fieldOf(this.schema, textArgument(name, "the name of a column")).name) as number;
  }
  /** How many batches the rows lie in. @example df.nChunks() */
  nChunks(): number {
    return Math.max(1, (this as unknown as DataFrame).batches.length);
  }
  /** The rows in one batch. @example df.rechunk() */
  rechunk(): Frames<S>["eager"] {
    return this.#of(this.schema.fields, this.toBatch().columns, this.toBatch().length);
  }

  /** Whether a row occurs more than once. @example df.isDuplicated().sum() */
  isDuplicated(): Series {
    return this.#column(call("isDuplicated", [structOfAll(this.#names)]), "");
  }
  /** Whether a row occurs once. @example df.isUnique().sum() */
  isUnique(): Series {
    return this.#column(call("isUnique", [structOfAll(this.#names)]), "");
  }
  /** How many rows differ, in all columns or some. @example df.nUnique("symbol") */
  nUnique(...subset: readonly Some<Names<S>>[]): number {
    return this.#column(
      call("nUnique", [structOfAll(subset.length === 0 ? this.#names : (subset.flat() as string[]))]),
      "",
    ).get(0) as number;
  }
  /** A hash of each row: equal rows have equal ones, within this version alone. @example df.hashRows(7) */
  hashRows(seed = 0): Series {
    return this.#column(
      cast(
        call("hash", [structOfAll(this.#names)], Object.freeze({ seed: wholeArgument(seed, "seed of hashRows", 0) })),
        UInt64,
      ),
      "",
    );
  }
  /** The sum of each row, nulls left out; null where there is one and they are not ignored. @example df.select("a", "b").sumHorizontal({ ignoreNulls: false }) */
  sumHorizontal(options?: { readonly ignoreNulls?: boolean }): Series {
    return this.#column(foldedNode("sumHorizontal", this.#names.map(col), options), "sum");
  }
  /** The mean of each row, nulls left out; null where there is one and they are not ignored. @example df.select("a", "b").meanHorizontal({ ignoreNulls: false }) */
  meanHorizontal(options?: { readonly ignoreNulls?: boolean }): Series {
    return this.#column(foldedNode("meanHorizontal", this.#names.map(col), options), "mean");
  }
  /** The least value of each row. @example df.select("a", "b").minHorizontal() */
  minHorizontal(): Series {
    return this.#column(call("minHorizontal", [ALL]), "min");
  }
  /** The greatest value of each row. @example df.select("a", "b").maxHorizontal() */
  maxHorizontal(): Series {
    return this.#column(call("maxHorizontal", [ALL]), "max");
  }

  /** Another column at a place; a name that is there already is an error. @example new DataFrame({ a: ["x", "y"] }).insertColumn(0, new Series("id", [1, 2])) */
  insertColumn(i: number, column: Series): Frames<any>["eager"] {
    const all = [...this.iterColumns()];
    all.splice(wholeArgument(i, "the place of insertColumn"), 0, seriesArgument(column, "insertColumn"));
    return this.#beside(all);
  }
  /** Another column in the place of one. @example new DataFrame({ a: ["x", "y"] }).replaceColumn(0, new Series("id", [1, 2])) */
  replaceColumn(i: number, column: Series): Frames<any>["eager"] {
    const all = [...this.iterColumns()];
    if (all.at(wholeArgument(i, "the place of replaceColumn")) === undefined)
      throw new PolaroidError("OUT_OF_RANGE", `there is no column ${i} among ${all.length}`);
    all.splice(i, 1, seriesArgument(column, "replaceColumn"));
    return this.#beside(all);
  }
  #beside(all: readonly Series[]): Frames<any>["eager"] {
    const rows = all[0]?.length ?? 0;
    for (const s of all)
      if (s.length !== rows)
        throw new PolaroidError(
          "SHAPE_MISMATCH",
          `column "${s.name}" has ${s.length} rows where "${all[0]?.name}" has ${rows}`,
        );
    return this.#of(
      all.map((s) => field(s.name, s.dtype, s.column.nulls > 0)),
      all.map((s) => s.column),
      rows,
    );
  }
  /** Columns as a function of a Series makes them. @example df.mapColumns("price", (s) => s.cast(Int32)) */
  mapColumns(names: Some<Names<S>> | Selector, f: (column: Series) => Series): Frames<any>["eager"] {
    const chosen = new Set(picked(pickOfNames([names], "a column of mapColumns"), this.schema));
    return this.#beside(
      [...this.iterColumns()].map((s) =>
        chosen.has(s.name)
          ? seriesArgument(functionArgument(f, "what mapColumns is given")(s), "mapColumns").alias(s.name)
          : s,
      ),
    );
  }
  /** A row made of each row, by a JavaScript function: an array becomes `column_0` and so on, a value the column `map`. @example df.mapRows((row) => [row[0], 1]) */
  mapRows(f: (row: readonly unknown[]) => unknown): Frames<any>["eager"] {
    const made = (this as unknown as DataFrame)
      .rows()
      .map((row) => functionArgument(f, "what mapRows is given")(row as readonly unknown[]));
    const many = made.some(Array.isArray);
    const width = Math.max(0, ...made.map((r) => (Array.isArray(r) ? r.length : 0)));
    const values = many
      ? Array.from({ length: width }, (_, i) =>
          made.map((r) => (Array.isArray(r) ? ((r[i] as unknown) ?? null) : null)),
        )
      : [made];
    return this.#beside(values.map((v, i) => new Series(many ? `column_${i}` : "map", v)));
  }

  /** Count, nulls, mean, deviation, least, percentiles and greatest of each column. @example df.describe({ percentiles: [0.1, 0.9] }) */
  describe(options?: DescribeOptions): Frames<any>["eager"] {
    return this.#beside(RARE.code.describing(this as unknown as DataFrame, options));
  }
  /** Rows as columns: all of one type. @example df.select("a", "b").transpose({ includeHeader: true }) */
  transpose(options?: TransposeOptions): Frames<any>["eager"] {
    return this.#beside(RARE.code.transposed(this as unknown as DataFrame, options));
  }
  /** A frame for each group of rows with equal keys, in order of their first rows. @example df.partitionBy("symbol") */
  partitionBy(
    ...by: readonly (Some<Names<S>> | { readonly maintainOrder?: boolean; readonly includeKey?: boolean })[]
  ): Frames<S>["eager"][] {
    const last = by[by.length - 1];
    const { includeKey } = settings("partitionBy", PARTITION, isOptions(last) ? last : undefined);
    const keys = textsArgument((isOptions(last) ? by.slice(0, -1) : by).flat() as string[], "a key of partitionBy");
    if (keys.length === 0) throw badArgument("what partitionBy is given", undefined, "at least one column");
    for (const k of keys) (this as unknown as DataFrame).getColumn(k as never);
    return [...partsOf(this.toBatch(), keys.map(col))].map(({ frame: f }) => {
      const part = this.make<DataFrame>(() => frame(f));
      return (includeKey ? part : part.drop(...keys)) as never;
    });
  }
  /** The rows under each value of a key, as arrays of the other columns' values. @example df.rowsByKey("symbol").get("A") */
  rowsByKey(key: Names<S>): Map<unknown, unknown[][]> {
    const out = new Map<unknown, unknown[][]>();
    const at = this.getColumnIndex(key);
    for (const row of (this as unknown as DataFrame).rows() as unknown[][]) {
      const rest = row.filter((_, i) => i !== at);
      const there = out.get(row[at]);
      if (there === undefined) out.set(row[at], [rest]);
      else there.push(rest);
    }
    return out;
  }
  /** A column of 0 and 1 for each value of some columns, or of all. @example df.select("symbol").toDummies({ dropFirst: true }) */
  toDummies(
    ...given: readonly (
      | Some<Names<S>>
      | Selector
      | { readonly separator?: string; readonly dropFirst?: boolean; readonly dropNulls?: boolean }
    )[]
  ): Frames<any>["eager"] {
    const last = given[given.length - 1];
    const options = isOptions(last) ? last : undefined;
    const names = options === undefined ? given : given.slice(0, -1);
    return this.#select(RARE.code.dummies(this as unknown as DataFrame, names, options));
  }
  /** A long frame cut into columns of `step` rows ("vertical"), or rows of `step` columns ("horizontal"). @example df.unstack({ step: 12, how: "horizontal" }) */
  unstack(options: {
    readonly step: number;
    readonly how?: "vertical" | "horizontal";
    readonly columns?: Some<Names<S>>;
    readonly fillValues?: string | number | boolean | null;
  }): Frames<any>["eager"] {
    return this.#beside(RARE.code.unstacked(this as unknown as DataFrame, options));
  }
  /** Names, types and first values of the columns, one a line. @example console.log(df.glimpse()) */
  glimpse(options?: { readonly maxItemsPerColumn?: number }): string {
    const { maxItemsPerColumn: most } = settings("glimpse", { maxItemsPerColumn: 10 }, options);
    const b = this.toBatch();
    const wide = Math.max(0, ...this.#names.map((n) => n.length));
    const types = this.schema.fields.map((f) => `<${typeName(f.type)}>`);
    const long = Math.max(0, ...types.map((t) => t.length));
    const lines = this.#names.map(
      (n, i) =>
        `$ ${n.padEnd(wide)} ${(types[i] as string).padEnd(long)} ${Array.from({ length: Math.min(most, b.length) }, (_, r) => shownValue(b.columns[i] as Column, r)).join(", ")}`,
    );
    return [`Rows: ${b.length}`, `Columns: ${this.#names.length}`, ...lines].join("\n");
  }
  /** Prints the first rows as a table. @example df.show(3) */
  show(limit = 5): void {
    (globalThis as unknown as { console?: { log(text: string): void } }).console?.log(
      String(this.head(wholeArgument(limit, "limit of show", 0))),
    );
  }
  /** Rows of another frame below these: the same as `vstack`. @example df.extend(df) */
  extend(other: DataFrame<S>): Frames<S>["eager"] {
    return (this as unknown as DataFrame<S>).vstack(other);
  }
  /** Values of another frame in the place of these, row by row or by keys; its nulls change nothing unless asked. @example df.update(new DataFrame({ id: [1n], note: ["paid"] }), { on: "id" }) */
  update(other: DataFrame, options?: UpdateArguments): Frames<any>["eager"] {
    return this.make(() => RARE.code.updating(this.plan, other, options));
  }
  /** The columns of a schema, in its order; what differs is an error unless an option says what to do. Errors: `SCHEMA_MISMATCH`. @example df.matchToSchema({ id: Int64, note: Utf8 }, { extraColumns: "ignore", missingColumns: "insert" }) */
  matchToSchema(schema: SchemaLike, options?: MatchArguments): Frames<any>["eager"] {
    return this.make(() => RARE.code.matching(this.plan, schema, options));
  }
  /** Whether the rows are in order of some columns. @example df.isSorted("id", { descending: false }) */
  isSorted(...by: readonly (Some<Names<S>> | SortOptions)[]): boolean {
    const last = by[by.length - 1];
    const options = isOptions(last) ? last : undefined;
    const names = (options === undefined ? by : by.slice(0, -1)).flat() as string[];
    return RARE.code.inOrder(this.#column(RARE.code.orderOf(names, options), "").column);
  }
  /** The correlations of all columns with each other; a null or NaN in a column makes its own NaN. @example df.select("a", "x").corr({ label: "column" }) */
  corr(options?: { readonly label?: string }): Frames<any>["eager"] {
    const { exprs, columns: all, label } = RARE.code.correlated(this.schema, options);
    const values = Object.values(this.#select(exprs).toRecords()[0] ?? {}) as (number | null)[];
    const made = all.map(
      (c, j) =>
        new Series(
          c,
          Float64Array.from(all, (_, i) => values[i * all.length + j] ?? Number.NaN),
        ),
    );
    return this.#beside(label === null ? made : [new Series(label, all), ...made]);
  }
  /** The same rows in memory of just their size: what a slice of something larger holds on to comes free. @example df.head(2).shrinkToFit() */
  shrinkToFit(): Frames<S>["eager"] {
    return this.#of(
      this.schema.fields,
      this.toBatch().columns.map((c) =>
        takeColumn(
          c,
          Int32Array.from({ length: c.length }, (_, i) => i),
        ),
      ),
      this.toBatch().length,
    ) as never;
  }
  /** TypeScript that makes a frame of the first `n` rows. @example df.select("a", "s").toInitRepr() */
  toInitRepr(n = 1000): string {
    return RARE.code.frameSource(this.schema, this.toBatch().columns, wholeArgument(n, "n of toInitRepr", 0));
  }
  /** The columns folded into one by a function of two Series. @example df.select("a", "b").fold((x, y) => x.add(y)) */
  fold(f: (a: Series, b: Series) => Series): Series {
    const [first, ...rest] = this.iterColumns();
    if (first === undefined) throw new PolaroidError("INVALID_ARGUMENT", "a frame without columns has nothing to fold");
    return rest.reduce((a, b) => seriesArgument(functionArgument(f, "what fold is given")(a, b), "fold"), first);
  }
}

const shownValue = (c: Column, r: number): string => {
  const v = valueAt(c, r);
  return typeof v === "string" && c.type.id !== "Decimal" ? `'${v}'` : formatValue(c, r, 40);
};
function seriesArgument(v: unknown, where: string): Series {
  if (v instanceof Series) return v;
  throw badArgument(`what ${where} takes`, v, "a Series");
}
