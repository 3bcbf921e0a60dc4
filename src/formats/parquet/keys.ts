import { typeFromJson, typeToJson } from "../../arrow/json.ts";
import type { Schema } from "../../arrow/schema.ts";
import type { DataType } from "../../arrow/types.ts";
import { fromBase64, toBase64 } from "../../core/base64.ts";

/** The key under which our own types are kept, for what Parquet has no type for. */
const KEY = "polaroid:schema";
const ARROW = "ARROW:schema";

/** What a written file says about its types beside its schema. */
export async function keysOf(schema: Schema): Promise<ReadonlyMap<string, string>> {
  const { encodeStream } = await import("../../arrow/ipc/encode.ts");
  const types = schema.fields.map((f) => [f.name, typeToJson(f.type)]);
  return new Map([
    [KEY, JSON.stringify({ version: 1, types })],
    [ARROW, toBase64(encodeStream(schema, []))],
  ]);
}

function ownTypes(text: string): Map<string, DataType> {
  const { types } = JSON.parse(text) as { types: readonly (readonly [string, unknown])[] };
  return new Map(types.map(([name, json]) => [name, typeFromJson(json)]));
}

async function arrowTypes(text: string): Promise<Map<string, DataType>> {
  const { decode } = await import("../../arrow/ipc/decode.ts");
  return new Map(decode(fromBase64(text)).schema.fields.map((f) => [f.name, f.type]));
}

/** The types that a file keeps for its columns, by name; what cannot be read is as if it were absent. */
export async function keptTypes(keys: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, DataType>> {
  for (const [key, read] of [
    [KEY, ownTypes],
    [ARROW, arrowTypes],
  ] as const) {
    const text = keys.get(key);
    if (text === undefined) continue;
    try {
      return await read(text);
    } catch {}
  }
  return new Map();
}
