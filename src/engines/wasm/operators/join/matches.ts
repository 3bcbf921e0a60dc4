import { type Batch, batch, columnOf } from "../../../../arrow/batch.ts";
import { boolColumn, type Column, type Validity } from "../../../../arrow/column.ts";
import type { Schema } from "../../../../arrow/schema.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { Bool } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { kernels } from "../../../../kernels/memory.ts";
import type { JoinColumn } from "../../../../plan/join-columns.ts";
import { compact, selection } from "../../compact.ts";
import type { Build } from "./build.ts";
import type { Lookup } from "./lookup.ts";
import { Resident } from "./resident.ts";
import { as } from "./result.ts";
import { SideBySide } from "./side-by-side.ts";

const { k } = kernels;

/** Rows whose columns the cache holds. */
export const cached: { rows: number } = { rows: 1 << 16 };
const NONE: Lookup = { take: () => null, next: () => undefined, bytes: 0, free: () => undefined };

/** Left rows beside the one right row that each of them has at most, by kernels. */
export interface Matches {
  /**
   * `rows` has each left row's partner or -1; with `outer`, left rows without one stay. `often`: right rows are looked up
   * often enough to be kept where kernels find them. Null where there is nothing.
   */
  take(left: Batch, rows: Int32Array, outer: boolean, often: boolean): Batch | null;
  readonly bytes: number;
  free(): void;
}

export function matches(schema: Schema, columns: readonly JoinColumn[], right: Build): Matches {
  let lookup: Lookup | null = null;
  const made = (): Lookup => {
    const taken = columns.filter(({ side }) => side === "right").map(({ name }) => right.column(name));
    if (right.length <= cached.rows) return new Resident();
    try {
      return new SideBySide(taken, right.length);
    } catch (error) {
      // Without room in the kernels' memory it goes on as it does for other columns.
      if (error instanceof PolaroidError && error.code === "MEMORY_LIMIT") return NONE;
      throw error;
    }
  };
  return {
    take(left, ids, outer, often) {
      const n = ids.length;
      const mark = kernels.mark();
      try {
        const given = kernels.put(ids);
        const bits = kernels.push((n + 7) >> 3);
        const packed = kernels.push(4 * n + 4);
        const count = k.foundRows(given, n, bits, packed);
        if (count === 0 && !outer) return null;
        const length = outer ? n : count;
        const rows = outer ? given : packed;
        let own: Validity = null;
        if (count < n) {
          own = new Uint8Array((n + 7) >> 3);
          kernels.read(bits, own);
        }
        const some = own === null || outer ? null : selection.of(boolColumn(Bool, n, own));
        let numbers: Int32Array | null = outer || count === n ? ids : null;
        const slowly = (c: Column): Column => {
          if (numbers === null) {
            numbers = new Int32Array(length);
            kernels.read(packed, numbers);
          }
          return takeColumn(c, numbers, outer);
        };
        if (often) lookup ??= made();
        lookup?.next();
        const all = columns.map(({ side, name, field }) => {
          if (side === "left") {
            const c = columnOf(left, name);
            return as(some === null ? c : compact(c, some), field.type);
          }
          const c = right.column(name);
          const [validity, nulls] = outer ? [own, n - count] : [null, 0];
          return lookup?.take(c, rows, length, validity, nulls) ?? slowly(c);
        });
        return batch(schema, all, length);
      } finally {
        kernels.reset(mark);
      }
    },
    get bytes() {
      return lookup?.bytes ?? 0;
    },
    free: () => lookup?.free(),
  };
}
