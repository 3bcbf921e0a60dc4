import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Batch } from "../../src/arrow/batch.ts";
import type { Column } from "../../src/arrow/column.ts";
import { typeName } from "../../src/arrow/type-info.ts";
import type { DataType } from "../../src/arrow/types.ts";
import { type Stored, valueAt } from "../../src/arrow/value.ts";

export type Shown = null | boolean | string | readonly Shown[];

/** A file as dump.py prints it: types and values as text, or why it cannot be read. */
export interface Dump {
  readonly name: string;
  readonly error?: string;
  readonly schema?: readonly (readonly [string, string])[];
  readonly rows?: number;
  readonly columns?: readonly (readonly Shown[])[];
}

const SCRIPT = join(import.meta.dirname, "..", "parquet", "dump.py");

/** What pyarrow reads from each file. */
export function judge(python: string, files: readonly string[], checksum = false): Dump[] {
  const args = [SCRIPT, ...(checksum ? ["--checksum"] : []), ...files];
  const text = execFileSync(python, args, { encoding: "utf8", maxBuffer: 1 << 30 });
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Dump);
}

function float(v: number): string {
  if (Number.isNaN(v)) return "nan";
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(v);
  return bytes.toString("hex");
}

function shown(v: Stored, type: DataType): Shown {
  if (v === null) return null;
  switch (type.id) {
    case "Bool":
      return v as boolean;
    case "Float32":
    case "Float64":
      return float(v as number);
    case "Utf8":
    case "Categorical":
    case "Enum":
      return v as string;
    case "Binary":
      return Buffer.from(v as Uint8Array).toString("hex");
    case "List":
    case "FixedSizeList":
      return (v as readonly Stored[]).map((item) => shown(item, type.inner));
    case "Struct":
      return type.fields.map((f) => shown((v as Readonly<Record<string, Stored>>)[f.name] ?? null, f.type));
    default:
      return String(v);
  }
}

const column = (c: Column): Shown[] => Array.from({ length: c.length }, (_, i) => shown(valueAt(c, i), c.type));

/** The same of a batch of ours; an Enum is a Categorical there. */
export const dumpOf = (b: Batch): Pick<Dump, "schema" | "rows" | "columns"> => ({
  schema: b.schema.fields.map((f) => [f.name, typeName(f.type).replace(/Enum\(\[[^\]]*\]\)/g, "Categorical")] as const),
  rows: b.length,
  columns: b.columns.map(column),
});
