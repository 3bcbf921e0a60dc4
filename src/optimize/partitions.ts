import { childrenOf } from "../expr/children.ts";
import type { Expr } from "../expr/node.ts";
import { functionOf } from "../expr/registry.ts";
import { type Output, typed } from "../expr/typed.ts";

// 0 and -0 are one partition, and not one for every condition.
const isExact = (k: Expr): boolean => !typed(k).type.id.startsWith("Float");

/** Columns by whose values all windows of an expression are parted; null where it has none; nothing where it looks at rows otherwise. */
function partedBy(e: Expr): ReadonlySet<string> | null {
  if (e.kind === "over") return new Set(e.partitionBy.flatMap((k) => (k.kind === "col" && isExact(k) ? [k.name] : [])));
  if (e.kind === "eval" || (e.kind === "call" && functionOf(e.fn)?.kind !== "elementwise")) return new Set();
  return childrenOf(e).map(partedBy).reduce(both, null);
}

const both = (a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): ReadonlySet<string> | null =>
  a === null ? b : b === null ? a : new Set([...a].filter((n) => b.has(n)));

/** Columns by which rows may be left out below some expressions: whole partitions go; null for any. */
export const partitionsOf = (exprs: readonly Output[]): ReadonlySet<string> | null =>
  exprs.map((o) => (o.input.elementwise ? null : partedBy(o.input))).reduce(both, null);
