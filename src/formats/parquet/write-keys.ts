import { encodeStream } from "../../arrow/ipc/encode.ts";
import { typeToJson } from "../../arrow/json.ts";
import type { Schema } from "../../arrow/schema.ts";
import { toBase64 } from "../../core/base64.ts";
import { ARROW, KEY } from "./keys.ts";

/** What a written file says about its types beside its schema. */
export function keysOf(schema: Schema): ReadonlyMap<string, string> {
  const types = schema.fields.map((f) => [f.name, typeToJson(f.type)]);
  return new Map([
    [KEY, JSON.stringify({ version: 1, types })],
    [ARROW, toBase64(encodeStream(schema, []))],
  ]);
}
