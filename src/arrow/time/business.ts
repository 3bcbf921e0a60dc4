import { weekdayOf } from "./civil.ts";

/** What becomes of a day that is no business day before business days are added to it. */
export type Roll = "raise" | "forward" | "backward";

/** Counts business days: days of a week's mask that are no holidays. Each call takes the logarithm of the holidays. */
export interface Calendar {
  isBusiness(day: number): boolean;
  /** The business days of [from, to); negative, and those of (to, from], where `to` lies before. */
  between(from: number, to: number): number;
  /** The business day `n` after a day (before, where negative); undefined where `day` is none and is not rolled. */
  add(day: number, n: number, roll: Roll): number | undefined;
}

// Weeks are counted from the Monday before 1970.
const MONDAY = 3;

/** Which days of the week count, Monday first: one at least. Holidays are days since 1970. */
export function calendar(week: readonly boolean[], holidays: readonly number[]): Calendar {
  /** How many days of the mask lie before each day of the week. */
  const before: number[] = [0];
  /** The days of the week in the mask. */
  const open: number[] = [];
  week.forEach((is, i) => {
    before.push((before[i] as number) + (is ? 1 : 0));
    if (is) open.push(i);
  });
  const perWeek = open.length;
  const inMask = (day: number): boolean => week[weekdayOf(day) - 1] === true;
  const off = Float64Array.from([...new Set(holidays)].filter(inMask)).sort();
  const masked = (day: number): number =>
    Math.floor((day + MONDAY) / 7) * perWeek + (before[weekdayOf(day) - 1] as number);
  /** Business days before each holiday. */
  const ranks = off.map((day, i) => masked(day) - i);

  const below = (list: Float64Array, x: number, orEqual: boolean): number => {
    let low = 0;
    for (let high = list.length; low < high; ) {
      const middle = (low + high) >> 1;
      const v = list[middle] as number;
      if (v < x || (orEqual && v === x)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  /** Business days before a day, counted from that Monday. */
  const rank = (day: number): number => masked(day) - below(off, day, false);
  const isBusiness = (day: number): boolean => inMask(day) && off[below(off, day, false)] !== day;
  /** The business day that so many lie before. */
  const ofRank = (r: number): number => {
    const k = r + below(ranks, r, true);
    const weeks = Math.floor(k / perWeek);
    return weeks * 7 + (open[k - weeks * perWeek] as number) - MONDAY;
  };

  return {
    isBusiness,
    between: (from, to) => (from <= to ? rank(to) - rank(from) : rank(to + 1) - rank(from + 1)),
    add(day, n, roll) {
      const r = rank(day);
      if (isBusiness(day)) return ofRank(r + n);
      return roll === "raise" ? undefined : ofRank(roll === "forward" ? r + n : r - 1 + n);
    },
  };
}
