import { type Column, type FixedColumn, fixedColumn, isValid, listColumn } from "../../../arrow/column.ts";
import { momentsBetween } from "../../../arrow/time/range.ts";
import { type Scale, type Step, scaleOf, shifted, stepOf } from "../../../arrow/time/step.ts";
import { Int64, List } from "../../../arrow/types.ts";
import { firstWindow, longest, type Steps } from "../../../plan/first-window.ts";
import type { Closed, StartBy } from "../../../plan/time-node.ts";
import type { Settings, Udf } from "./define.ts";
import { typeIn } from "./spans.ts";

const scaleIn = (s: Settings): Scale => scaleOf(typeIn(s["type"])) as Scale;
const step = (s: Settings, name: string): Step => stepOf(String(s[name]), scaleIn(s), name);
const stepsIn = (s: Settings): Steps => ({
  every: step(s, "every"),
  period: step(s, "period"),
  offset: s["offset"] == null ? null : step(s, "offset"),
});
const counts = (c: Column | undefined): BigInt64Array => (c as FixedColumn).values as BigInt64Array;

/** Of counts, a count a row. */
const counted = (args: number, prepare: (s: Settings) => (a: bigint, b: bigint) => bigint): Udf => ({
  args: Array.from({ length: args }, () => Int64),
  gives: Int64,
  run(columns, length, settings) {
    const map = prepare(settings);
    const [a, b] = [counts(columns[0]), counts(columns[args - 1])];
    const out = new BigInt64Array(length);
    for (let i = 0; i < length; i++)
      if (columns.every((c) => isValid(c, i))) out[i] = map(a[i] as bigint, b[i] as bigint);
    return fixedColumn(Int64, length, out);
  },
});

/** The numbers of the windows from `start` on that hold a value. Rows mostly come in order: the last one's are tried first. */
function numbers(s: Settings): (start: bigint, v: bigint) => bigint[] {
  const [scale, { every, period }] = [scaleIn(s), stepsIn(s)];
  const [left, right] = ["left", "right"].map((side) => s["closed"] === side || s["closed"] === "both");
  const [farthest, most] = [longest(period, scale.per), longest(every, scale.per)];
  let last = { start: 0n, v: 0n, k: 0 };
  return (start, v) => {
    const out: bigint[] = [];
    let k = last.start === start && last.v <= v ? last.k : 0;
    let first = -1;
    for (;;) {
      const low = shifted(start, every, k, scale);
      if (left ? v < low : v <= low) break;
      const high = shifted(low, period, 1, scale);
      if (right ? v <= high : v < high) {
        if (first < 0) first = k;
        out.push(BigInt(k++));
      } else k += Math.max(1, Number((v - low - farthest) / most) - 2);
    }
    last = { start, v, k: first < 0 ? Math.max(0, k - 1) : first };
    return out;
  };
}

const lists = (
  columns: readonly Column[],
  length: number,
  map: (a: bigint, b: bigint) => ArrayLike<bigint>,
): Column => {
  const [a, b] = [counts(columns[0]), counts(columns[1])];
  const made = Array.from({ length }, (_, i) =>
    columns.every((c) => isValid(c, i)) ? map(a[i] as bigint, b[i] as bigint) : [],
  );
  const offsets = new Int32Array(length + 1);
  made.forEach((m, i) => {
    offsets[i + 1] = (offsets[i] as number) + m.length;
  });
  const items = new BigInt64Array(offsets[length] as number);
  made.forEach((m, i) => {
    items.set(m, offsets[i]);
  });
  return listColumn(List(Int64), length, offsets, fixedColumn(Int64, items.length, items));
};
const listed = (prepare: (s: Settings) => (a: bigint, b: bigint) => ArrayLike<bigint>): Udf => ({
  args: [Int64, Int64],
  gives: List(Int64),
  run: (columns, length, settings) => lists(columns, length, prepare(settings)),
});

/** Windows along an index, by the code that our own engine uses; dates count in microseconds. */
export const INDEX_WINDOWS: Readonly<Record<string, Udf>> = {
  first_window: counted(1, (s) => {
    const [steps, scale] = [stepsIn(s), scaleIn(s)];
    let [last, found]: [bigint | null, bigint] = [null, 0n];
    return (first) => {
      if (first !== last) {
        found = firstWindow(first, steps, s["startBy"] as StartBy, s["closed"] as Closed, scale);
        last = first;
      }
      return found;
    };
  }),
  window_numbers: listed(numbers),
  window_lower: counted(2, (s) => {
    const [{ every }, scale] = [stepsIn(s), scaleIn(s)];
    return (start, k) => shifted(start, every, Number(k), scale);
  }),
  window_upper: counted(2, (s) => {
    const [{ every, period }, scale] = [stepsIn(s), scaleIn(s)];
    return (start, k) => shifted(shifted(start, every, Number(k), scale), period, 1, scale);
  }),
  steps_on: counted(1, (s) => {
    const [by, scale] = [step(s, "by"), scaleIn(s)];
    return (v) => shifted(v, by, 1, scale);
  }),
  steps_between: listed((s) => {
    const [every, scale] = [step(s, "every"), scaleIn(s)];
    return (first, last) => momentsBetween(first, last, every, scale, "both", "upsample");
  }),
};
