import { fixedColumn } from "../../../arrow/column.ts";
import { UInt32 } from "../../../arrow/types.ts";
import type { AccumulatorFactory } from "../function.ts";
import { NO_UINT32, type Running, resized, roomFor, trimmed } from "./room.ts";
import { countInto, lessNulls } from "./row-counts.ts";
import { slots } from "./slots.ts";

const counting =
  (what: "rows" | "values" | "nulls"): AccumulatorFactory =>
  ({ rows }) => {
    let counts: Uint32Array = NO_UINT32;
    const ensure = (groups: number): void => {
      counts = resized(counts, roomFor(counts.length, groups));
      self.bytes = counts.byteLength;
    };
    const self: Running = {
      bytes: 0,
      update([column], groups, groupCount) {
        if (column === undefined) return;
        ensure(groupCount);
        const { length, nulls } = column;
        if (groups === null) {
          const n = what === "rows" ? length : what === "nulls" ? nulls : length - nulls;
          counts[0] = (counts[0] as number) + n;
        } else if (rows !== undefined && what !== "nulls") {
          rows.add();
          if (what === "values") lessNulls(counts, column, groups);
        } else if (what === "rows") countInto(counts, groups, length);
        else if (what === "values") countInto(counts, slots(column, groups, counts.length - 1), length);
        else if (nulls > 0 && column.validity !== null) {
          const { validity } = column;
          for (let i = 0; i < length; i++) {
            const g = groups[i] as number;
            counts[g] = (counts[g] as number) + (1 - (((validity[i >> 3] as number) >> (i & 7)) & 1));
          }
        }
      },
      finish(groupCount) {
        ensure(groupCount);
        if (what !== "nulls") rows?.into(counts);
        return fixedColumn(UInt32, groupCount, trimmed(counts, groupCount));
      },
    };
    return self;
  };

export const count: AccumulatorFactory = counting("values");
export const len: AccumulatorFactory = counting("rows");
export const nullCount: AccumulatorFactory = counting("nulls");
