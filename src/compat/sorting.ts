import { many } from "./into.ts";
import type { Loose } from "./ours.ts";

export type SortArguments = readonly [descending?: any, nullsLast?: any, maintainOrder?: boolean, multithreaded?: boolean];
const each = (v: any, keys: number): boolean[] => {
  const given = [v ?? false].flat() as boolean[];
  return Array.from({ length: keys }, (_, i) => given[given.length === 1 ? 0 : i] ?? false);
};

/** Keys and our options of a sort, whose arguments may be one object. `reverse` is what older versions called `descending`. */
export function sortArguments(by: any, [descending, nullsLast]: SortArguments): readonly [Loose[], object] {
  if (by?.by !== undefined) return sortArguments(by.by, [by.descending ?? by.reverse, by.nullsLast]);
  const keys = many([by]);
  return [keys, { descending: each(descending, keys.length), nullsLast: each(nullsLast, keys.length) }];
}
