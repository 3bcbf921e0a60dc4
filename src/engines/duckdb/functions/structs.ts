import type { DataType } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { StructName } from "../../../expr/functions/structs.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { fieldName, identifier, textLiteral } from "../quote.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { typeCode } from "../udf/bytes.ts";
import { callUdf } from "../udf/define.ts";

const fieldsOf = (t: DataType): readonly { readonly name: string; readonly type: DataType }[] =>
  t.id === "Struct" ? t.fields : [];
const typeAt = (c: TypedCall, i: number): DataType => (c.args[i] as TypedCall).type;
const extract = (s: string, name: string): string => `struct_extract(${s}, ${textLiteral(fieldName(name))})`;

/** A struct of fields by name, null where the first is. */
const packed = (s: string, c: TypedCall, value: (name: string, i: number) => string): string => {
  const made = fieldsOf(c.type).map((f, i) => `${identifier(f.name)} := ${value(f.name, i)}`);
  return `CASE WHEN ${s} IS NULL THEN NULL ELSE CAST(struct_pack(${made.join(", ")}) AS ${sqlType(c.type)}) END`;
};

const given = (args: readonly string[], c: TypedCall, name: string): string | undefined =>
  args[1 + (c.options.names as readonly string[]).indexOf(name)];
const withFields: FunctionSql = (args, c) => {
  const names = c.options.names as readonly string[];
  const s = args[0] as string;
  return packed(s, c, (name) => (names.includes(name) ? (given(args, c, name) as string) : extract(s, name)));
};

export const STRUCTS: Rules<StructName, FunctionSql> = {
  "struct.field": ([s], c) => extract(s as string, String(c.options["name"])),
  "struct.drop": ([s], c) =>
    fieldsOf(c.type).length === 0
      ? `CASE WHEN ${s} IS NULL THEN NULL ELSE error('POLAROID:NOT_SUPPORTED:a struct without fields') END`
      : packed(s as string, c, (name) => extract(s as string, name)),
  "struct.renameFields": ([s], c) =>
    packed(s as string, c, (_, i) => extract(s as string, fieldsOf(typeAt(c, 0))[i]?.name ?? "")),
  "struct.jsonEncode": ([s], c) => callUdf(`json_of_${typeCode(typeAt(c, 0))}`, [s as string]),
  "struct.withFields": withFields,
  "struct.eval": withFields,
};
