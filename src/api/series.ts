import { batch } from "../arrow/batch.ts";
import { columnFrom } from "../arrow/build.ts";
import { type Column, isValid } from "../arrow/column.ts";
import { field, schema } from "../arrow/schema.ts";
import { sliceColumn } from "../arrow/slice.ts";
import { type JsOptions, jsReader, toJsArray } from "../arrow/to-js.ts";
import type { DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { executeSync } from "../engines/wasm/engine.ts";
import { frame, frameOf, select } from "../plan/node.ts";
import { resolveNode } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import { concatBatches } from "../arrow/concat.ts";
import { sameColumn } from "./equality.ts";
import { Expr } from "./expr/expr.ts";
import { col } from "./expr/functions.ts";
import { showable } from "./show/inspect.ts";
import { tableText } from "./show/text.ts";

/**
 * One named column of values. Immutable.
 * @example new Series("x", [1, 2, null]).sum()
 */
export class Series {
  readonly name: string;
  readonly column: Column;

  constructor(name: string, values: Column | readonly unknown[] | ArrayBufferView, type?: DataType) {
    this.name = name;
    this.column = typeof values === "object" && "layout" in values ? values : columnFrom(values as ArrayLike<unknown>, type);
  }

  get dtype(): DataType { return this.column.type; }
  get length(): number { return this.column.length; }
  nullCount(): number { return this.column.nulls; }

  /** The result of an expression over this column. @example s.map((x) => x.mul(2)) */
  map(f: (x: Expr) => Expr): Series {
    const s = schema([field(this.name, this.column.type)]);
    const resolved = resolveNode(select(frame(frameOf(s, [batch(s, [this.column], this.length)])), [f(col(this.name))["~expr"]]));
    const out = schemaOf(resolved);
    return new Series(out.fields[0]?.name ?? this.name, concatBatches(out, executeSync(resolved)).columns[0] as Column);
  }
  #one(f: (x: Expr) => Expr, options: JsOptions = {}): unknown { return this.map(f).get(0, options); }

  /** The value of a row as JavaScript has it; negative from the end. @example s.get(0) */
  get(i: number, options: JsOptions = {}): unknown {
    const at = i < 0 ? this.length + i : i;
    if (!Number.isInteger(i) || at < 0 || at >= this.length) throw new PolaroidError("OUT_OF_RANGE", `there is no row ${i} in a Series of ${this.length}`);
    return jsReader(sliceColumn(this.column, at, 1), this.name, options)(0);
  }
  isValid(i: number): boolean { return isValid(this.column, i); }
  /** All values as JavaScript has them. @example s.toArray() */
  toArray(options: JsOptions = {}): unknown[] { return toJsArray(this.column, this.name, options); }
  /** The values' own typed array, shared, where the type is fixed-width and nothing is null. @example s.toTypedArray() */
  toTypedArray(): ArrayBufferView {
    if (this.column.layout !== "fixed" || this.column.nulls > 0 || this.column.type.id === "Decimal")
      throw new PolaroidError("TYPE_MISMATCH", `"${this.name}" is no fixed-width column without nulls; use toArray()`);
    return this.column.values;
  }
  [Symbol.iterator](): Iterator<unknown> { return this.toArray()[Symbol.iterator](); }
  toJSON(): unknown[] { return this.toArray(); }
  alias(name: string): Series { return new Series(name, this.column); }
  cast(type: DataType, options: { readonly strict?: boolean } = {}): Series { return this.map((x) => x.cast(type, options)); }
  slice(offset: number, length: number | null = null): Series { return this.map((x) => x.slice(offset, length)); }
  head(n = 10): Series { return this.slice(0, n); }
  tail(n = 10): Series { return this.slice(-n, n); }
  sort(options: { readonly descending?: boolean; readonly nullsLast?: boolean } = {}): Series { return this.map((x) => x.sort(options)); }
  unique(): Series { return this.map((x) => x.unique(true)); }
  dropNulls(): Series { return this.map((x) => x.dropNulls()); }
  sum(): unknown { return this.#one((x) => x.sum()); }
  mean(): unknown { return this.#one((x) => x.mean()); }
  min(): unknown { return this.#one((x) => x.min()); }
  max(): unknown { return this.#one((x) => x.max()); }
  median(): unknown { return this.#one((x) => x.median()); }
  std(ddof = 1): unknown { return this.#one((x) => x.std(ddof)); }
  nUnique(): number { return this.#one((x) => x.nUnique()) as number; }
  equals(other: Series): boolean { return this.name === other.name && sameColumn(this.column, other.column); }
  toString(): string {
    const s = schema([field(this.name, this.column.type)]);
    return tableText(s, batch(s, [this.column], this.length));
  }
}

showable(Series.prototype, false);
