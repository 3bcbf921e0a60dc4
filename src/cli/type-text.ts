import type { Field } from "../arrow/schema.ts";
import { typeName } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";

/** A type as it is written in a program: as a TypeScript type, and as a value. Both use the same names. */
interface Written {
  readonly type: string;
  readonly value: string;
}
/** A table to be written: its name as a type and as a constant, what it is of, and its columns. */
export interface Named {
  readonly type: string;
  readonly constant: string;
  readonly of: string;
  readonly fields: readonly Field[];
}

const text = (v: string): string => JSON.stringify(v);
const IDENTIFIER = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;
/** A property's name; an object literal would take a bare `__proto__` for its prototype. */
const property = (name: string): Written => {
  const plain = IDENTIFIER.test(name) ? name : text(name);
  return { type: plain, value: name === "__proto__" ? `[${text(name)}]` : plain };
};

/** Objects put keys that are whole numbers first, and a struct's fields have an order. */
function checkOrder(type: DataType & { id: "Struct" }): void {
  const names = type.fields.map((f) => f.name);
  const kept = Object.keys(Object.fromEntries(names.map((n) => [n, null])));
  if (kept.length !== names.length || kept.some((n, i) => n !== names[i]))
    throw new PolaroidError(
      "NOT_SUPPORTED",
      `${typeName(type)} cannot be written as an object: fields of one name, or numbers as names that are out of order`,
    );
}

function written(type: DataType, use: (name: string) => void): Written {
  use(type.id);
  switch (type.id) {
    case "Datetime": {
      const zone = type.zone === null ? null : text(type.zone);
      return {
        type: `Datetime<"${type.unit}", ${zone}>`,
        value: zone === null ? `Datetime("${type.unit}")` : `Datetime("${type.unit}", ${zone})`,
      };
    }
    case "Duration":
      return { type: `Duration<"${type.unit}">`, value: `Duration("${type.unit}")` };
    case "Decimal":
      return {
        type: `Decimal<${type.precision}, ${type.scale}>`,
        value: `Decimal(${type.precision}, ${type.scale})`,
      };
    case "Enum": {
      const all = type.categories.map(text);
      return { type: `Enum<${all.length === 0 ? "never" : all.join(" | ")}>`, value: `Enum([${all.join(", ")}])` };
    }
    case "List": {
      const inner = written(type.inner, use);
      return { type: `List<${inner.type}>`, value: `List(${inner.value})` };
    }
    case "FixedSizeList": {
      const inner = written(type.inner, use);
      return { type: `FixedSizeList<${inner.type}>`, value: `FixedSizeList(${inner.value}, ${type.size})` };
    }
    case "Struct": {
      checkOrder(type);
      const fields = type.fields.map((f) => ({ name: property(f.name), ...written(f.type, use) }));
      if (fields.length === 0) return { type: "Struct<{}>", value: "Struct({})" };
      return {
        type: `Struct<{ ${fields.map((f) => `${f.name.type}: ${f.type}`).join("; ")} }>`,
        value: `Struct({ ${fields.map((f) => `${f.name.value}: ${f.value}`).join(", ")} })`,
      };
    }
    default:
      return { type: type.id, value: type.id };
  }
}

function column(f: Field, use: (name: string) => void): Written {
  const of = written(f.type, use);
  if (!f.nullable || f.type.id === "Null") return of;
  use("Nullable");
  return { type: `Nullable<${of.type}>`, value: `Nullable(${of.value})` };
}

const comment = (v: string): string =>
  text(v)
    .replace(/[\u2028\u2029]/g, " ")
    .replaceAll("*/", "*\\/");

/** A module with a type and a schema for each table. */
export function moduleText(tables: readonly Named[]): string {
  const used = new Set<string>();
  const parts = tables.map(({ type, constant, of, fields }) => {
    const columns = fields.map((f) => ({ name: property(f.name), ...column(f, (name) => used.add(name)) }));
    return [
      `/** The columns of ${comment(of)}. */`,
      `export interface ${type} {`,
      ...columns.map((c) => `  ${c.name.type}: ${c.type};`),
      "}",
      `/** The same for a program that runs: \`scan(path, { schema: ${constant} })\`. */`,
      `export const ${constant}: ${type} = {`,
      ...columns.map((c) => `  ${c.name.value}: ${c.value},`),
      "};",
    ].join("\n");
  });
  const names = [...used].sort();
  return [
    "// Written by polaroid typegen; the next run writes it anew.",
    ...(names.length === 0 ? [] : [`import { ${names.join(", ")} } from "polaroid";`]),
    ...parts.map((part) => `\n${part}`),
    "",
  ].join("\n");
}
