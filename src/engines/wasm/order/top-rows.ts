import { type Batch, batch } from "../../../arrow/batch.ts";
import type { Column } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { type SortKey, sortKey } from "./key.ts";
import { sortRows } from "./sort-rows.ts";
import { before } from "./threshold.ts";

/** The first `limit` rows in an order, of batches that come one by one. */
export interface TopRows {
  push(b: Batch, keys: readonly SortKey[]): void;
  finish(): Batch;
}

interface Held {
  readonly columns: readonly Column[];
  readonly keys: readonly SortKey[];
  readonly length: number;
}

const pick = (h: Held, rows: Int32Array): Held => ({
  columns: h.columns.map((c) => takeColumn(c, rows)),
  keys: h.keys.map((k) => ({ ...k, column: takeColumn(k.column, rows) })),
  length: rows.length,
});

function joined(parts: readonly Held[]): Held {
  const first = parts[0] as Held;
  return {
    columns: first.columns.map((c, i) =>
      concatColumns(
        c.type,
        parts.map((p) => p.columns[i] as Column),
      ),
    ),
    keys: first.keys.map((k, i) =>
      sortKey(
        concatColumns(
          k.column.type,
          parts.map((p) => (p.keys[i] as SortKey).column),
        ),
        k.descending,
        k.nullsLast,
      ),
    ),
    length: parts.reduce((n, p) => n + p.length, 0),
  };
}

/** Keeps the best rows and what has come since; a row that cannot be among them any more is passed over at once. */
export function topRows(limit: number, schema: Batch["schema"]): TopRows {
  let parts: Held[] = [];
  let rows = 0;
  let mark: Held | null = null;
  const most = Math.max(2 * limit, 4096);

  // The best stand in front in their order, so that of equal rows the earlier stay first.
  const shrink = (): void => {
    const all = joined(parts);
    const best = pick(all, sortRows(all.keys, all.length).subarray(0, limit));
    parts = [best];
    rows = best.length;
    mark = best.length === limit ? best : null;
  };

  return {
    push(b, keys) {
      const held: Held = { columns: b.columns, keys, length: b.length };
      if (mark === null) parts.push(held);
      else {
        const [first] = keys;
        const chosen =
          first === undefined
            ? new Int32Array(0)
            : before(first, (mark.keys[0] as SortKey).column, limit - 1, keys.length > 1);
        if (chosen.length === 0) return;
        parts.push(chosen.length === b.length ? held : pick(held, chosen));
      }
      rows += (parts[parts.length - 1] as Held).length;
      if (rows > most) shrink();
    },
    finish() {
      if (parts.length === 0)
        return batch(
          schema,
          schema.fields.map((f) => concatColumns(f.type, [])),
          0,
        );
      shrink();
      const [best] = parts as [Held];
      return batch(schema, best.columns, best.length);
    },
  };
}
