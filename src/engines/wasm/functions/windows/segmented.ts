import type { Column } from "../../../../arrow/column.ts";
import type { CallInfo, Whole } from "../../function.ts";

/** A window function over consecutive stretches of rows: stretch s is rows [starts[s], starts[s + 1]). */
export type Segmented = (args: readonly Column[], info: CallInfo, starts: Int32Array) => Column;

/** The same over all rows as one stretch. */
export const whole =
  (fn: Segmented): Whole =>
  (args, info) =>
    fn(args, info, Int32Array.of(0, args[0]?.length ?? info.length));
