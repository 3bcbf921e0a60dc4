import { type Batch, batch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import { type DataType, Int64, Utf8 } from "../../../src/arrow/types.ts";
import { type Stored, valueAt } from "../../../src/arrow/value.ts";
import { FlightSqlClient } from "../../../src/flight/sql/client.ts";
import type { Served } from "./served.ts";

/** A client that says who it is. */
export const asking = (
  server: Pick<Served, "url">,
  user = "",
  roles = "read,write,admin",
  session = "",
): FlightSqlClient =>
  new FlightSqlClient(server.url, { headers: { "x-user": user, "x-roles": roles, "x-polaroid-session": session } });

export const columns = (values: Readonly<Record<string, readonly [DataType, readonly unknown[]]>>): Batch => {
  const all = Object.entries(values);
  return batch(
    schema(all.map(([name, [type]]) => field(name, type))),
    all.map(([, [type, list]]) => columnFrom(list, type)),
  );
};
export const ids = (...list: readonly number[]): Batch => columns({ id: [Int64, list.map(BigInt)] });
export const named = (...list: readonly (readonly [number, string | null])[]): Batch =>
  columns({ id: [Int64, list.map(([id]) => BigInt(id))], name: [Utf8, list.map(([, name]) => name)] });
export const streamed = (
  ...batches: readonly [Batch, ...Batch[]]
): { schema: Batch["schema"]; batches: readonly Batch[] } => ({
  schema: batches[0].schema,
  batches,
});

/** All rows, row by row. */
export async function all(batches: AsyncIterable<Batch>): Promise<Stored[][]> {
  const out: Stored[][] = [];
  for await (const b of batches) for (let i = 0; i < b.length; i++) out.push(b.columns.map((c) => valueAt(c, i)));
  return out;
}
