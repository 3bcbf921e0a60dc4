import { type DataType, List, type Null, structOf } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { argTypes } from "./signatures.ts";

export type ListFormName = "list.zip" | "list.flatten";
type Sign = FunctionSpec["signature"];

const innerOf = (t: DataType): DataType | null => (t.id === "List" ? t.inner : t.id === "Null" ? (t as Null) : null);

const zip: Sign = (args, options) => {
  const names = options["names"] as readonly string[];
  const inner = args.map((a) => innerOf(a.type));
  if (args.length < 1 || names.length !== args.length || inner.includes(null))
    return `takes lists, a name for each, got ${argTypes(args)}`;
  const fields = names.map((name, i) => ({ name, type: inner[i] as DataType }));
  return { args: args.map((_, i) => List(inner[i] as DataType)), type: List(structOf(fields)) };
};
const flatten: Sign = (args) => {
  const inner = innerOf((args[0] as Arg).type);
  const own = inner === null ? null : innerOf(inner);
  if (own === null) return `takes lists of lists, got ${argTypes(args)}`;
  return { args: [List(List(own))], type: List(own) };
};

export const LIST_FORMS: Family<ListFormName> = {
  /** Lists side by side as one list of structs, of fields with these names; shorter ones go on with nulls. @example await sqlExpr("list_zip(a, b)") */
  "list.zip": elementwise(zip, (args) => args[0]?.nullable === true || args[0]?.type.id === "Null", ["list_zip"]),
  /** The items of a list's lists as one list; lists that are null have none. @example await sqlExpr("flatten(l)") */
  "list.flatten": elementwise(flatten, "any", ["flatten"]),
};
