import { type Batch, batch, batchBytes, sliceBatch } from "../../../../arrow/batch.ts";
import type { Column } from "../../../../arrow/column.ts";
import { concatBatches, concatColumns } from "../../../../arrow/concat.ts";
import { type Schema, schema as schemaFrom } from "../../../../arrow/schema.ts";
import { allNull, takeBatch } from "../../../../arrow/take.ts";
import { columnsIn } from "../../../../expr/children.ts";
import type { Typed } from "../../../../expr/typed.ts";
import { compile } from "../../evaluate.ts";
import { inGroups } from "../../over/in-groups.ts";
import { type Partition, partition } from "../../over/partition.ts";
import { columnIn, spread } from "../../value.ts";

/** Outputs that need all rows of a group at once: rows are kept until the end. */
export interface CollectedAggregates {
  update(b: Batch, ids: Int32Array): void;
  finish(count: number): Iterable<Column>;
  readonly bytes: number;
}

export function collectedAggregates(exprs: readonly Typed[], input: Schema): CollectedAggregates {
  const names = new Set<string>();
  for (const e of exprs) columnsIn(e, names);
  const schema = schemaFrom(input.fields.filter((f) => names.has(f.name)));
  const at = schema.fields.map((f) => input.index.get(f.name) as number);
  const parts: Batch[] = [];
  const groups: Int32Array[] = [];
  const self = {
    bytes: 0,
    update(b: Batch, ids: Int32Array): void {
      if (exprs.length === 0) return;
      const part = batch(
        schema,
        at.map((i) => b.columns[i] as Column),
        b.length,
      );
      parts.push(part);
      groups.push(ids);
      self.bytes += batchBytes(part) + ids.byteLength;
    },
    *finish(count: number): Iterable<Column> {
      if (exprs.length === 0) return;
      const all = concatBatches(schema, parts);
      const ids = new Int32Array(all.length);
      let from = 0;
      for (const part of groups) {
        ids.set(part, from);
        from += part.length;
      }
      const split = partition({ ids, count }, null);
      for (const e of exprs) yield count === 0 ? allNull(e.type, 0) : evaluated(e, all, split);
    },
  };
  return self;
}

function evaluated(e: Typed, all: Batch, parts: Partition): Column {
  const grouped = inGroups(e, compile);
  if (grouped === null) return byGroup(e, all, parts);
  const out = grouped(all, parts);
  return out.per === "all" ? spread(out.value, parts.count) : out.column;
}

/** Any expression with one value, evaluated on each group's rows by itself. */
function byGroup(e: Typed, all: Batch, parts: Partition): Column {
  const evaluate = compile(e);
  const { rows, starts } = parts.segments;
  const sorted = takeBatch(all, rows);
  const out: Column[] = [];
  for (let g = 0; g < parts.count; g++) {
    const from = starts[g] as number;
    out.push(columnIn(evaluate(sliceBatch(sorted, from, (starts[g + 1] as number) - from))));
  }
  return concatColumns(e.type, out);
}
