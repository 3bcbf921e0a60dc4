import { typeName } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { didYouMean } from "../core/suggest.ts";
import { rewrite, some } from "./children.ts";
import { type Call, call, type Expr } from "./node.ts";

const isUnnest = (e: Expr): e is Call => e.kind === "call" && e.fn === "struct.unnest";

/** The fields that are taken, in the struct's order. */
function fieldsOf(e: Call, type: DataType): readonly string[] {
  if (type.id !== "Struct")
    throw new PolaroidError("TYPE_MISMATCH", `struct.unnest takes structs, got ${typeName(type)}`);
  const all = type.fields.map((f) => f.name);
  const { names } = e.options;
  if (!Array.isArray(names)) return all;
  const missing = names.find((n) => !all.includes(n)) as string | undefined;
  if (missing !== undefined)
    throw new PolaroidError(
      "TYPE_MISMATCH",
      `struct.field found no field "${missing}" in (${all.join(", ")})${didYouMean(missing, all)}`,
    );
  return all.filter((n) => names.includes(n));
}

/** One expression a field where it takes several of a struct, else itself. */
export function unnested(e: Expr, typeOf: (e: Expr) => DataType): readonly Expr[] {
  let found: Call | null = null;
  some(e, (x) => {
    if (!isUnnest(x)) return false;
    if (found !== null && found !== x)
      throw new PolaroidError("SHAPE_MISMATCH", "one expression takes several fields in two places");
    found = x;
    return false;
  });
  if (found === null) return [e];
  const from: Call = found;
  const struct = from.args[0] as Expr;
  return fieldsOf(from, typeOf(struct)).map((name) =>
    rewrite(e, (x) => (x === from ? call("struct.field", [struct], Object.freeze({ name })) : x)),
  );
}
