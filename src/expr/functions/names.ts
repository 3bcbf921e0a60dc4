import { type DataType, structOf } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { elementwise, type Family, type FunctionSpec } from "../function.ts";
import type { Options } from "../node.ts";
import { argTypes } from "./signatures.ts";

export type FieldsName = "name.mapFields";

function renamed(name: string, { how, text, map }: Options): string {
  if (how === "prefix") return `${text}${name}`;
  if (how === "suffix") return `${name}${text}`;
  const out: unknown = (map as (name: string) => unknown)(name);
  if (typeof out === "string") return out;
  throw new PolaroidError(
    "INVALID_ARGUMENT",
    `the function of name.mapFields gives ${String(out)} for "${name}"; it must give text`,
  );
}

const fields: FunctionSpec["signature"] = (args, options) => {
  const t = args[0]?.type as DataType;
  if (t.id !== "Struct") return `takes a Struct, got ${argTypes(args)}`;
  const made = t.fields.map((f) => ({ name: renamed(f.name, options), type: f.type }));
  const twice = made.find((f, i) => made.findIndex((g) => g.name === f.name) < i);
  if (twice !== undefined)
    throw new PolaroidError("DUPLICATE_COLUMN", `two fields of the struct would be named "${twice.name}"`);
  return { args: null, type: structOf(made) };
};

export const FIELDS: Family<FieldsName> = {
  /** A struct whose fields have other names. @example struct("a", "b").name.prefixFields("x_") */
  "name.mapFields": elementwise(fields, "any"),
};
