import { type Column, type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import { allNull } from "../../../arrow/take.ts";
import { isTemporal } from "../../../arrow/type-info.ts";
import type { Accumulator, AccumulatorFactory, AccumulatorInfo } from "../function.ts";
import { meanOfDecimals } from "./decimals.ts";
import { columnOfDoubles, doubles, plainNumbers } from "./doubles.ts";
import {
  addCounted,
  addCountedIntegers,
  addExact,
  addExactIntegers,
  addOne,
  addRuns,
  addTo,
  countRuns,
  exactSum,
} from "./float-sum.ts";
import { NO_FLOAT64, NO_INT32, NO_UINT32, present, type Running, resized, roomFor } from "./room.ts";
import { countInto, lessNulls } from "./row-counts.ts";
import { runsOf } from "./runs.ts";
import { slots } from "./slots.ts";
import { isWide } from "./sum.ts";
import { foldOf, sumDoubles, sumIntegers } from "./whole-column.ts";
import { addBig, addWide, type WideState, WORDS, wideSum } from "./wide.ts";

const DAY_US = 86_400_000_000;

/** The mean of what is not null; times as whole units, cut towards zero. */
export const mean: AccumulatorFactory = (info) => {
  const from = info.argTypes[0] ?? info.type;
  if (from.id === "Null") return { update: () => undefined, finish: (n) => allNull(info.type, n), bytes: 0 };
  if (from.id === "Decimal") return meanOfDecimals(info);
  return isWide(from) ? wideMeans(info) : plainMeans(info);
};

function plainMeans({ type, argTypes, rows }: AccumulatorInfo): Accumulator {
  const unit = argTypes[0]?.id === "Date32" ? DAY_US : 1;
  let state: Float64Array = NO_FLOAT64;
  let counts: Uint32Array = NO_UINT32;
  const ensure = (groups: number): void => {
    const capacity = roomFor(counts.length, groups);
    state = resized(state, capacity, 2);
    counts = resized(counts, capacity);
    self.bytes = state.byteLength + counts.byteLength;
  };
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      ensure(groupCount);
      const c = column as Column;
      const fold = groups === null ? foldOf(c as FixedColumn) : null;
      if (fold !== null) {
        if (fold === "f64") sumDoubles(c as FixedColumn, (x) => addOne(state, 0, x));
        else addOne(state, 0, Number(sumIntegers(c as FixedColumn)));
        counts[0] = (counts[0] as number) + c.length - c.nulls;
      } else if (groups === null && c.validity === null) {
        addTo(state, 0, doubles(c), c.length);
        counts[0] = (counts[0] as number) + c.length;
      } else {
        // First: runs are those of whoever asked last.
        const shared = rows !== undefined && groups !== null;
        if (shared) {
          rows.add();
          lessNulls(counts, c, groups);
        }
        const at = slots(c, groups, counts.length - 1);
        const runs = runsOf(at, c.length);
        const values = runs === null ? plainNumbers(c) : doubles(c);
        if (shared) {
          if (runs !== null) addRuns(state, values as Float64Array, at, runs);
          else if (values instanceof Int32Array) addExactIntegers(state, values, at, c.length);
          else addExact(state, values, at, c.length);
        } else if (runs !== null) {
          addRuns(state, values as Float64Array, at, runs);
          countRuns(counts, at, runs);
        } else if (values instanceof Int32Array) addCountedIntegers(state, counts, values, at, c.length);
        else addCounted(state, counts, values, at, c.length);
      }
    },
    finish(groupCount) {
      ensure(groupCount);
      rows?.into(counts);
      const out = exactSum(state, groupCount);
      for (let g = 0; g < groupCount; g++) out[g] = ((out[g] as number) * unit) / (counts[g] as number);
      const { validity, nulls } = present(counts, groupCount);
      return columnOfDoubles(type, out, validity, nulls);
    },
  };
  return self;
}

// 64 bits: exact sums, so that times keep their last digit.
function wideMeans({ type, rows }: AccumulatorInfo): Accumulator {
  const sums: WideState = { state: NO_INT32 };
  let counts: Uint32Array = NO_UINT32;
  const ensure = (groups: number): void => {
    const capacity = roomFor(counts.length, groups);
    sums.state = resized(sums.state, capacity, WORDS);
    counts = resized(counts, capacity);
    self.bytes = sums.state.byteLength + counts.byteLength;
  };
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      ensure(groupCount);
      const c = column as FixedColumn;
      if (groups === null && foldOf(c) === 64) {
        addBig(sums, 0, sumIntegers(c));
        counts[0] = (counts[0] as number) + c.length - c.nulls;
        return;
      }
      const at = slots(c, groups, counts.length - 1);
      addWide(sums, c, at);
      if (rows !== undefined && groups !== null) {
        rows.add();
        lessNulls(counts, c, groups);
        return;
      }
      countInto(counts, at, c.length);
    },
    finish(groupCount) {
      ensure(groupCount);
      rows?.into(counts);
      const { validity, nulls } = present(counts, groupCount);
      if (isTemporal(type)) {
        const out = new BigInt64Array(groupCount);
        for (let g = 0; g < groupCount; g++)
          if (counts[g] !== 0) out[g] = wideSum(sums, g) / BigInt(counts[g] as number);
        return fixedColumn(type, groupCount, out, validity, nulls);
      }
      const out = new Float64Array(groupCount);
      for (let g = 0; g < groupCount; g++) out[g] = Number(wideSum(sums, g)) / (counts[g] as number);
      return columnOfDoubles(type, out, validity, nulls);
    },
  };
  return self;
}
