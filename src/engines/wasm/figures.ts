import type { Figures } from "../../optimize/cost.ts";

/** By `node bench/costs.ts`, two threads. */
export const FIGURES: Figures = {
  query: 16_000_000,
  scan: 2,
  load: 0,
  call: 0,
  group: 0,
  aggregate: 1.2,
  key: 18,
  probe: 13,
  match: 0,
  compare: 3.6,
  give: 2.1,
  text: 0,
};
