import { isFixed, type Scale, shifted } from "../../../../arrow/time/step.ts";
import { longest, type Steps } from "../../../../plan/first-window.ts";
import type { Closed } from "../../../../plan/time-node.ts";
import type { Axis } from "../../time/axis.ts";

/** Windows over positions in the groups' order: window w of group `group[w]` holds [first[w], end[w]). */
export interface Windows {
  readonly group: number[];
  readonly first: number[];
  readonly end: number[];
  readonly lower: number[];
  readonly upper: number[];
}
export const noWindows = (): Windows => ({ group: [], first: [], end: [], lower: [], upper: [] });

interface Bounds {
  readonly lower: (k: number) => number;
  readonly upper: (k: number, lower: number) => number;
}

function boundsOf(axis: Axis, start: bigint, { every, period }: Steps, scale: Scale): Bounds {
  if (isFixed(every) && isFixed(period)) {
    const [from, step, length] = [axis.to(start), every.units / axis.unit, period.units / axis.unit];
    if (axis.wide) {
      const wide = length as unknown as number;
      return { lower: (k) => axis.to(start + BigInt(k) * step), upper: (_, lower) => lower + wide };
    }
    const [by, long] = [Number(step), Number(length)];
    return { lower: (k) => from + k * by, upper: (_, lower) => lower + long };
  }
  return {
    lower: (k) => axis.to(shifted(start, every, k, scale)),
    upper: (k) => axis.to(shifted(shifted(start, every, k, scale), period, 1, scale)),
  };
}

/** The windows from `start` on that hold some of the values [from, to), which are in order. */
export function* dynamicWindows(
  axis: Axis,
  [from, to]: readonly [number, number],
  start: bigint,
  steps: Steps,
  closed: Closed,
  scale: Scale,
  group: number,
  into: Windows,
): Iterable<void> {
  const { values } = axis;
  const [left, right] = [closed === "left" || closed === "both", closed === "right" || closed === "both"];
  const { lower, upper } = boundsOf(axis, start, steps, scale);
  const [longestEvery, longestPeriod] = [longest(steps.every, scale.per), longest(steps.period, scale.per)];
  let a = from;
  let b = from;
  let turns = 0;
  for (let k = 0; ; ) {
    const low = lower(k);
    if (left) while (a < to && (values[a] as number) < low) a++;
    else while (a < to && (values[a] as number) <= low) a++;
    if (a >= to) return;
    const high = upper(k, low);
    if (b < a) b = a;
    if (right) while (b < to && (values[b] as number) <= high) b++;
    else while (b < to && (values[b] as number) < high) b++;
    if (right) while (b > a && (values[b - 1] as number) > high) b--;
    else while (b > a && (values[b - 1] as number) >= high) b--;
    if (++turns % 65536 === 0) yield;
    if (b > a) {
      into.group.push(group);
      into.first.push(a);
      into.end.push(b);
      into.lower.push(low);
      into.upper.push(high);
      k++;
      continue;
    }
    // The next value is far off: no window before this one can hold it.
    const near = Number((axis.from(values[a] as number) - start - longestPeriod) / longestEvery) - 2;
    k = Math.max(k + 1, near);
  }
}
