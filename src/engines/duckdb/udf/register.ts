import type * as bindings from "@duckdb/node-bindings";
import type { Column } from "../../../arrow/column.ts";
import { type DataType, Utf8 } from "../../../arrow/types.ts";
import { valueAt } from "../../../arrow/value.ts";
import { toPolaroidError } from "../../../core/error.ts";
import { fill, logicalType } from "../append.ts";
import { readVector } from "../fetch.ts";
import type { Native } from "../native.ts";
import { PREFIX, type Settings } from "./define.ts";
import { udfOf } from "./index.ts";

const namesIn = (sql: string): ReadonlySet<string> =>
  new Set([...sql.matchAll(/\bpolaroid_([a-z_0-9]+)\(/g)].map((m) => m[1] as string));

/** Whether a statement may call UDFs. */
export const callsUdfs = (sql: string): boolean => namesIn(sql).size > 0;

/** Makes the UDFs that a statement may call known to a connection. */
export function registerUdfs(db: Native, connection: bindings.Connection, sql: string): void {
  for (const name of namesIn(sql)) {
    const udf = udfOf(name);
    if (udf === undefined) continue;
    const f = db.create_scalar_function();
    const parameter = (t: DataType): void => db.scalar_function_add_parameter(f, logicalType(db, t));
    db.scalar_function_set_name(f, PREFIX + name);
    for (const t of udf.args) parameter(t);
    parameter(Utf8);
    db.scalar_function_set_return_type(f, logicalType(db, udf.gives));
    // Nulls are ours to see.
    db.scalar_function_set_special_handling(f);
    const known = new Map<string, Settings>();
    const settingsIn = (input: bindings.DataChunk): Settings => {
      const text = String(valueAt(readVector(db, db.data_chunk_get_vector(input, udf.args.length), Utf8, 1), 0));
      let found = known.get(text);
      if (found === undefined) {
        found = JSON.parse(text) as Settings;
        known.set(text, found);
      }
      return found;
    };
    db.scalar_function_set_function(f, (info, input, output) => {
      try {
        const length = db.data_chunk_get_size(input);
        if (length === 0) return;
        const columns: Column[] = udf.args.map((t, i) => readVector(db, db.data_chunk_get_vector(input, i), t, length));
        fill(db, output, udf.run(columns, length, settingsIn(input)));
      } catch (cause) {
        const { code, message } = toPolaroidError(cause);
        db.scalar_function_set_error(info, `POLAROID:${code}:${message.replaceAll(/\s+/g, " ")}`);
      }
    });
    db.register_scalar_function(connection, f);
  }
}
