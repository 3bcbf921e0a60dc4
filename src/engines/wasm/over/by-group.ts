import { batch } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { schema as schemaFrom } from "../../../arrow/schema.ts";
import { sliceColumn } from "../../../arrow/slice.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { PolaroidError } from "../../../core/error.ts";
import { columnsIn } from "../../../expr/children.ts";
import type { Typed } from "../../../expr/typed.ts";
import type { Evaluator } from "../evaluate.ts";
import { spread } from "../value.ts";
import type { GroupedEvaluator } from "./partition.ts";

/** Any expression, evaluated on each group's rows by itself. */
export function evaluateByGroup(e: Typed, compile: (e: Typed) => Evaluator): GroupedEvaluator {
  const evaluate = compile(e);
  const needed = columnsIn(e);
  return (b, parts) => {
    const { rows, starts } = parts.segments;
    const schema = schemaFrom(b.schema.fields.filter((f) => needed.has(f.name)));
    const sorted = b.columns
      .filter((_, i) => needed.has(b.schema.fields[i]?.name ?? ""))
      .map((c) => takeColumn(c, rows));
    const out: Column[] = [];
    for (let g = 0; g < parts.count; g++) {
      const from = starts[g] as number;
      const length = (starts[g + 1] as number) - from;
      const column = spread(
        evaluate(
          batch(
            schema,
            sorted.map((c) => sliceColumn(c, from, length)),
            length,
          ),
        ),
        length,
      );
      if (column.length !== length)
        throw new PolaroidError(
          "SHAPE_MISMATCH",
          `over() needs one value a group or a row, got ${column.length} for a group of ${length} rows`,
        );
      out.push(column);
    }
    return { per: "row", column: takeColumn(concatColumns(e.type, out), parts.places) };
  };
}
