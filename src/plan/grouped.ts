import type { Schema } from "../arrow/schema.ts";
import { rewrite } from "../expr/children.ts";
import { alias, call, columns, type Expr } from "../expr/node.ts";
import { isExplicit, picked } from "../expr/pick.ts";
import { resolve, resolveOne } from "../expr/resolve.ts";
import type { Output } from "../expr/typed.ts";

/** What picks columns other than by name leaves the keys out. */
function withoutKeys(e: Expr, s: Schema, keys: ReadonlySet<string>): Expr {
  if (e.kind !== "columns" || isExplicit(e.pick)) return e;
  return columns(Object.freeze({ by: "names", names: Object.freeze(picked(e.pick, s).filter((n) => !keys.has(n))) }));
}

/** What has not one value a group becomes a list. */
function aggregated(o: Output, s: Schema): Output {
  if (o.input.shape === "scalar") return o;
  return resolveOne(alias(call("implode", [o.input]), o.name), s);
}

/** The aggregates of groups by keys, one value a group each. */
export function aggregatesOf(aggs: readonly Expr[], s: Schema, keys: readonly Output[]): readonly Output[] {
  const taken = new Set(keys.map((k) => k.name));
  return resolve(
    aggs.map((e) => rewrite(e, (x) => withoutKeys(x, s, taken))),
    s,
  ).map((o) => aggregated(o, s));
}
