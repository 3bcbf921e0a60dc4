import type { Schema } from "../../arrow/schema.ts";
import type { DataType } from "../../arrow/types.ts";
import type { FormatOptions } from "../format.ts";
import { count, flag, like, types } from "../option.ts";

export interface NdjsonReadOptions {
  readonly schema: ReadonlyMap<string, DataType> | null;
  readonly schemaOverrides: ReadonlyMap<string, DataType>;
  readonly inferSchemaLength: number;
  readonly nRows: number;
  readonly ignoreErrors: boolean;
  readonly like: Schema | null;
}

export const ndjsonOptions = (options: FormatOptions): NdjsonReadOptions => ({
  schema: types(options, "schema"),
  schemaOverrides: types(options, "schemaOverrides") ?? new Map(),
  // Names come from rows only, so at least one is looked at.
  inferSchemaLength: Math.max(1, count(options, "inferSchemaLength", 100) ?? Number.POSITIVE_INFINITY),
  nRows: count(options, "nRows", null) ?? Number.POSITIVE_INFINITY,
  ignoreErrors: flag(options, "ignoreErrors", false),
  like: like(options),
});
