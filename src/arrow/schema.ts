import { PolaroidError } from "../core/error.ts";
import { texted, textPrototype } from "../core/inspect.ts";
import { didYouMean, listed } from "../core/suggest.ts";
import { sameType, typeName } from "./type-info.ts";
import type { DataType } from "./types.ts";

export interface Field {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** What is written beside the field in IPC; it says nothing about the values, and no operation keeps it. */
  readonly metadata?: readonly (readonly [string, string])[] | undefined;
}

/** Named, typed columns in order; names differ. */
export interface Schema {
  readonly fields: readonly Field[];
  readonly index: ReadonlyMap<string, number>;
}

export const field = (name: string, type: DataType, nullable = true): Field => Object.freeze({ name, type, nullable });

/** Makes a schema; two fields of one name are `DUPLICATE_COLUMN`. */
export function schema(fields: readonly Field[]): Schema {
  const index = new Map<string, number>();
  for (let i = 0; i < fields.length; i++) {
    const { name } = fields[i] as Field;
    if (index.has(name))
      throw new PolaroidError(
        "DUPLICATE_COLUMN",
        `two columns would be named "${name}"; give one another name with alias("...")`,
      );
    index.set(name, i);
  }
  return texted(TEXT, { fields, index });
}

export const names = (s: Schema): string[] => s.fields.map((f) => f.name);

export const columnNotFound = (name: string, s: Schema): PolaroidError =>
  new PolaroidError("COLUMN_NOT_FOUND", `no column "${name}" in (${listed(names(s))})${didYouMean(name, names(s))}`);

/** The field of a name; `COLUMN_NOT_FOUND` names what is there. */
export function fieldOf(s: Schema, name: string): Field {
  const i = s.index.get(name);
  if (i === undefined) throw columnNotFound(name, s);
  return s.fields[i] as Field;
}

export const sameSchema = (a: Schema, b: Schema): boolean =>
  a.fields.length === b.fields.length &&
  a.fields.every((f, i) => f.name === b.fields[i]?.name && sameType(f.type, b.fields[i].type));

/** `id: Int64, note: Utf8?` */
export const schemaText = (s: Schema): string =>
  s.fields.map((f) => `${f.name}: ${typeName(f.type)}${f.nullable ? "?" : ""}`).join(", ");
/** As consoles show it: a column a line where they are many. */
function whole(s: Schema): string {
  const columns = s.fields.map((f) => schemaText({ ...s, fields: [f] }));
  const line = columns.length === 0 ? "Schema {}" : `Schema { ${columns.join(", ")} }`;
  return line.length <= 80 ? line : `Schema {\n${columns.map((c) => `  ${c},\n`).join("")}}`;
}
const TEXT: object = textPrototype(whole);
