import type { Batch } from "../arrow/batch.ts";
import { PolaroidError } from "../core/error.ts";
import type { ScanRequest, Table } from "../plan/table.ts";

/** An error with the file's name in its message. */
export function namedError(cause: unknown, name: string): unknown {
  if (!(cause instanceof PolaroidError) || cause.code === "CANCELLED" || cause.detail.includes(name)) return cause;
  return new PolaroidError(cause.code, `${name}: ${cause.detail}`, { cause: cause.cause ?? cause });
}

/** A table whose errors name its file. */
export const namedTable = (table: Table, name: string): Table => ({
  schema: table.schema,
  rows: table.rows,
  bytes: table.bytes,
  version: table.version,
  files: [name],
  split:
    table.split === undefined
      ? undefined
      : (n, predicate) => (table.split?.(n, predicate) ?? []).map((part) => namedTable(part, name)),
  mayPass: table.mayPass && ((predicate) => table.mayPass?.(predicate) ?? Promise.resolve(0)),
  part: table.part,
  filters: table.filters,
  stats: table.stats === undefined ? undefined : (column) => table.stats?.(column) ?? null,
  async *scan(request: ScanRequest): AsyncIterable<Batch> {
    try {
      yield* table.scan(request);
    } catch (cause) {
      throw namedError(cause, name);
    }
  },
  close: () => table.close(),
});
