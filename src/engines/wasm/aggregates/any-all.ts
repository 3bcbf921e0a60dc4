import { bitmapBytes, countBits, setBit } from "../../../arrow/bitmap.ts";
import { boolColumn, type Column } from "../../../arrow/column.ts";
import { Bool } from "../../../arrow/types.ts";
import type { AccumulatorFactory } from "../function.ts";
import { NO_UINT8, type Running, resized, roomFor } from "./room.ts";
import { noGroups } from "./slots.ts";

const SAW_FALSE = 1;
const SAW_TRUE = 2;
const SAW_NULL = 4;

// `decisive` is what settles the answer; without it nulls leave it open where they are not ignored.
const of =
  (decisive: boolean): AccumulatorFactory =>
  ({ options }) => {
    const kleene = options.ignoreNulls === false;
    const wanted = decisive ? SAW_TRUE : SAW_FALSE;
    let seen: Uint8Array = NO_UINT8;
    const ensure = (groups: number): void => {
      seen = resized(seen, roomFor(seen.length, groups));
      self.bytes = seen.byteLength;
    };
    const self: Running = {
      bytes: 0,
      update([column], groups, groupCount) {
        ensure(groupCount);
        const c = column as Column;
        if (groups === null && c.layout === "bool" && c.validity === null) {
          const ones = countBits(c.bits, c.length);
          seen[0] = (seen[0] as number) | (ones > 0 ? SAW_TRUE : 0) | (ones < c.length ? SAW_FALSE : 0);
          return;
        }
        const at = groups ?? noGroups(c.length);
        const bits = c.layout === "bool" ? c.bits : null;
        const { validity } = c;
        for (let i = 0; i < c.length; i++) {
          const g = at[i] as number;
          const [byte, bit] = [i >> 3, i & 7];
          const valid = bits !== null && (validity === null || (((validity[byte] as number) >> bit) & 1) === 1);
          const what = valid ? ((((bits as Uint8Array)[byte] as number) >> bit) & 1) + 1 : SAW_NULL;
          seen[g] = (seen[g] as number) | what;
        }
      },
      finish(groupCount) {
        ensure(groupCount);
        const bits = new Uint8Array(bitmapBytes(groupCount));
        const validity = new Uint8Array(bitmapBytes(groupCount));
        let nulls = 0;
        for (let g = 0; g < groupCount; g++) {
          const saw = seen[g] as number;
          const found = (saw & wanted) !== 0;
          if (found === decisive) setBit(bits, g);
          if (!found && kleene && (saw & SAW_NULL) !== 0) nulls++;
          else setBit(validity, g);
        }
        return boolColumn(Bool, groupCount, bits, validity, nulls);
      },
    };
    return self;
  };

/** Whether any value is true. */
export const any: AccumulatorFactory = of(true);
/** Whether all values are true. */
export const all: AccumulatorFactory = of(false);
