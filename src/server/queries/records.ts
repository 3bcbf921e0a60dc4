import { col } from "../../api/expr/functions.ts";
import { scanNdjson } from "../../api/read.ts";
import { type Field, field, type Schema, schema } from "../../arrow/schema.ts";
import { typeName } from "../../arrow/type-name.ts";
import { Bool, type DataType, Utf8 } from "../../arrow/types.ts";
import { PolaroidError, toPolaroidError } from "../../core/error.ts";
import { scaleOf } from "../../core/scale.ts";
import { utf8 } from "../../core/utf8.ts";
import { sharedFrame } from "../../engines/wasm/parallel/share.ts";
import { Cursor } from "../../formats/ndjson/cursor.ts";
import { Rows } from "../../formats/ndjson/rows.ts";
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

const wrong = ({ name }: Field, row: number, what: string): PolaroidError =>
  new PolaroidError("TYPE_MISMATCH", `column "${name}": row ${row}: ${what}`);

/** What of a value has digits that a decimal has no place for, and the decimal's type: they are told, not rounded away. */
function tooFine(v: unknown, type: DataType): readonly [string, DataType] | null {
  if (v === null || v === undefined) return null;
  if (type.id === "Decimal") {
    const said = numberText(v);
    return said !== null && scaleOf(said) > type.scale ? [said, type] : null;
  }
  const parts: readonly (readonly [unknown, DataType])[] =
    (type.id === "List" || type.id === "FixedSizeList") && Array.isArray(v)
      ? v.map((x) => [x, type.inner] as const)
      : type.id === "Struct" && isObject(v)
        ? type.fields.map((f) => [v[f.name], f.type] as const)
        : [];
  for (const [part, t] of parts) {
    const found = tooFine(part, t);
    if (found !== null) return found;
  }
  return null;
}

const holds = (type: DataType, id: DataType["id"]): boolean =>
  type.id === id ||
  ((type.id === "List" || type.id === "FixedSizeList") && holds(type.inner, id)) ||
  (type.id === "Struct" && type.fields.some((f) => holds(f.type, id)));

function checkDigits(records: readonly Row[], field: Field): void {
  if (!holds(field.type, "Decimal")) return;
  for (const [i, r] of records.entries()) {
    const found = tooFine(r[field.name], field.type);
    if (found === null) continue;
    throw wrong(field, i, `${found[0].slice(0, 60)} has more digits behind the point than ${typeName(found[1])}`);
  }
}

/** The bytes of a column as base64; JSON has none of its own. */
function checkBytes(records: readonly Row[], field: Field): void {
  const { name, type } = field;
  if (type.id !== "Binary") {
    if (!holds(type, "Binary")) return;
    throw new PolaroidError("NOT_SUPPORTED", `column "${name}": JSON has no bytes in lists and structs; send Arrow`);
  }
  for (const [i, r] of records.entries()) {
    const v = r[name] ?? "";
    if (typeof v !== "string" || v.length % 4 !== 0 || /[^A-Za-z0-9+/=]/.test(v))
      throw wrong(field, i, "bytes come as base64 in text, with its padding; or send Arrow");
  }
}

/** What is read is a record and no line of a file, and nobody can give the reader's options here. */
class RecordCursor extends Cursor {
  override advice: string = "";
  override error(what: string): PolaroidError {
    return new PolaroidError("TYPE_MISMATCH", `row ${this.line}: ${what}`);
  }
}

/** Reads the records once more, each for itself, to tell which one is wrong. */
function toldByRow(records: readonly Row[], columns: Schema): void {
  const rows = new Rows(columns, false, Number.POSITIVE_INFINITY);
  for (const [i, r] of records.entries()) rows.take(new RecordCursor(utf8(JSON.stringify(r)), "", i));
}

/** The columns of a table that records are to become rows of. */
export interface RecordTable {
  readonly schema: Schema;
  /** Columns with the name of another one that is added where records leave theirs out: it says which. */
  readonly marks: readonly (readonly [column: string, mark: string])[];
}

/** Records with what says which columns they leave out. */
function markedRecords(
  records: readonly Row[],
  { schema: own, marks }: RecordTable,
): readonly [readonly Row[], readonly Field[]] {
  const left = marks.filter(([column]) => records.some((r) => !Object.hasOwn(r, column)));
  if (left.length === 0) return [records, own.fields];
  const marked = records.map((r) => ({
    ...r,
    ...Object.fromEntries(left.map(([column, mark]) => [mark, !Object.hasOwn(r, column)])),
  }));
  return [marked, [...own.fields, ...left.map(([, mark]) => field(mark, Bool))]];
}

/** JSON objects as rows, of the columns of the table where there is one. */
export async function recordRows(text: string, table: RecordTable | null): Promise<Frame> {
  const given = parsed(text);
  if (table !== null) checkNames(given, table.schema);
  const [records, fields] = table === null ? [given, []] : markedRecords(given, table);
  for (const f of fields) {
    checkDigits(records, f);
    checkBytes(records, f);
  }
  const bytes = utf8(records.map((r) => JSON.stringify(r)).join("\n"));
  const read = schema(fields.map((f) => field(f.name, f.type.id === "Binary" ? Utf8 : f.type)));
  const types = Object.fromEntries(read.fields.map((f) => [f.name, f.type]));
  const encoded = fields.filter((f) => f.type.id === "Binary").map((f) => f.name);
  try {
    const all = scanNdjson(bytes, (table === null ? { inferSchemaLength: null } : { schema: types }) as never);
    // Names like "1" come first in an object, wherever they stand.
    const rows = table === null ? all : all.select(...read.fields.map((f) => f.name));
    const decoded = encoded.length === 0 ? rows : rows.withColumns(...encoded.map((n) => col(n).str.decode("base64")));
    const { schema: found, batches } = await decoded.collect({ engine: "wasm" });
    return sharedFrame(frameOf(found, batches));
  } catch (cause) {
    if (table !== null) toldByRow(records, read);
    throw toPolaroidError(cause);
  }
}
