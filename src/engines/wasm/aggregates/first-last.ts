import type { Column } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { byteSize } from "../../../arrow/layout.ts";
import { takeColumn } from "../../../arrow/take.ts";
import type { AccumulatorFactory } from "../function.ts";
import type { Running } from "./room.ts";
import { noGroups } from "./slots.ts";

const grown = (places: Int32Array, groups: number): Int32Array => {
  if (groups <= places.length) return places;
  const out = new Int32Array(Math.max(groups, places.length * 2)).fill(-1);
  out.set(places);
  return out;
};

// Values are kept in parts; `places` says where among them a group's value lies, -1 for none yet.
const of =
  (last: boolean): AccumulatorFactory =>
  ({ type }) => {
    let places: Int32Array = new Int32Array(1).fill(-1);
    let parts: Column[] = [];
    let rows = 0;
    let bytes = 0;

    const keep = (c: Column): void => {
      parts.push(c);
      rows += c.length;
      bytes += byteSize(c);
    };
    const gathered = (groupCount: number): Column =>
      takeColumn(concatColumns(type, parts), places.slice(0, groupCount), true);
    // Overwritten values are dropped now and then.
    const compacted = (groupCount: number): void => {
      const all = gathered(groupCount);
      for (let g = 0; g < groupCount; g++) if ((places[g] as number) >= 0) places[g] = g;
      parts = [];
      rows = 0;
      bytes = 0;
      keep(all);
    };

    const self: Running = {
      bytes: 0,
      update([column], groups, groupCount) {
        const c = column as Column;
        if (c.length === 0) return;
        places = grown(places, groupCount);
        const at = groups ?? noGroups(c.length);
        const chosen = new Int32Array(Math.min(c.length, groupCount));
        let n = 0;
        if (last) {
          for (let i = c.length - 1; i >= 0; i--) {
            const g = at[i] as number;
            if ((places[g] as number) >= rows) continue;
            places[g] = rows + n;
            chosen[n++] = i;
          }
        } else
          for (let i = 0; i < c.length; i++) {
            const g = at[i] as number;
            if ((places[g] as number) >= 0) continue;
            places[g] = rows + n;
            chosen[n++] = i;
          }
        if (n > 0) keep(takeColumn(c, chosen.subarray(0, n)));
        if (last && rows > 2 * groupCount + 65536) compacted(groupCount);
        self.bytes = bytes + places.byteLength;
      },
      finish(groupCount) {
        places = grown(places, groupCount);
        return gathered(groupCount);
      },
    };
    return self;
  };

/** The first value of a group, null or not. */
export const first: AccumulatorFactory = of(false);
/** The last value of a group, null or not. */
export const last: AccumulatorFactory = of(true);
