import { isInteger, isTemporal } from "../../../arrow/type-info.ts";
import type { Output } from "../../../expr/typed.ts";
import type { Plan } from "../../../plan/node.ts";
import type { ColumnStats } from "../../../plan/table.ts";
import type { Chain } from "./chain.ts";

type Bound = number | bigint;
const isBound = (v: unknown): v is Bound => typeof v === "number" || typeof v === "bigint";

/** Whether each value of a column is in one part alone, as files tell that are in its order. */
function isApart(parts: readonly (ColumnStats | null)[]): boolean {
  const ranges: { readonly min: Bound; readonly max: Bound }[] = [];
  let withNulls = 0;
  for (const stats of parts) {
    if (stats === null || stats.nulls === null) return false;
    if (stats.nulls > 0) withNulls++;
    const { min, max } = stats;
    if (!isBound(min) || !isBound(max)) return false;
    ranges.push({ min, max });
  }
  ranges.sort((a, b) => (a.min < b.min ? -1 : a.min > b.min ? 1 : 0));
  return withNulls < 2 && ranges.every(({ min }, i) => i === 0 || (ranges[i - 1] as { max: Bound }).max < min);
}

/** Whether no group has rows in two parts of a chain: one of the keys has values of its own in each. */
export function keepsGroups(keys: readonly Output[], chain: Chain, leaves: readonly Plan[]): boolean {
  return keys.some(({ input: key }) => {
    if (key.kind !== "col" || !(isInteger(key.type) || isTemporal(key.type))) return false;
    const column = chain.origin(key.name);
    return (
      column !== null && isApart(leaves.map((p) => (p.kind === "scan" ? (p.table?.stats?.(column) ?? null) : null)))
    );
  });
}
