import type { Batch } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import type { Groups } from "../order/groups.ts";
import { identity } from "../order/merge-sort.ts";
import { inverse, type Segments, segmentsOf } from "../order/segments.ts";
import type { Scalar } from "../value.ts";

/** The rows of a batch by group. */
export interface Partition extends Groups {
  /** The rows' order where one was asked for. */
  readonly order: Int32Array | null;
  /** Rows group by group, in the order asked for. */
  readonly segments: Segments;
  /** Row i's place in the segments. */
  readonly places: Int32Array;
}

export function partition({ ids, count }: Groups, order: Int32Array | null): Partition {
  let segments: Segments | null = null;
  let places: Int32Array | null = null;
  // Aggregates of any order need neither.
  const arranged = (): Segments => {
    if (segments === null) {
      const single = count === 1;
      segments = single
        ? { rows: order ?? identity(ids.length), starts: Int32Array.of(0, ids.length) }
        : segmentsOf(ids, count, order);
    }
    return segments;
  };
  return {
    ids,
    count,
    order,
    get segments() {
      return arranged();
    },
    get places() {
      places ??= inverse(arranged().rows);
      return places;
    },
  };
}

/** What an expression gives within groups: one value for all, one a group, or one a row in the rows' own order. */
export type Grouped =
  | { readonly per: "all"; readonly value: Scalar }
  | { readonly per: "group"; readonly column: Column }
  | { readonly per: "row"; readonly column: Column };

export type GroupedEvaluator = (batch: Batch, parts: Partition) => Grouped;
