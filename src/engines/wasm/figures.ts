import type { Figures } from "../../optimize/cost.ts";

/** By `node bench/costs.ts`, two threads. */
export const FIGURES: Figures = {
  query: 0,
  scan: 5,
  load: 0,
  call: 2,
  group: 8,
  aggregate: 3,
  key: 30,
  probe: 15,
  match: 3,
  compare: 3,
  give: 1,
};
