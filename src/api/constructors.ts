import type { Column } from "../arrow/column.ts";
import type { DType } from "../arrow/types.ts";
import type { Frame } from "../plan/node.ts";
import { type ColumnInput, type FrameOptions, DataFrame as Frames } from "./data-frame.ts";
import { Series as Columns } from "./series.ts";
import type { ColumnOf, SchemaOf, SchemaOfRows } from "./types/input.ts";

/** A constructor gives its class's type arguments no way to be inferred from other types: these signatures do. */
export interface DataFrameConstructor {
  readonly prototype: Frames;
  new <const D extends Readonly<Record<string, ColumnInput>> = {}, const O extends FrameOptions = {}>(
    data?: D,
    options?: O,
  ): Frames<SchemaOf<D, O>>;
  of<S = any>(frame: Frame): Frames<S>;
  deserialize(text: string): Promise<Frames>;
  fromDicts<const R extends object, const O extends FrameOptions = {}>(
    rows: readonly R[],
    options?: O,
  ): Frames<SchemaOfRows<R, O>>;
}
/** Makes Series whose values have a known type. */
export interface SeriesConstructor {
  readonly prototype: Columns;
  new <T extends DType>(name: string, values: Column | readonly unknown[] | ArrayBufferView, type: T): Columns<T>;
  new <const V extends readonly unknown[] | ArrayBufferView>(name: string, values: V): Columns<ColumnOf<V>>;
  new (name: string, values: Column): Columns;
}

/** Rows and typed columns in memory; see the class in `data-frame.ts`. */
export type DataFrame<S = any> = Frames<S>;
/** Makes frames that know their columns. @example new DataFrame({ symbol: ["A", "B"], price: [1.5, 2] }) */
export const DataFrame: DataFrameConstructor = Frames as unknown as DataFrameConstructor;
/** One named column of values; see the class in `series.ts`. */
export type Series<T = any> = Columns<T>;
/** Makes a named column. @example new Series("x", [1, 2, null]) */
export const Series: SeriesConstructor = Columns as unknown as SeriesConstructor;
