import type { Column } from "../../../../arrow/column.ts";
import type { CallInfo, Whole } from "../../function.ts";
import type { Groups } from "../../order/groups.ts";

/** A window function over consecutive stretches of rows: stretch s is rows [starts[s], starts[s + 1]). */
export interface Segmented {
  (args: readonly Column[], info: CallInfo, starts: Int32Array): Column;
  /** The same of rows whose groups are mixed, in their own order; null where they are better put by group first. */
  readonly mixed?: (args: readonly Column[], info: CallInfo, groups: Groups) => Column | null;
}

/** The same over all rows as one stretch. */
export const whole =
  (fn: Segmented): Whole =>
  (args, info) =>
    fn(args, info, Int32Array.of(0, args[0]?.length ?? info.length));
