import type { Figures } from "../../optimize/cost.ts";

/** By `node bench/costs.ts`, two threads; `load` by a frame of a million rows. */
export const FIGURES: Figures = {
  query: 15_000_000,
  scan: 2.4,
  load: 20,
  call: 0,
  group: 0,
  aggregate: 0.3,
  key: 32,
  probe: 1.6,
  match: 0,
  compare: 2.9,
  give: 24,
  text: 200,
};
