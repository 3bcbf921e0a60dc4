import type { Rules } from "../../../engine/rules.ts";
import type { ListItemName } from "../../../expr/functions/list-items.ts";
import type { ListName } from "../../../expr/functions/lists.ts";
import type { Elementwise } from "../function.ts";
import { contains, first, get, join, last, len, max, mean, min, sum } from "./lists/items.ts";
import { concatList, struct } from "./lists/make.ts";
import { head, reverse, slice, sort, tail, unique } from "./lists/order.ts";
import { gather, gatherEvery, item, shift, toArray, toStruct } from "./lists/pick.ts";
import { listwise } from "./lists/rows.ts";
import { setDifference, setIntersection, setSymmetricDifference, setUnion } from "./lists/sets.ts";

/** Lists, and structs out of columns. */
export const LISTS: Rules<ListName | ListItemName, Elementwise> = {
  "list.len": listwise(len),
  "list.get": listwise(get, [1]),
  "list.first": listwise(first),
  "list.last": listwise(last),
  "list.sum": listwise(sum),
  "list.mean": listwise(mean),
  "list.min": listwise(min),
  "list.max": listwise(max),
  "list.contains": listwise(contains),
  "list.join": listwise(join, [1]),
  "list.sort": listwise(sort),
  "list.reverse": listwise(reverse),
  "list.unique": listwise(unique),
  "list.slice": listwise(slice, [1]),
  "list.head": listwise(head, [1]),
  "list.tail": listwise(tail, [1]),
  "list.item": listwise(item),
  "list.gather": listwise(gather, [1]),
  "list.gatherEvery": listwise(gatherEvery, [1, 2]),
  "list.shift": listwise(shift, [1]),
  "list.setUnion": listwise(setUnion, [1]),
  "list.setIntersection": listwise(setIntersection, [1]),
  "list.setDifference": listwise(setDifference, [1]),
  "list.setSymmetricDifference": listwise(setSymmetricDifference, [1]),
  "list.toStruct": listwise(toStruct),
  "list.toArray": listwise(toArray),
  concatList,
  struct,
};
