import { expect } from "vitest";
import { DataFrame, type DType, type ErrorCode, type LazyFrame, PolaroidError } from "../../src/node.ts";

type Data = Readonly<Record<string, readonly unknown[]>>;

/** A frame whose columns the compiler does not know: these tests are about what happens at run time. */
export const frame = (data: Data, schema: Readonly<Record<string, DType>> = {}): DataFrame =>
  new DataFrame(data, { schema }) as DataFrame;

export const rowsOf = (df: DataFrame): Record<string, unknown>[] => df.toRecords() as Record<string, unknown>[];

/** Does a verb on a frame and on a query over it, holds both to one result, and gives its rows. */
export async function both(df: DataFrame, verb: (frame: DataFrame) => DataFrame): Promise<Record<string, unknown>[]> {
  const eager = verb(df);
  const lazy = await (verb(df.lazy() as unknown as DataFrame) as unknown as LazyFrame).collect();
  expect(rowsOf(lazy as DataFrame)).toEqual(rowsOf(eager));
  expect(lazy.columns).toEqual(eager.columns);
  expect(lazy.equals(eager)).toBe(true);
  return rowsOf(eager);
}

/** The error of a call, which must be a PolaroidError with this code and a message. */
export async function failure(code: ErrorCode, call: () => unknown): Promise<PolaroidError> {
  let error: unknown;
  try {
    await call();
  } catch (cause) {
    error = cause;
  }
  expect(error, `no error, where ${code} was due`).toBeDefined();
  expect(error).toBeInstanceOf(PolaroidError);
  const found = error as PolaroidError;
  expect({ code: found.code, message: found.message }).toEqual({ code, message: `[${code}] ${found.detail}` });
  expect(found.detail.length).toBeGreaterThan(8);
  return found;
}
