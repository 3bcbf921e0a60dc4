import { decode } from "../../arrow/ipc/decode.ts";
import { encodeStream } from "../../arrow/ipc/encode.ts";
import { typeFromJson, typeToJson } from "../../arrow/json.ts";
import type { Schema } from "../../arrow/schema.ts";
import type { DataType } from "../../arrow/types.ts";
import { world } from "../../core/world.ts";

/** The key under which our own types are kept, for what Parquet has no type for. */
const KEY = "polaroid:schema";
const ARROW = "ARROW:schema";
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function base64(bytes: Uint8Array): string {
  const out: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const word = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = bytes.length - i;
    out.push(DIGITS[word >> 18] as string, DIGITS[(word >> 12) & 63] as string);
    out.push(left > 1 ? (DIGITS[(word >> 6) & 63] as string) : "=", left > 2 ? (DIGITS[word & 63] as string) : "=");
  }
  return out.join("");
}

/** What a written file says about its types beside its schema. */
export function keysOf(schema: Schema): ReadonlyMap<string, string> {
  const types = schema.fields.map((f) => [f.name, typeToJson(f.type)]);
  return new Map([
    [KEY, JSON.stringify({ version: 1, types })],
    [ARROW, base64(encodeStream(schema, []))],
  ]);
}

function unbase64(text: string): Uint8Array {
  const raw = world.atob(text);
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
}

function ownTypes(text: string): Map<string, DataType> {
  const { types } = JSON.parse(text) as { types: readonly (readonly [string, unknown])[] };
  return new Map(types.map(([name, json]) => [name, typeFromJson(json)]));
}

function arrowTypes(text: string): Map<string, DataType> {
  return new Map(decode(unbase64(text)).schema.fields.map((f) => [f.name, f.type]));
}

/** The types that a file keeps for its columns, by name; what cannot be read is as if it were absent. */
export function keptTypes(keys: ReadonlyMap<string, string>): ReadonlyMap<string, DataType> {
  for (const [key, read] of [
    [KEY, ownTypes],
    [ARROW, arrowTypes],
  ] as const) {
    const text = keys.get(key);
    if (text === undefined) continue;
    try {
      return read(text);
    } catch {}
  }
  return new Map();
}
