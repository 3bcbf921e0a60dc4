import { type BytesColumn, type Column, isValid } from "../../arrow/column.ts";
import type { DataType } from "../../arrow/types.ts";
import { Cursor } from "./cursor.ts";
import { builderOf, readInto } from "./nested-builder.ts";

/** The values of JSON texts, one a row, as a type: what is no JSON, or of another type, is an error. */
export function decodeJson(c: BytesColumn, type: DataType): Column {
  const builder = builderOf(type, false);
  const cursor = new Cursor(c.data, "str.jsonDecode", 1);
  cursor.advice = "; give str.jsonDecode another type";
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) {
      builder.none();
      continue;
    }
    cursor.at = c.offsets[i] as number;
    cursor.end = c.offsets[i + 1] as number;
    cursor.line = 1;
    if (cursor.nextOver() === -1) throw cursor.error("an empty text is no JSON value");
    readInto(builder, cursor, 0);
    if (cursor.nextOver() !== -1) throw cursor.unexpected("the end of the value");
  }
  return builder.finish();
}
