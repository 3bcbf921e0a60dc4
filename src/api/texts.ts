import { type Schema, schemaText as textOfSchema } from "../arrow/schema.ts";
import { typeName as nameOfType } from "../arrow/type-info.ts";
import type { DType } from "../arrow/types.ts";
import { badArgument } from "../core/argument.ts";
import { dataType } from "../expr/data-type.ts";

/** A schema as one line: `id: Int64, note: Utf8?`. @example schemaText(df.schema) */
export function schemaText(schema: Schema): string {
  const { fields } = (schema ?? {}) as Partial<Schema>;
  if (!Array.isArray(fields)) throw badArgument("what schemaText is given", schema, "the schema of a frame");
  return textOfSchema(schema);
}

/** A type as text. @example typeName(Datetime("ms", "UTC")) */
export const typeName = (type: DType): string => nameOfType(dataType(type, "typeName"));
