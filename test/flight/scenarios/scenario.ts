import { type Batch, batch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { field, type Schema, schema } from "../../../src/arrow/schema.ts";
import { Int32, UInt32 } from "../../../src/arrow/types.ts";
import type { Interceptor, ServiceRoutes } from "../../../src/flight/index.ts";

/** One scenario of Arrow's integration suite, for either side. */
export interface Scenario {
  /** What the test server answers; `url` is where it listens. */
  readonly serve: (url: () => string) => {
    readonly services: readonly ServiceRoutes[];
    readonly interceptors?: readonly Interceptor[];
  };
  /** What our client asks of anybody's server; throws where the answers are not right. */
  readonly ask: (url: string) => Promise<void>;
}

const TYPES: { readonly Int32: typeof Int32; readonly UInt32: typeof UInt32 } = { Int32: Int32, UInt32: UInt32 };
/** One column, "number". */
export const NUMBERS: Readonly<Record<keyof typeof TYPES, Schema>> = {
  Int32: schema([field("number", Int32)]),
  UInt32: schema([field("number", UInt32)]),
};
export const numbers = (type: keyof typeof TYPES, values: readonly number[]): Batch =>
  batch(NUMBERS[type], [columnFrom(values, TYPES[type])], values.length);

/** Bytes as text. */
export const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();
