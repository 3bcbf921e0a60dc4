import { type Column, dictColumn, fixedColumn, type Validity, type Values } from "../../../../arrow/column.ts";

type Make = (values: Values, validity: Validity, nulls: number) => Column;

/** The numbers of 32 or 64 bits that a column consists of, and how it is made of some of them. */
export interface Source {
  readonly values: Values;
  readonly width: number;
  readonly make: Make;
}

export const source = (values: Values, make: Make): Source => ({ values, width: values.BYTES_PER_ELEMENT, make });

/** Null where a column consists of more, or some rows are null. */
export function sourceOf(c: Column): Source | null {
  if (c.validity !== null || c.length === 0) return null;
  if (c.layout === "dict")
    return source(c.codes, (v, valid, nulls) =>
      dictColumn(c.type, v.length, v as Int32Array, c.dictionary, valid, nulls),
    );
  if (c.layout !== "fixed" || c.type.id === "Decimal" || c.values.BYTES_PER_ELEMENT < 4) return null;
  return source(c.values, (v, valid, nulls) => fixedColumn(c.type, v.length, v, valid, nulls));
}

type Sized = new (buffer: ArrayBuffer) => Values;
/** Values of the kind of a source in a buffer. */
export const valuesIn = (s: Source, buffer: ArrayBuffer): Values => new (s.values.constructor as Sized)(buffer);
