import { scanNdjson } from "../../api/read.ts";
import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import { utf8 } from "../../core/utf8.ts";
import { sharedFrame } from "../../engines/wasm/parallel/share.ts";
import { type Frame, frameOf } from "../../plan/node.ts";

function parsed(text: string): readonly Readonly<Record<string, unknown>>[] {
  let v: unknown;
  try {
    v = JSON.parse(text);
  } catch (cause) {
    throw new PolaroidError("INVALID_ARGUMENT", `the records are no JSON: ${(cause as Error).message}`, { cause });
  }
  const all: readonly unknown[] = Array.isArray(v) ? v : [v];
  for (const r of all)
    if (typeof r !== "object" || r === null || Array.isArray(r))
      throw new PolaroidError("INVALID_ARGUMENT", "the records are no JSON objects");
  return all as readonly Readonly<Record<string, unknown>>[];
}

/** JSON objects as rows, of the columns of the table where there is one. */
export async function recordRows(text: string, table: Schema | null): Promise<Frame> {
  const records = parsed(text);
  for (const r of table === null ? [] : records)
    for (const n of Object.keys(r))
      if (table?.index.has(n) === false)
        throw new PolaroidError(
          "COLUMN_NOT_FOUND",
          `the table has no column "${n.slice(0, 60)}", only ${[...table.index.keys()].slice(0, 20).join(", ")}`,
        );
  const bytes = utf8(records.map((r) => JSON.stringify(r)).join("\n"));
  const types = table === null ? {} : { schema: Object.fromEntries(table.fields.map((f) => [f.name, f.type])) };
  const { schema, batches } = await scanNdjson(bytes, types as never).collect({ engine: "wasm" });
  return sharedFrame(frameOf(schema, batches));
}
