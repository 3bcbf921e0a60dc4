import { isInteger, isSigned } from "../../src/arrow/type-info.ts";
import { type DataType, Null } from "../../src/arrow/types.ts";
import { some } from "../../src/expr/children.ts";
import type { Expr } from "../../src/expr/node.ts";
import type { Typed } from "../../src/expr/typed.ts";
import { exprsOf, walkPlan } from "../../src/plan/children.ts";
import type { Plan } from "../../src/plan/node.ts";
import { schemaOf } from "../../src/plan/schema.ts";

const side = (t: DataType): "wide" | "signed" | null =>
  t.id === "UInt64" ? "wide" : isInteger(t) && isSigned(t) ? "signed" : null;
const bothSides = (types: readonly DataType[]): boolean => {
  const found = new Set(types.map(side));
  return found.has("wide") && found.has("signed");
};
// What an argument was before it met the others.
const before = (e: Expr): DataType => {
  const typed = e as Typed;
  return typed.kind === "cast" && typed.to.id === "Float64" ? typed.input.type : Null;
};

function columnsMeet(p: Plan): boolean {
  if (p.kind === "unpivot") {
    const { fields } = schemaOf(p.input);
    return bothSides(fields.filter((f) => p.on === null || p.on.includes(f.name)).map((f) => f.type));
  }
  if (p.kind !== "concat" || !/elaxed/.test(p.how)) return false;
  const fields = p.inputs.flatMap((i) => schemaOf(i).fields);
  return fields.some((f) => bothSides(fields.filter((g) => g.name === f.name).map((g) => g.type)));
}

/**
 * Whether UInt64 and signed integers meet in a resolved plan: in Int128 with Polars, which Arrow has not, in Float64 with us
 * (docs/types.md). Comparisons are exact with both.
 */
export function meetsInInt128(p: Plan): boolean {
  let found = false;
  walkPlan(p, (n) => {
    found ||= columnsMeet(n);
    for (const e of exprsOf(n)) found ||= some(e, (x) => x.kind === "call" && bothSides(x.args.map(before)));
  });
  return found;
}
