import { col } from "../../api/expr/functions.ts";
import { scanNdjson } from "../../api/read.ts";
import type { Field, Schema } from "../../arrow/schema.ts";
import { typeName } from "../../arrow/type-name.ts";
import { Utf8 } from "../../arrow/types.ts";
import { PolaroidError, toPolaroidError } from "../../core/error.ts";
import { scaleOf } from "../../core/scale.ts";
import { utf8 } from "../../core/utf8.ts";
import { sharedFrame } from "../../engines/wasm/parallel/share.ts";
import { ADVICE } from "../../formats/ndjson/cursor.ts";
import { type Frame, frameOf } from "../../plan/node.ts";
import { exactJson, isObject, numberText } from "./exact-json.ts";

type Row = Readonly<Record<string, unknown>>;

function parsed(text: string): readonly Row[] {
  let v: unknown;
  try {
    v = exactJson(text);
  } catch (cause) {
    if (cause instanceof PolaroidError) throw cause;
    throw new PolaroidError("INVALID_ARGUMENT", `the records are no JSON: ${(cause as Error).message}`, { cause });
  }
  const all: readonly unknown[] = Array.isArray(v) ? v : [v];
  for (const r of all) if (!isObject(r)) throw new PolaroidError("INVALID_ARGUMENT", "the records are no JSON objects");
  return all as readonly Row[];
}

function checkNames(records: readonly Row[], table: Schema): void {
  for (const r of records)
    for (const n of Object.keys(r))
      if (!table.index.has(n))
        throw new PolaroidError(
          "COLUMN_NOT_FOUND",
          `the table has no column "${n.slice(0, 60)}", only ${[...table.index.keys()].slice(0, 20).join(", ")}`,
        );
}

/** Digits that a decimal has no place for are told, not rounded away. */
function checkDigits(records: readonly Row[], { name, type }: Field): void {
  if (type.id !== "Decimal") return;
  for (const [i, r] of records.entries()) {
    const said = numberText(r[name]);
    if (said !== null && scaleOf(said) > type.scale)
      throw new PolaroidError(
        "TYPE_MISMATCH",
        `column "${name}": row ${i}: ${said.slice(0, 60)} has more digits behind the point than ${typeName(type)}`,
      );
  }
}

/** The bytes of a column as base64; JSON has none of its own. */
function checkBytes(records: readonly Row[], { name, type }: Field): void {
  if (type.id !== "Binary") return;
  for (const [i, r] of records.entries()) {
    const v = r[name] ?? "";
    if (typeof v !== "string" || v.length % 4 !== 0 || /[^A-Za-z0-9+/=]/.test(v))
      throw new PolaroidError(
        "TYPE_MISMATCH",
        `column "${name}": row ${i}: bytes come as base64 in text, with its padding; or send Arrow`,
      );
  }
}

/** What the reader says, of the records and not of a file, without options that nobody can give here. */
function told(cause: unknown): PolaroidError {
  const { code, detail } = toPolaroidError(cause);
  const plain = detail.replaceAll(ADVICE, "").replace(": read them as Utf8", " in lists and structs; send Arrow");
  const found = /^bytes: line (\d+): (.*)$/s.exec(plain);
  return new PolaroidError(code, found === null ? plain : `row ${Number(found[1]) - 1}: ${found[2]}`, { cause });
}

/** JSON objects as rows, of the columns of the table where there is one. */
export async function recordRows(text: string, table: Schema | null): Promise<Frame> {
  const records = parsed(text);
  const fields = table?.fields ?? [];
  if (table !== null) checkNames(records, table);
  for (const f of fields) {
    checkDigits(records, f);
    checkBytes(records, f);
  }
  const bytes = utf8(records.map((r) => JSON.stringify(r)).join("\n"));
  const read = fields.map((f) => [f.name, f.type.id === "Binary" ? Utf8 : f.type] as const);
  const types = table === null ? {} : { schema: Object.fromEntries(read) };
  const encoded = fields.filter((f) => f.type.id === "Binary").map((f) => f.name);
  try {
    const rows = scanNdjson(bytes, types as never);
    const decoded = encoded.length === 0 ? rows : rows.withColumns(...encoded.map((n) => col(n).str.decode("base64")));
    const { schema, batches } = await decoded.collect({ engine: "wasm" });
    return sharedFrame(frameOf(schema, batches));
  } catch (cause) {
    throw told(cause);
  }
}
