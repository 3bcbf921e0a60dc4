import { nearest } from "../core/suggest.ts";
import { FORMATS } from "../formats/known.ts";
import type { Expr } from "../sql/syntax/expr.ts";
import type { CopyOption } from "../sql/syntax/statement.ts";
import { sqlError } from "../sql/syntax-error.ts";

type Value = string | number | boolean;

const settingOf = (e: Expr | undefined): Value | undefined => {
  if (e === undefined) return true;
  if (e.kind === "column" && e.path.length === 1) return e.path[0]?.name.toLowerCase();
  if (e.kind !== "literal") return undefined;
  if (e.type === "boolean") return e.text.toLowerCase() === "true";
  return e.type === "number" ? Number(e.text) : e.text;
};

const NAMES: Readonly<Record<string, string>> = {
  header: "includeHeader",
  delimiter: "separator",
  delim: "separator",
  sep: "separator",
  null: "nullValue",
  nullstr: "nullValue",
  quote: "quoteChar",
  compression: "compression",
  codec: "compression",
  row_group_size: "rowGroupSize",
};

/** The format and the options of a write that `copy ... to` names. */
export function copyOptions(
  text: string,
  options: readonly CopyOption[],
): { readonly format: string | null; readonly options: Readonly<Record<string, Value>> } {
  const known = FORMATS.map((f) => f.name);
  let format: string | null = null;
  const out: Record<string, Value> = {};
  for (const o of options) {
    const value = o.values.length > 1 ? undefined : settingOf(o.values[0]);
    if (value === undefined) throw sqlError(text, o.start, `the option ${o.name} takes one value`, "INVALID_ARGUMENT");
    if (o.name === "format") {
      const name =
        String(value).toLowerCase() === "arrow"
          ? "ipc"
          : String(value)
              .toLowerCase()
              .replace(/^(json|jsonl)$/, "ndjson");
      if (!known.includes(name))
        throw sqlError(
          text,
          o.start,
          `there is no format "${value}"; known are ${known.join(", ")}`,
          "INVALID_ARGUMENT",
        );
      format = name;
      continue;
    }
    const name = Object.hasOwn(NAMES, o.name) ? NAMES[o.name] : undefined;
    if (name === undefined) {
      const close = nearest(o.name, Object.keys(NAMES));
      throw sqlError(
        text,
        o.start,
        `there is no option ${o.name}${close === undefined ? `; known are format, ${Object.keys(NAMES).join(", ")}` : `; did you mean ${close}?`}`,
        "INVALID_ARGUMENT",
      );
    }
    out[name] =
      name === "compression" && value === "uncompressed"
        ? "none"
        : typeof value === "string" && name === "compression"
          ? value.toLowerCase()
          : value;
  }
  return { format, options: out };
}
