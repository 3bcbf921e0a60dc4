import { type Column, isValid } from "../../../../arrow/column.ts";
import { PolaroidError } from "../../../../core/error.ts";

/** Throws once a key occurs twice on a side that was promised to have each once. */
export interface Uniqueness {
  check(ids: Int32Array, keys: readonly Column[], count: number): void;
}

export function uniqueness(validate: string, side: "left" | "right", nullsEqual: boolean): Uniqueness {
  let seen = new Uint8Array(0);
  return {
    check(ids, keys, count) {
      if (count > seen.length) {
        const more = new Uint8Array(Math.max(count, seen.length * 2));
        more.set(seen);
        seen = more;
      }
      const nullable = nullsEqual ? [] : keys.filter((k) => k.nulls > 0);
      for (let i = 0; i < ids.length; i++) {
        // Nulls match nothing, so that they may come more than once.
        if (nullable.length > 0 && nullable.some((k) => !isValid(k, i))) continue;
        const id = ids[i] as number;
        if (seen[id] === 1)
          throw new PolaroidError(
            "JOIN_VALIDATION",
            `validate "${validate}": a key occurs more than once on the ${side} side; remove duplicates with unique() or choose another validation`,
          );
        seen[id] = 1;
      }
    },
  };
}
