import type { Figures } from "../../optimize/cost.ts";

/** By `node bench/costs.ts`, two threads. */
export const FIGURES: Figures = {
  query: 4_000_000,
  scan: 2,
  load: 60,
  call: 1,
  group: 4,
  aggregate: 2,
  key: 30,
  probe: 8,
  match: 2,
  compare: 3,
  give: 40,
};
