import { batch } from "../arrow/batch.ts";
import { columnFrom } from "../arrow/build.ts";
import { type Column, isValid } from "../arrow/column.ts";
import { concatBatches } from "../arrow/concat.ts";
import { field, schema } from "../arrow/schema.ts";
import { sliceColumn } from "../arrow/slice.ts";
import { type JsOptions, jsReader, toJsArray } from "../arrow/to-js.ts";
import type { DataType, DType, Null } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { executeSync } from "../engines/wasm/engine.ts";
import { frame, frameOf, select } from "../plan/node.ts";
import { resolveNode } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import { sameColumn } from "./equality.ts";
import type { AnyExpr } from "./expr/any.ts";
import type { Expr } from "./expr/expr.ts";
import { col } from "./expr/functions.ts";
import { showable } from "./show/inspect.ts";
import { tableText } from "./show/text.ts";
import type { Fin, NN, Nulls } from "./types/kind.ts";
import type { Typed } from "./types/made.ts";
import type { Resolve } from "./types/node.ts";
import type { Js } from "./types/rows.ts";
import type { Un } from "./types/unary.ts";

type NodeType<R> = R extends AnyExpr<infer N> ? Fin<Resolve<N, unknown>> : never;

/**
 * One named column of values. Immutable.
 * @example new Series("x", [1, 2, null]).sum()
 * @ts-ignore covariance is asserted, as for frames */
export class Series<out T = any> {
  declare readonly "~type": T;
  readonly name: string;
  readonly column: Column;

  constructor(name: string, values: Column | readonly unknown[] | ArrayBufferView, type?: DataType) {
    this.name = name;
    this.column = typeof values === "object" && "layout" in values ? values : columnFrom(values as ArrayLike<unknown>, type);
  }

  /** The type of the values. @example s.dtype */
  get dtype(): DataType { return this.column.type; }
  /** How many rows, nulls too. @example s.length */
  get length(): number { return this.column.length; }
  /** How many values are null. @example s.nullCount() */
  nullCount(): number { return this.column.nulls; }

  /** The result of an expression over this column. @example s.map((x) => x.mul(2)) */
  map<const R extends AnyExpr>(f: (x: Typed<T, string, "rows">) => R): Series<NodeType<R>> {
    const s = schema([field(this.name, this.column.type)]);
    const resolved = resolveNode(select(frame(frameOf(s, [batch(s, [this.column], this.length)])), [f(col(this.name) as never)["~expr"]]));
    const out = schemaOf(resolved);
    return new Series(out.fields[0]?.name ?? this.name, concatBatches(out, executeSync(resolved)).columns[0] as Column);
  }
  #map<R>(f: (x: Expr<any>) => AnyExpr): Series<R> { return this.map(f as never); }
  #one<R>(f: (x: Expr<any>) => AnyExpr): R { return this.#map(f).get(0) as R; }

  /** The value of a row as JavaScript has it; negative from the end. @example s.get(0) */
  get<const O extends JsOptions = {}>(i: number, options?: O): Js<T, O> {
    const at = i < 0 ? this.length + i : i;
    if (!Number.isInteger(i) || at < 0 || at >= this.length) throw new PolaroidError("OUT_OF_RANGE", `there is no row ${i} in a Series of ${this.length}`);
    return jsReader(sliceColumn(this.column, at, 1), this.name, options ?? {})(0) as Js<T, O>;
  }
  /** Whether the value of a row is not null. @example s.isValid(0) */
  isValid(i: number): boolean { return isValid(this.column, i); }
  /** All values as JavaScript has them. @example s.toArray() */
  toArray<const O extends JsOptions = {}>(options?: O): Js<T, O>[] { return toJsArray(this.column, this.name, options ?? {}) as Js<T, O>[]; }
  /** The values' own typed array, shared, where the type is fixed-width and nothing is null. @example s.toTypedArray() */
  toTypedArray(): ArrayBufferView {
    if (this.column.layout !== "fixed" || this.column.nulls > 0 || this.column.type.id === "Decimal")
      throw new PolaroidError("TYPE_MISMATCH", `"${this.name}" is no fixed-width column without nulls; use toArray()`);
    return this.column.values;
  }
  /** The values one by one. @example [...s] */
  [Symbol.iterator](): Iterator<Js<T, object>> { return this.toArray()[Symbol.iterator](); }
  /** What `JSON.stringify` takes: the values as an array. @example JSON.stringify(s) */
  toJSON(): Js<T, object>[] { return this.toArray(); }
  /** The same values under another name. @example s.alias("y") */
  alias(name: string): Series<T> { return new Series(name, this.column); }
  /** Changes the type; a value that does not fit is `INVALID_CAST`, or null where `strict` is false. @example s.cast(Int64) */
  cast<C extends DType, const O extends { readonly strict?: boolean } = {}>(type: C, options?: O): Series<C | Nulls<T> | (O extends { readonly strict: false } ? Null : never)> { return this.#map((x) => x.cast(type, options)); }
  /** Rows from `offset` (from the end where negative), `length` of them. @example s.slice(1, 2) */
  slice(offset: number, length: number | null = null): Series<T> { return this.#map((x) => x.slice(offset, length)); }
  /** The first `n` rows. @example s.head(2) */
  head(n = 10): Series<T> { return this.slice(0, n); }
  /** The last `n` rows. @example s.tail(2) */
  tail(n = 10): Series<T> { return this.slice(-n, n); }
  /** The values in order; nulls first unless asked. @example s.sort({ descending: true }) */
  sort(options: { readonly descending?: boolean; readonly nullsLast?: boolean } = {}): Series<T> { return this.#map((x) => x.sort(options)); }
  /** The different values, in order of their first row. @example s.unique() */
  unique(): Series<T> { return this.#map((x) => x.unique(true)); }
  /** The values that are not null. @example s.dropNulls() */
  dropNulls(): Series<NN<T>> { return this.#map((x) => x.dropNulls()); }
  /** The sum, nulls left out; 0 of nothing. @example s.sum() */
  sum(): Js<Un<"sum", T>, object> { return this.#one((x) => x.sum()); }
  /** The mean, nulls left out; null of nothing. @example s.mean() */
  mean(): Js<Un<"mean", T>, object> { return this.#one((x) => x.mean()); }
  /** The least value. @example s.min() */
  min(): Js<Un<"min", T>, object> { return this.#one((x) => x.min()); }
  /** The greatest value. @example s.max() */
  max(): Js<Un<"max", T>, object> { return this.#one((x) => x.max()); }
  /** The median. @example s.median() */
  median(): Js<Un<"median", T>, object> { return this.#one((x) => x.median()); }
  /** The standard deviation; null of fewer than ddof + 1 values. @example s.std() */
  std(ddof = 1): Js<Un<"std", T>, object> { return this.#one((x) => x.std(ddof)); }
  /** How many different values there are; null counts as one. @example s.nUnique() */
  nUnique(): number { return this.#one((x) => x.nUnique()); }
  /** Whether both have the same name, type and values. @example s.equals(s.alias("y")) */
  equals(other: Series): boolean { return this.name === other.name && sameColumn(this.column, other.column); }
  /** A table of the first and last values. @example s.toString() */
  toString(): string {
    const s = schema([field(this.name, this.column.type)]);
    return tableText(s, batch(s, [this.column], this.length));
  }
}

showable(Series.prototype, false);
