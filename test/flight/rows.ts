import { type Batch, batch } from "../../src/arrow/batch.ts";
import { columnFrom } from "../../src/arrow/build.ts";
import { field, type Schema, schema } from "../../src/arrow/schema.ts";
import { Int32 } from "../../src/arrow/types.ts";
import { valuesOf } from "../../src/arrow/value.ts";

export const N: Schema = schema([field("n", Int32)]);
/** A batch of one column, "n". */
export const rows = (...values: readonly number[]): Batch => batch(N, [columnFrom(values, Int32)], values.length);
export const valuesIn = (b: Batch | null): unknown[] | null => (b === null ? null : valuesOf(b.columns[0] as never));
export const bytes = (text: string): Uint8Array => Buffer.from(text);
export const text = (of: Uint8Array | null): string | null => (of === null ? null : Buffer.from(of).toString());

export async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of from) found.push(one);
  return found;
}
