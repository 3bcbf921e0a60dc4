import { type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import type { Decimal } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Accumulator, AccumulatorInfo } from "../function.ts";
import { bigAt, DecimalSums, numberAt, putBig } from "./decimal-sums.ts";
import { columnOfDoubles } from "./doubles.ts";
import { NO_UINT32, present, type Running, resized, roomFor } from "./room.ts";
import { countInto, lessNulls } from "./row-counts.ts";
import { slots } from "./slots.ts";

const LIMIT = 10n ** 38n;

/** The sum of what is not null; one of more than 38 digits is `OUT_OF_RANGE`. */
export function sumOfDecimals({ type }: AccumulatorInfo): Accumulator {
  const sums = new DecimalSums();
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      sums.add(column as FixedColumn, groups, groupCount);
      self.bytes = sums.bytes;
    },
    finish(groupCount) {
      const words = sums.short(groupCount);
      try {
        if (sums.hasLarge) addLarge(sums, words, groupCount);
      } finally {
        sums.free();
      }
      return fixedColumn(type, groupCount, new BigInt64Array(words.buffer));
    },
    close: () => sums.free(),
  };
  return self;
}

function addLarge(sums: DecimalSums, words: Int32Array, groups: number): void {
  for (let g = 0; g < groups; g++) {
    const large = sums.large(g);
    if (large === 0n) continue;
    const total = bigAt(words, g) + large;
    if (total >= LIMIT || total <= -LIMIT)
      throw new PolaroidError("OUT_OF_RANGE", "a sum of Decimal needs more than 38 digits; cast to Float64 first");
    putBig(words, g, total);
  }
}

/** The mean of what is not null, of exact sums. */
export function meanOfDecimals({ type, argTypes, rows }: AccumulatorInfo): Accumulator {
  const unit = 10 ** (argTypes[0] as Decimal).scale;
  const sums = new DecimalSums();
  let counts: Uint32Array = NO_UINT32;
  const ensure = (groups: number): void => {
    counts = resized(counts, roomFor(counts.length, groups));
  };
  const self: Running = {
    bytes: 0,
    update([column], groups, groupCount) {
      ensure(groupCount);
      const c = column as FixedColumn;
      sums.add(c, groups, groupCount);
      self.bytes = sums.bytes + counts.byteLength;
      if (groups === null) counts[0] = (counts[0] as number) + c.length - c.nulls;
      else if (rows !== undefined) {
        rows.add();
        lessNulls(counts, c, groups);
      } else countInto(counts, slots(c, groups, counts.length - 1), c.length);
    },
    finish(groupCount) {
      ensure(groupCount);
      rows?.into(counts);
      const { validity, nulls } = present(counts, groupCount);
      const words = sums.short(groupCount);
      const out = new Float64Array(groupCount);
      for (let g = 0; g < groupCount; g++) {
        const large = sums.large(g);
        const sum = large === 0n ? numberAt(words, g) : Number(bigAt(words, g) + large);
        out[g] = sum / unit / (counts[g] as number);
      }
      sums.free();
      return columnOfDoubles(type, out, validity, nulls);
    },
    close: () => sums.free(),
  };
  return self;
}
