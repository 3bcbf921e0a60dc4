import type { TypeName } from "../syntax/expr.ts";
import { printIdent, quoteString } from "./ident.ts";

const PLAIN = /^([a-z_][a-z0-9_]*|double precision|.* varying|time(stamp)? with time zone)$/;

/** A type as SQL. */
export const printType = ({ name, schema, modifiers, fields, items, dimensions }: TypeName): string => {
  const args = [
    ...modifiers.map(({ type, text }) => (type === "string" ? quoteString(text) : text)),
    ...fields.map((field) => `${printIdent(field.name)} ${printType(field.type)}`),
    ...items.map(printType),
  ];
  const path = [...schema.map(printIdent), PLAIN.test(name) ? name : `"${name.replaceAll('"', '""')}"`];
  const [, word = "", rest = ""] = /^(time|timestamp)( with time zone)$/.exec(path.join(".")) ?? [];
  const base = word === "" ? path.join(".") : word;
  const bounds = dimensions.map((size) => `[${size ?? ""}]`).join("");
  return `${base}${args.length > 0 ? `(${args.join(", ")})` : ""}${rest}${bounds}`;
};
