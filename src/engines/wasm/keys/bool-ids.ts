import type { BoolColumn } from "../../../arrow/column.ts";
import type { KeyIds } from "./key-ids.ts";

/** False, true, null. */
export function boolIds(): KeyIds {
  const ids = new Int32Array(3).fill(-1);
  let count = 0;
  const fill = (c: BoolColumn, make: boolean): Int32Array => {
    const { bits, validity, length } = c;
    const out = new Int32Array(length);
    for (let i = 0; i < length; i++) {
      const valid = validity === null ? 1 : ((validity[i >> 3] as number) >> (i & 7)) & 1;
      const key = valid === 0 ? 2 : ((bits[i >> 3] as number) >> (i & 7)) & 1;
      let id = ids[key] as number;
      if (id < 0 && make) {
        id = count++;
        ids[key] = id;
      }
      out[i] = id;
    }
    return out;
  };
  return {
    add: (c) => fill(c as BoolColumn, true),
    find: (c) => fill(c as BoolColumn, false),
    get count() {
      return count;
    },
    bytes: 0,
    free() {
      ids.fill(-1);
      count = 0;
    },
  };
}
