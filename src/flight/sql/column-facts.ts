import type { Field, Schema } from "../../arrow/schema.ts";
import { schema as schemaOf } from "../../arrow/schema.ts";

/** What a server says of a column beside its type. */
export interface ColumnFacts {
  readonly catalog?: string | undefined;
  readonly dbSchema?: string | undefined;
  readonly table?: string | undefined;
  readonly typeName?: string | undefined;
  readonly precision?: number | undefined;
  readonly scale?: number | undefined;
  readonly isAutoIncrement?: boolean | undefined;
  readonly isCaseSensitive?: boolean | undefined;
  readonly isReadOnly?: boolean | undefined;
  readonly isSearchable?: boolean | undefined;
  readonly remarks?: string | undefined;
}

const KEYS: Readonly<Record<keyof ColumnFacts, string>> = {
  catalog: "CATALOG_NAME",
  dbSchema: "SCHEMA_NAME",
  table: "TABLE_NAME",
  typeName: "TYPE_NAME",
  precision: "PRECISION",
  scale: "SCALE",
  isAutoIncrement: "IS_AUTO_INCREMENT",
  isCaseSensitive: "IS_CASE_SENSITIVE",
  isReadOnly: "IS_READ_ONLY",
  isSearchable: "IS_SEARCHABLE",
  remarks: "REMARKS",
};

const written = (value: string | number | boolean): string =>
  typeof value === "boolean" ? (value ? "1" : "0") : String(value);

/**
 * A schema whose columns carry what is known of them, as metadata of their fields.
 * @example
 * withFacts(schema, (f) => ({ table: "trades", typeName: f.type.id }))
 */
export const withFacts = (s: Schema, facts: (field: Field) => ColumnFacts): Schema =>
  schemaOf(
    s.fields.map((f) => {
      const metadata = Object.entries(facts(f))
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [`ARROW:FLIGHT:SQL:${KEYS[key as keyof ColumnFacts]}`, written(value)] as const);
      return Object.freeze({ ...f, metadata });
    }),
  );
