import { field, schema } from "../../arrow/schema.ts";
import type { ByteSource, Host } from "../../core/host.ts";
import type { Format, FormatOptions } from "../format.ts";
import { readFooter } from "./footer.ts";
import { keptTypes } from "./keys.ts";
import { restored } from "./retype.ts";
import { fileSchema } from "./schema.ts";
import { ParquetTable } from "./table.ts";

/** Opens a file. */
export async function openParquet(source: ByteSource, options: FormatOptions, host: Host): Promise<ParquetTable> {
  const metadata = await readFooter(source);
  const file = fileSchema(metadata.schema);
  const kept = await keptTypes(metadata.keyValues);
  const fields = file.schema.fields.map((f) => field(f.name, restored(f.type, kept.get(f.name) ?? f.type), f.nullable));
  const checksum = options["checksum"] === true;
  return new ParquetTable(source, metadata, { ...file, schema: schema(fields) }, { checksum }, host);
}

const PAR = [0x50, 0x41, 0x52];

/** Apache Parquet. Reading takes `{ checksum: true }` to compare the pages' CRCs. */
export const parquet: Format = {
  name: "parquet",
  extensions: ["parquet", "pq", "parq"],
  magic: (head: Uint8Array) => PAR.every((b, i) => head[i] === b) && (head[3] === 0x31 || head[3] === 0x45),
  open: openParquet,
  // Loaded by the first file that is written.
  writer: async (...args) => (await import("./writer.ts")).writer(...args),
};
