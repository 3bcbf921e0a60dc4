import { textArgument } from "../core/argument.ts";
import { alias, call, col, type Expr, lit, type Options } from "../expr/node.ts";
import { functionOf } from "../expr/registry.ts";
import type { Plan } from "./node.ts";
import { schemaOf } from "./schema.ts";

/** One row: a function of each column, null where it has no meaning for the column's type. */
export interface EveryColumn {
  readonly kind: "everyColumn";
  readonly input: Plan;
  readonly fn: string;
  readonly options: Options;
}
const NONE: Options = Object.freeze({});
export const everyColumn = (input: Plan, fn: string, options: Options = NONE): EveryColumn =>
  Object.freeze({ kind: "everyColumn", input, fn: textArgument(fn, "a function of every column"), options });

/** What each column becomes. */
export function ofEveryColumn(p: EveryColumn): readonly Expr[] {
  const spec = functionOf(p.fn);
  return schemaOf(p.input).fields.map(({ name, type }) => {
    const known = spec?.signature([{ type, nullable: true, literal: undefined, untyped: false }], p.options);
    return known === undefined || typeof known === "string"
      ? alias(lit(null, type), name)
      : call(p.fn, [col(name)], p.options);
  });
}
