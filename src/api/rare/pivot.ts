import { names } from "../../arrow/schema.ts";
import { badArgument, settings, textArgument, textsArgument } from "../../core/argument.ts";
import type { LiteralValue } from "../../expr/node.ts";
import { bySchema } from "../../plan/by-schema.ts";
import { type Pivot, type Plan, pivot } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import { PIVOT } from "../defaults.ts";
import { type Literal, literalNode } from "../expr/into.ts";

const OPTIONS: typeof PIVOT & { readonly onColumns: unknown } = Object.freeze({ ...PIVOT, onColumns: undefined });
const list = (v: string | readonly string[]): readonly string[] => (typeof v === "string" ? [v] : v);

/** A pivot whose columns are listed. */
export function pivoting(plan: Plan, options: unknown): Plan {
  const { on, onColumns, index, values, aggregateFunction, sortColumns } = settings("pivot", OPTIONS, options);
  const from = textArgument(on, "on of pivot");
  if (!Array.isArray(onColumns))
    throw badArgument("onColumns of pivot", onColumns, "a list of the values that become columns");
  const keys = textsArgument(list(index as string), "index of pivot");
  const wanted = (onColumns as readonly Literal[]).map((v): LiteralValue => {
    const node = literalNode(v);
    return node.kind === "lit" ? node.value : null;
  });
  if (sortColumns) wanted.sort();
  const made = (input: Plan, cells: readonly string[]): Pivot =>
    pivot({
      input,
      on: from,
      onValues: Object.freeze(wanted),
      index: keys,
      values: cells,
      aggregate: aggregateFunction ?? null,
    });
  if (values !== undefined) return made(plan, list(values));
  return bySchema("pivot", [plan], ([input]) =>
    made(
      input as Plan,
      names(schemaOf(input as Plan)).filter((c) => c !== from && !keys.includes(c)),
    ),
  );
}
