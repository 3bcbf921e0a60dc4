import { type Batch, sliceBatch } from "../../arrow/batch.ts";
import type { BoolColumn } from "../../arrow/column.ts";
import { columnsIn } from "../../expr/children.ts";
import type { Typed } from "../../expr/typed.ts";
import { conjuncts } from "../../optimize/conjuncts.ts";
import type { RowTest, Table, Where } from "../../plan/table.ts";
import { truths } from "./compact.ts";
import { compile, type Evaluator } from "./evaluate.ts";
import type { SourceKeys } from "./pushed-keys/source-keys.ts";
import { spread } from "./value.ts";

/** Rows that are looked at at once: a multiple of 8. */
const STRETCH = 65536;

/** The rows of a batch where a condition is true, stretch by stretch. */
function passes(evaluate: Evaluator, b: Batch): Uint8Array {
  const bits = (part: Batch): Uint8Array | null => {
    const mask = spread(evaluate(part), part.length);
    return mask.layout === "null" ? null : truths(mask as BoolColumn);
  };
  const bytes = (b.length + 7) >> 3;
  if (b.length <= STRETCH) return bits(b) ?? new Uint8Array(bytes);
  const out = new Uint8Array(bytes);
  for (let at = 0; at < b.length; at += STRETCH) {
    const length = Math.min(STRETCH, b.length - at);
    const found = bits(sliceBatch(b, at, length));
    if (found !== null) out.set(found.subarray(0, (length + 7) >> 3), at >> 3);
  }
  return out;
}

function testOf(e: Typed): RowTest {
  const evaluate = compile(e);
  return { columns: [...columnsIn(e)], predicate: e, pass: (b) => passes(evaluate, b) };
}

/** What rows of a scan must pass: the parts of a condition, and keys of joins as they are known. */
export function whereOf(
  predicate: Typed | null,
  keys: SourceKeys | undefined,
  table: Table,
  onRead: ((rows: number) => void) | undefined,
): Where | null {
  if (predicate === null && keys === undefined) return null;
  const own = predicate === null ? [] : conjuncts(predicate).map(testOf);
  return {
    tests: () => [...own, ...(keys?.tests(table.schema) ?? [])],
    dropped: (rows) => onRead?.(rows),
  };
}
