import { type Batch, batch } from "../../../arrow/batch.ts";
import type { FixedColumn } from "../../../arrow/column.ts";
import { concatBatches } from "../../../arrow/concat.ts";
import { schema as schemaFrom } from "../../../arrow/schema.ts";
import { takeBatch } from "../../../arrow/take.ts";
import { alias, call, col } from "../../../expr/node.ts";
import { resolve } from "../../../expr/resolve.ts";
import { outputs } from "../../../expr/typed.ts";
import { frame, frameOf, type GroupBy, groupBy, withRowIndex } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { cuts, stretch } from "./by-range.ts";
import type { FrameChain } from "./chain.ts";
import type { Split } from "./split.ts";

const ROW = "row of a part";

/** The groups of each part, which share none, by the first row that each has: both parts have them in that order. */
function byFirstRow(parts: readonly (readonly Batch[])[]): Batch {
  const [some] = parts.flat();
  const { schema } = some as Batch;
  const last = schema.fields.length - 1;
  const runs = parts.map((rows) => concatBatches(schema, rows));
  const firsts = runs.map((b) => (b.columns[last] as FixedColumn).values as Uint32Array);
  const all = concatBatches(schema, runs);
  const rows = new Int32Array(all.length);
  const starts = runs.map((_, i) => runs.slice(0, i).reduce((n, b) => n + b.length, 0));
  const at = runs.map(() => 0);
  for (let i = 0; i < rows.length; i++) {
    let least = -1;
    let first = Number.POSITIVE_INFINITY;
    for (let r = 0; r < runs.length; r++) {
      const next = firsts[r]?.[at[r] as number];
      if (next !== undefined && next < first) {
        first = next;
        least = r;
      }
    }
    rows[i] = (starts[least] as number) + (at[least] as number);
    at[least] = (at[least] as number) + 1;
  }
  const own = schemaFrom(schema.fields.slice(0, last));
  return takeBatch(batch(own, all.columns.slice(0, last), all.length), rows);
}

/** Groups of the rows in stretches of one key's values: of any aggregates, and where there are about as many groups as rows. */
export function groupRanges(p: GroupBy, chain: FrameChain, n: number): Split | null {
  const numbered = withRowIndex(chain.leaf, ROW, 0);
  if (!schemaOf(chain.over(numbered)).index.has(ROW)) return null;
  for (const { input } of outputs(p.keys)) {
    if (!input.elementwise) return null;
    const at = cuts(chain, input, n, true);
    if (at === null) continue;
    const all = chain.over(numbered);
    const parts = Array.from({ length: n }, (_, i) => {
      const rows = stretch(all, input, at, i, i === 0);
      const first = resolve([alias(call("first", [col(ROW)]), ROW)], schemaOf(rows));
      return groupBy(rows, p.keys, [...p.aggs, ...first], p.maintainOrder);
    });
    return {
      parts,
      whole: (_, rows) => frame(frameOf(schemaOf(p), [byFirstRow(rows)])),
    };
  }
  return null;
}
