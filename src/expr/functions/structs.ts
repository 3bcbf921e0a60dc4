import { isNested } from "../../arrow/type-info.ts";
import { type DataType, type StructField, structOf, Utf8 } from "../../arrow/types.ts";
import { didYouMean } from "../../core/suggest.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { argTypes } from "./signatures.ts";

export type StructName =
  | "struct.field"
  | "struct.drop"
  | "struct.renameFields"
  | "struct.jsonEncode"
  | "struct.withFields"
  | "struct.eval";
type Sign = FunctionSpec["signature"];
type Rule = (
  fields: readonly StructField[],
  options: Readonly<Record<string, unknown>>,
  args: readonly Arg[],
) => DataType | string;

const structs =
  (rule: Rule): Sign =>
  (args, options) => {
    const { type } = args[0] as Arg;
    if (type.id !== "Struct") return `takes structs, got ${argTypes(args.slice(0, 1))}`;
    const made = rule(type.fields, options, args);
    return typeof made === "string" ? made : { args: null, type: made };
  };
const textsOf = (names: unknown): readonly string[] => (Array.isArray(names) ? names.map(String) : []);
const namesOf = (fields: readonly StructField[]): string[] => fields.map((f) => f.name);
const noField = (name: string, fields: readonly StructField[]): string =>
  `found no field "${name}" in (${namesOf(fields).join(", ")})${didYouMean(name, namesOf(fields))}`;
const twice = (names: readonly string[]): string | undefined => names.find((n, i) => names.indexOf(n) !== i);

const field: Rule = (fields, { name }) => fields.find((f) => f.name === name)?.type ?? noField(String(name), fields);

const drop: Rule = (fields, { names, strict }) => {
  const gone = textsOf(names);
  const missing = strict === false ? undefined : gone.find((n) => !fields.some((f) => f.name === n));
  return missing === undefined ? structOf(fields.filter((f) => !gone.includes(f.name))) : noField(missing, fields);
};

const renameFields: Rule = (fields, { names }) => {
  const to = textsOf(names);
  if (to.length !== fields.length)
    return `needs a name for each of ${fields.length} fields, got ${to.length}; drop() leaves fields out`;
  const same = twice(to);
  return same === undefined
    ? structOf(fields.map((f, i) => ({ name: to[i] as string, type: f.type })))
    : `would have two fields "${same}"`;
};

/** What was computed, under its names. */
function made(names: unknown, args: readonly Arg[]): readonly StructField[] | string {
  const list = textsOf(names);
  if (list.length !== args.length - 1) return "needs a name for each field";
  const same = twice(list);
  if (same !== undefined) return `would have two fields "${same}"; give one another name with alias("...")`;
  return list.map((name, i) => ({ name, type: (args[i + 1] as Arg).type }));
}

const withFields: Rule = (fields, { names }, args) => {
  const own = made(names, args);
  if (typeof own === "string") return own;
  const kept = fields.map((f) => own.find((o) => o.name === f.name) ?? f);
  return structOf([...kept, ...own.filter((o) => !fields.some((f) => f.name === o.name))]);
};

const evaluated: Rule = (_, { names }, args) => {
  const own = made(names, args);
  return typeof own === "string" ? own : structOf(own);
};

const binary = (t: DataType): boolean =>
  t.id === "Binary" ||
  (t.id === "Struct" ? t.fields.some((f) => binary(f.type)) : isNested(t) && binary((t as { inner: DataType }).inner));

const encode: Rule = (fields) =>
  fields.some((f) => binary(f.type)) ? "writes no bytes as JSON; encode them with bin.encode() first" : Utf8;

const first = (args: readonly Arg[]): boolean => (args[0] as Arg).nullable;

export const STRUCTS: Family<StructName> = {
  /** One field of a struct. @example col("s").struct.field("x") */
  "struct.field": elementwise(structs(field), "always"),
  /** A struct without some of its fields. @example struct("a", "x").struct.drop(["x"]) */
  "struct.drop": elementwise(structs(drop), first),
  /** A struct with other names of its fields, in their order. @example struct("a", "x").struct.renameFields(["p", "q"]) */
  "struct.renameFields": elementwise(structs(renameFields), first),
  /** A struct as JSON text; a null struct is "null". @example struct("a", "x").struct.jsonEncode() */
  "struct.jsonEncode": elementwise(structs(encode), "never"),
  /** A struct with more fields, or others in their place; field() stands for its own ones. @example struct("a", "x").struct.withFields(field("x").mul(2)) */
  "struct.withFields": elementwise(structs(withFields), first),
  /** A struct of nothing but the given fields; field() stands for its own ones. @example struct("a", "x").struct.eval(field("x").mul(2)) */
  "struct.eval": elementwise(structs(evaluated), first),
};
