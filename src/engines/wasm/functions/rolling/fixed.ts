import type { Column } from "../../../../arrow/column.ts";
import { isFloat } from "../../../../arrow/type-info.ts";
import { columnOfDoubles, doubles } from "../../aggregates/doubles.ts";
import type { CallInfo } from "../../function.ts";
import type { Groups } from "../../order/groups.ts";
import type { Segmented } from "../windows/segmented.ts";
import { fixedFrames, type Measure } from "./frames.ts";
import { interleavedSums } from "./interleaved.ts";
import { type WindowSettings, windowOf } from "./settings.ts";
import { unitOf } from "./sums.ts";
import { fullWindows, trailingExtremes, trailingSums } from "./trailing.ts";
import { type Weighted, weigh } from "./weights.ts";

/** A measure of windows of a fixed size behind each row of a column without nulls; null where it takes another way. */
type Trailing = (c: Column, starts: Int32Array, window: WindowSettings, info: CallInfo) => Column | null;

/** The same of rows whose groups are mixed. */
type Mixed = (c: Column, groups: Groups, window: WindowSettings, info: CallInfo) => Column | null;

const isPlain = (c: Column, { size, center }: WindowSettings, { options }: CallInfo): boolean =>
  !Array.isArray(options.weights) && !center && size > 0 && c.layout === "fixed" && c.validity === null;

/** Windows of a number of rows. */
export function fixed(measure: Measure, weighted?: Weighted, trailing?: Trailing, mixed?: Mixed): Segmented {
  const byGroup: Segmented = ([x], info, starts) => {
    const c = x as Column;
    const window = windowOf(info.options);
    const { size, least, center } = window;
    const weights = weighted !== undefined && Array.isArray(info.options.weights);
    if (trailing !== undefined && isPlain(c, window, info)) {
      const out = trailing(c, starts, window, info);
      if (out !== null) return out;
    }
    const frames = fixedFrames(starts, size, center);
    return weights
      ? weigh(c, frames, least, info, weighted, center ? Math.ceil(size / 2) : 1)
      : measure(c, frames, least, info);
  };
  if (mixed === undefined) return byGroup;
  return Object.assign((...given: Parameters<Segmented>): Column => byGroup(...given), {
    mixed: ([x]: readonly Column[], info: CallInfo, groups: Groups): Column | null => {
      const [c, window] = [x as Column, windowOf(info.options)];
      return isPlain(c, window, info) ? mixed(c, groups, window, info) : null;
    },
  });
}

const mixedTotals: Mixed = (c, groups, { size, least }, { type }) => {
  if (!isFloat(type)) return null;
  const made = interleavedSums(doubles(c), groups, size, least, false);
  return made && columnOfDoubles(type, made.values, made.validity, made.nulls);
};

const mixedMeans: Mixed = (c, groups, { size, least }, { type }) => {
  const made = interleavedSums(doubles(c), groups, size, least, true);
  if (made === null) return null;
  scale(made.values, unitOf(c));
  return columnOfDoubles(type, made.values, made.validity, made.nulls);
};

/** Shorter ways for rows whose groups are mixed. */
export const MIXED: Readonly<Record<"sum" | "mean", Mixed>> = { sum: mixedTotals, mean: mixedMeans };

function scale(values: Float64Array, unit: number): void {
  if (unit !== 1) for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * unit;
}

const trailingTotals: Trailing = (c, starts, { size, least }, { type }) => {
  if (!isFloat(type)) return null;
  const { validity, nulls } = fullWindows(starts, size, least);
  return columnOfDoubles(type, trailingSums(doubles(c), starts, size, false), validity, nulls);
};

const trailingMeans: Trailing = (c, starts, { size, least }, { type }) => {
  const { validity, nulls } = fullWindows(starts, size, least);
  const values = trailingSums(doubles(c), starts, size, true);
  scale(values, unitOf(c));
  return columnOfDoubles(type, values, validity, nulls);
};

const trailingBest =
  (sign: 1 | -1): Trailing =>
  (c, starts, { size, least }) => {
    if (c.layout !== "fixed" || c.values instanceof BigInt64Array || c.values instanceof BigUint64Array) return null;
    const { validity, nulls } = fullWindows(starts, size, least);
    return columnOfDoubles(c.type, trailingExtremes(doubles(c), starts, size, sign), validity, nulls);
  };

/** Shorter ways for the plainest windows. */
export const TRAILING: Readonly<Record<"sum" | "mean" | "min" | "max", Trailing>> = {
  sum: trailingTotals,
  mean: trailingMeans,
  min: trailingBest(-1),
  max: trailingBest(1),
};
