import { type Batch, batch, sliceBatch } from "../arrow/batch.ts";
import type { Column } from "../arrow/column.ts";
import { fieldOf, type Schema, sameSchema, schema, schemaText } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import type { Signal } from "../core/host.ts";
import { type Plan, type ScanSource, scan } from "../plan/node.ts";
import type { ScanRequest, Table } from "../plan/table.ts";

/** Rows that are made when a query asks for them. */
export interface Deferred {
  /** How it is named in plans. */
  readonly name: string;
  readonly schema: (signal?: Signal) => Promise<Schema>;
  readonly batches: (signal?: Signal) => AsyncIterable<Batch> | Promise<readonly Batch[]>;
}

let versions = 0;

async function* chosen(
  rows: AsyncIterable<Batch> | Promise<readonly Batch[]>,
  whole: Schema,
  r: ScanRequest,
  name: string,
): AsyncGenerator<Batch> {
  const wanted = r.columns === null ? whole : schema(r.columns.map((c) => fieldOf(whole, c)));
  let left = r.predicate === null ? (r.limit ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  for await (const b of "then" in rows ? await rows : rows) {
    if (left <= 0) return;
    if (!sameSchema(b.schema, whole))
      throw new PolaroidError(
        "SCHEMA_MISMATCH",
        `${name} gave (${schemaText(b.schema)}) where (${schemaText(whole)}) was promised; say what it gives by \`schema\``,
      );
    const part = b.length > left ? sliceBatch(b, 0, left) : b;
    left -= part.length;
    yield batch(
      wanted,
      wanted.fields.map((f) => part.columns[whole.index.get(f.name) as number] as Column),
      part.length,
    );
  }
}

/** A scan of deferred rows: the optimizer looks no further, and it does not leave this process. */
export function deferred(d: Deferred): Plan {
  const source: ScanSource = Object.freeze({
    format: d.name,
    locations: Object.freeze([]),
    options: Object.freeze({}),
    open: async (signal?: Signal): Promise<Table> => {
      const whole = await d.schema(signal);
      return {
        schema: whole,
        rows: null,
        bytes: null,
        version: `${d.name} ${++versions}`,
        scan: (request) => chosen(d.batches(request.signal), whole, request, d.name),
        close: async () => {},
      };
    },
  });
  return scan(source);
}
