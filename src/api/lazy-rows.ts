import type { Batch } from "../arrow/batch.ts";
import { field, type Schema, schema } from "../arrow/schema.ts";
import type { DType } from "../arrow/types.ts";
import { badArgument } from "../core/argument.ts";
import { dataType } from "../expr/data-type.ts";
import { DataFrame } from "./data-frame.ts";
import { deferred } from "./deferred.ts";
import { LazyFrame } from "./lazy-frame.ts";

export type Types = Readonly<Record<string, DType>>;
/** The schema of an object of names and types. */
export const schemaFrom = (types: Types): Schema =>
  schema(Object.entries(types).map(([n, t]) => field(n, dataType(t, `column "${n}"`))));
/** The rows of a query as a function of a DataFrame makes them. */
export function mapped(
  query: LazyFrame,
  f: (rows: DataFrame) => DataFrame,
  types: Types | undefined,
  name: string,
): LazyFrame {
  const s = types === undefined ? null : schemaFrom(types);
  return new LazyFrame(
    deferred({
      name,
      schema: async (signal) => s ?? query.collectSchema(signal),
      batches: async (signal): Promise<readonly Batch[]> => {
        const rows = f(await query.collect(signal === undefined ? undefined : { signal }));
        if (!(rows instanceof DataFrame)) throw badArgument(`what the function of ${name} gives`, rows, "a DataFrame");
        return rows.batches;
      },
    }),
  );
}
/** A query whose rows are kept by the first run that reads them. */
export function cached(query: LazyFrame): LazyFrame {
  let rows: Promise<DataFrame> | null = null;
  return new LazyFrame(
    deferred({
      name: "cache",
      schema: (signal) => query.collectSchema(signal),
      batches: async () => {
        rows ??= query.collect();
        try {
          return (await rows).batches;
        } catch (cause) {
          rows = null;
          throw cause;
        }
      },
    }),
  );
}
