import type { Batch } from "../arrow/batch.ts";
import type { Column } from "../arrow/column.ts";
import { concatBatches } from "../arrow/concat.ts";
import { takeBatch } from "../arrow/take.ts";
import { toJsArray } from "../arrow/to-js.ts";
import { executeSync } from "../engines/wasm/engine.ts";
import { alias, col, type Expr as Node } from "../expr/node.ts";
import { type Frame, frame, frameOf, groupBy, withRowIndex } from "../plan/node.ts";
import { resolveNode } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";

const ROW = "\u0000row";
/** The rows of one group and the values of its keys. */
export interface Part {
  readonly keys: readonly unknown[];
  readonly frame: Frame;
}

/** The rows of each group with equal keys, in order of the groups' first rows. */
export function* partsOf(whole: Batch, keys: readonly Node[]): Generator<Part> {
  const numbered = resolveNode(withRowIndex(frame(frameOf(whole.schema, [whole])), ROW, 0));
  const named = keys.map((k, i) => alias(k, `\u0000key ${i}`));
  const resolved = resolveNode(groupBy(numbered, named, [col(ROW)], true));
  const groups = concatBatches(schemaOf(resolved), executeSync(resolved));
  const lists = groups.columns[keys.length] as Column;
  const values = keys.map((_, i) => toJsArray(groups.columns[i] as Column, "a key", { int64: "number" }));
  const rows = toJsArray(lists, ROW) as readonly (readonly number[])[];
  for (const [g, at] of rows.entries())
    yield { keys: values.map((v) => v[g]), frame: frameOf(whole.schema, [takeBatch(whole, Int32Array.from(at))]) };
}
