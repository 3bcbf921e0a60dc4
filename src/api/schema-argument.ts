import { field, type Schema, schema } from "../arrow/schema.ts";
import type { DType } from "../arrow/types.ts";
import { badArgument, recordArgument } from "../core/argument.ts";
import { dataType } from "../expr/data-type.ts";

/** Whatever tells columns and their types. */
export type SchemaLike = Schema | { readonly schema: Schema } | Readonly<Record<string, DType>>;
const isSchema = (v: unknown): v is Schema => typeof v === "object" && v !== null && "fields" in v && "index" in v;

/** The schema of a frame, a schema itself, or an object of names and types. */
export function schemaArgument(v: unknown): Schema {
  if (isSchema(v)) return v;
  if (typeof v === "object" && v !== null && "schema" in v && isSchema(v.schema)) return v.schema;
  if (typeof v === "object" && v !== null && "collectSchema" in v)
    throw badArgument(
      "what holds the columns",
      v,
      "a DataFrame, a schema or an object of names and types; use `await lazy.collectSchema()`",
    );
  const types = recordArgument(v, "what holds the columns", "a DataFrame, a schema or an object of names and types");
  return schema(Object.entries(types).map(([name, type]) => field(name, dataType(type, `column "${name}"`))));
}
