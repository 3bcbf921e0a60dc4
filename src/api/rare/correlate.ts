import { names, type Schema } from "../../arrow/schema.ts";
import { Float64 } from "../../arrow/types.ts";
import { settings, textArgument } from "../../core/argument.ts";
import { alias, call, cast, col, type Expr, lit } from "../../expr/node.ts";

const LABEL: { readonly label: string | null } = Object.freeze({ label: null });

/** One row of all correlations, the name of their rows, and where they stand in it. */
export function correlated(
  s: Schema,
  options: unknown,
): { readonly exprs: readonly Expr[]; readonly columns: readonly string[]; readonly label: string | null } {
  const { label } = settings("corr", LABEL, options);
  if (label !== null) textArgument(label, "label of corr");
  const columns = names(s);
  // As numpy has it: a null is NaN, and NaN in a column makes all of its correlations NaN.
  const values = (c: string): Expr => call("fillNull", [cast(col(c), Float64), lit(Number.NaN, Float64)]);
  const pearson = Object.freeze({ method: "pearson", propagateNans: true });
  const exprs = columns.flatMap((a, i) =>
    columns.map((b, j) => alias(call("corr", [values(a), values(b)], pearson), `${i} ${j}`)),
  );
  return { exprs, columns, label };
}
