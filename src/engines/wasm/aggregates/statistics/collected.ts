import type { Column } from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import { byteSize } from "../../../../arrow/layout.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import type { DataType } from "../../../../arrow/types.ts";
import type { AccumulatorFactory, AccumulatorInfo } from "../../function.ts";
import { kept } from "../../lent.ts";
import { segmentsOf } from "../../order/segments.ts";

/** All arguments' rows group by group, in their order: group g is [starts[g], starts[g + 1]). */
export type OfGroups = (columns: readonly Column[], starts: Int32Array, info: AccumulatorInfo) => Column;

/** An aggregate that sees all rows of its groups at the end. */
export const collected =
  (run: OfGroups): AccumulatorFactory =>
  (info) => {
    const parts: (readonly Column[])[] = [];
    const ids: (Int32Array | null)[] = [];
    let bytes = 0;
    return {
      update(args, groups) {
        if ((args[0]?.length ?? 0) === 0) return;
        parts.push(args);
        ids.push(groups === null ? null : kept(groups));
        for (const c of args) bytes += byteSize(c);
        bytes += groups?.byteLength ?? 0;
      },
      finish(groupCount) {
        const columns = info.argTypes.map((t: DataType, k) =>
          concatColumns(
            t,
            parts.map((p) => p[k] as Column),
          ),
        );
        const length = columns[0]?.length ?? 0;
        if (ids.every((at) => at === null)) {
          const starts = new Int32Array(groupCount + 1).fill(length);
          starts[0] = 0;
          return run(columns, starts, info);
        }
        const all = new Int32Array(length);
        let at = 0;
        ids.forEach((part, k) => {
          if (part !== null) all.set(part, at);
          at += parts[k]?.[0]?.length ?? 0;
        });
        const { rows, starts } = segmentsOf(all, groupCount);
        return run(
          columns.map((c) => takeColumn(c, rows)),
          starts,
          info,
        );
      },
      get bytes() {
        return bytes;
      },
    };
  };
