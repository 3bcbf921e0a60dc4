import type { KeyIds } from "./key-ids.ts";

/** A column of nulls has one key at most. */
export function nullIds(): KeyIds {
  let count = 0;
  return {
    add(c) {
      if (c.length > 0) count = 1;
      return new Int32Array(c.length);
    },
    find: (c) => new Int32Array(c.length).fill(count - 1),
    get count() {
      return count;
    },
    bytes: 0,
    free() {
      count = 0;
    },
  };
}
