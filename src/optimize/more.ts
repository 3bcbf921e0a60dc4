import { joinOrder } from "./join-order.ts";
import type { MoreRules } from "./optimize.ts";

/** Rules for plans with joins, groups and windows: a part of its own, so that a page loads it on use. */
export const MORE: MoreRules = {
  before: [],
  joins: [joinOrder],
  after: [],
};
