import type { Figures } from "../../optimize/cost.ts";

/** By `node bench/costs.ts`, two threads; `load` by a frame of a million rows. */
export const FIGURES: Figures = {
  query: 23_000_000,
  scan: 1.8,
  load: 20,
  call: 0,
  group: 0,
  aggregate: 1.4,
  key: 45,
  probe: 8.9,
  match: 0,
  compare: 3,
  give: 25,
  text: 190,
};
