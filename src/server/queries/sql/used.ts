import { type DataType, Int64 } from "../../../arrow/types.ts";
import type { Param } from "../../../sql/syntax/expr.ts";
import type { Values } from "../statements.ts";

/** The parameters that are anywhere in a tree of syntax. */
export function paramsIn(tree: unknown): readonly Param[] {
  const out: Param[] = [];
  const waiting: unknown[] = [tree];
  while (waiting.length > 0) {
    const v = waiting.pop();
    if (typeof v !== "object" || v === null) continue;
    if ((v as Partial<Param>).kind === "param") out.push(v as Param);
    else for (const part of Object.values(v)) if (typeof part === "object") waiting.push(part);
  }
  return out;
}

/** The values that a part of a statement uses. */
export function valuesFor(part: unknown, values: Values): Values {
  const { listed, named } = values;
  const names = Object.keys(named);
  if (listed.length === 0 && names.length === 0) return values;
  const params = paramsIn(part);
  const last = params.reduce((n, p) => Math.max(n, p.index ?? 0), 0);
  const known = new Set(params.map((p) => p.name));
  if (last >= listed.length && names.every((n) => known.has(n))) return values;
  return {
    listed: listed.slice(0, last),
    named: Object.fromEntries(names.filter((n) => known.has(n)).map((n) => [n, named[n] as Values["listed"][number]])),
  };
}

/** The type of a parameter's value; null where it is not known. */
export function typeOfParam({ index, name }: Param, { listed, named }: Values): DataType | null {
  const value = name === undefined ? listed[(index ?? 1) - 1] : named[name];
  if (value?.kind !== "lit") return null;
  return value.type ?? (Number.isSafeInteger(value.value) || typeof value.value === "bigint" ? Int64 : null);
}
