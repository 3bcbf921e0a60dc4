import type { Rules } from "../../../engine/rules.ts";
import type { ListName } from "../../../expr/functions/lists.ts";
import type { Elementwise } from "../function.ts";
import { contains, first, get, join, last, len, max, mean, min, sum } from "./lists/items.ts";
import { concatList, field, struct } from "./lists/make.ts";
import { head, reverse, slice, sort, tail, unique } from "./lists/order.ts";
import { listwise } from "./lists/rows.ts";

/** Lists and structs. */
export const LISTS: Rules<ListName, Elementwise> = {
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
  concatList,
  struct,
  "struct.field": field,
};
