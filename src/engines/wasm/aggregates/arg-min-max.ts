import { type Column, fixedColumn } from "../../../arrow/column.ts";
import { allNull } from "../../../arrow/take.ts";
import { UInt32 } from "../../../arrow/types.ts";
import type { AccumulatorFactory } from "../function.ts";
import { best } from "./best.ts";
import { NO_UINT8, NO_UINT32, present, resized, roomFor, trimmed } from "./room.ts";
import { noGroups } from "./slots.ts";

const of =
  (sign: 1 | -1): AccumulatorFactory =>
  ({ type, argTypes }) => {
    const from = argTypes[0] ?? type;
    if (from.id === "Null") return { update: () => undefined, finish: (n) => allNull(type, n), bytes: 0 };
    const kept = best(from, sign);
    // Rows of each group before this update, and where its best one lies.
    let before: Uint32Array = NO_UINT32;
    let found: Uint32Array = NO_UINT32;
    let seen: Uint8Array = NO_UINT8;
    let places = new Uint32Array(0);
    const ensure = (groups: number): void => {
      const capacity = roomFor(seen.length, groups);
      before = resized(before, capacity);
      found = resized(found, capacity);
      seen = resized(seen, capacity);
    };
    return {
      update([column], groups, groupCount) {
        ensure(groupCount);
        const c = column as Column;
        const at = groups ?? noGroups(c.length);
        if (places.length < c.length) places = new Uint32Array(c.length);
        for (let i = 0; i < c.length; i++) {
          const g = at[i] as number;
          const place = before[g] as number;
          places[i] = place;
          before[g] = place + 1;
        }
        kept.update(c, at, groupCount, (g, row) => {
          found[g] = places[row] as number;
          seen[g] = 1;
        });
      },
      finish(groupCount) {
        ensure(groupCount);
        const { validity, nulls } = present(seen, groupCount);
        return fixedColumn(UInt32, groupCount, trimmed(found, groupCount), validity, nulls);
      },
      get bytes() {
        return kept.bytes + before.byteLength + found.byteLength + seen.byteLength + places.byteLength;
      },
    };
  };

/** The place in its group of the first least value. */
export const argMin: AccumulatorFactory = of(1);
/** The place in its group of the first greatest value. */
export const argMax: AccumulatorFactory = of(-1);
