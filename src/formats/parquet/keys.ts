import { typeFromJson } from "../../arrow/json.ts";
import type { DataType } from "../../arrow/types.ts";
import { fromBase64 } from "../../core/base64.ts";

/** The key under which our own types are kept, for what Parquet has no type for. */
export const KEY: string = "polaroid:schema";
export const ARROW: string = "ARROW:schema";

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
