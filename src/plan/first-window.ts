import { backward, floored, type Scale, type Step, shifted, weekStart } from "../arrow/time/step.ts";
import { type Closed, type StartBy, WEEKDAYS } from "./time-node.ts";

/** How dynamic windows follow each other. */
export interface Steps {
  readonly every: Step;
  readonly period: Step;
  readonly offset: Step | null;
}

const HOUR = 3600n;
/** No step is longer than this, in units: a month has 31 days at most, a day 26 hours. */
export const longest = (s: Step, per: bigint): bigint =>
  BigInt(Math.abs(s.months)) * 31n * 26n * HOUR * per +
  BigInt(Math.abs(s.days)) * 26n * HOUR * per +
  (s.units < 0n ? -s.units : s.units);

/** Where the first window begins for a group whose first value this is. */
export function firstWindow(first: bigint, steps: Steps, startBy: StartBy, closed: Closed, scale: Scale): bigint {
  if (startBy === "datapoint") return first;
  const { every, offset } = steps;
  const weekday = (WEEKDAYS as readonly string[]).indexOf(startBy);
  const floor = weekday >= 0 && every.parts.weeks > 0 ? weekStart(first, weekday, scale) : floored(first, every, scale);
  let start = offset === null ? floor : shifted(floor, offset, 1, scale);
  const inclusive = closed === "left" || closed === "both";
  const most = longest(every, scale.per);
  const back = backward(every);
  while (inclusive ? start > first : start >= first) {
    const times = (start - first) / most;
    start = shifted(start, back, times < 1n ? 1 : Number(times), scale);
  }
  return start;
}
