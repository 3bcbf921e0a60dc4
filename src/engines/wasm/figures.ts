import type { Figures } from "../../optimize/cost.ts";

/** By `node bench/costs.ts`, two threads. */
export const FIGURES: Figures = {
  query: 33_000_000,
  scan: 3.1,
  load: 0,
  call: 0,
  group: 0,
  aggregate: 2.2,
  key: 62,
  probe: 6,
  match: 0,
  compare: 3.3,
  give: 0.33,
  text: 0,
};
