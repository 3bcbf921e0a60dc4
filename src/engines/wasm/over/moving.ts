import { batch } from "../../../arrow/batch.ts";
import { schema as schemaFrom } from "../../../arrow/schema.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { columnsIn } from "../../../expr/children.ts";
import type { WindowFrame } from "../../../expr/frame.ts";
import type { Typed, TypedOver } from "../../../expr/typed.ts";
import type { Evaluator } from "../evaluate.ts";
import { sortKey } from "../order/key.ts";
import { isScalar, spread } from "../value.ts";
import { framed } from "./framed.ts";
import { framesOf, piecesOf } from "./frames.ts";
import type { GroupedEvaluator } from "./partition.ts";

/** Aggregates over a frame of rows around each row. */
export function evaluateFramed(e: TypedOver, frame: WindowFrame, compile: (e: Typed) => Evaluator): GroupedEvaluator {
  const evaluate = framed(e.input, compile);
  const needed = columnsIn(e.input);
  const orderBy = e.orderBy.map((k) => ({ ...k, evaluate: compile(k.expr) }));
  return (b, parts) => {
    const { rows, starts } = parts.segments;
    const schema = schemaFrom(b.schema.fields.filter((f) => needed.has(f.name)));
    const columns = b.columns
      .filter((_, i) => needed.has(b.schema.fields[i]?.name ?? ""))
      .map((c) => takeColumn(c, rows));
    const keys = orderBy.map((k) =>
      sortKey(takeColumn(spread(k.evaluate(b), b.length), rows), k.descending, k.nullsLast),
    );
    const pieces = piecesOf(framesOf(frame, keys, starts), frame.exclude);
    const value = evaluate({ batch: batch(schema, columns, b.length), pieces });
    return isScalar(value) ? { per: "all", value } : { per: "row", column: takeColumn(value, parts.places) };
  };
}
