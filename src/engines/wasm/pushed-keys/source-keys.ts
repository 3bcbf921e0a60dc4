import { type Batch, batch, columnOf } from "../../../arrow/batch.ts";
import { countBits } from "../../../arrow/bitmap.ts";
import { fieldOf, type Schema } from "../../../arrow/schema.ts";
import { type DataType, List } from "../../../arrow/types.ts";
import { call, col, type Expr, type LiteralValue, lit } from "../../../expr/node.ts";
import type { ColumnStats, RowTest, Table } from "../../../plan/table.ts";
import { compact, selection } from "../compact.ts";
import { isWhole, type KeySet, type Keys } from "./key-set.ts";
import { matchingBits } from "./matching.ts";

/** After this many rows it is known whether looking at them first pays: when this share is kept, it does not. */
const TRIAL = 1 << 17;
const KEPT = 0.7;
const COVERED = 0.9;
const FEW = 0.2;

const literal = (type: DataType, v: number | string): LiteralValue =>
  typeof v === "string" || type.id === "Date32" || !/64|Time|Datetime|Duration/.test(type.id) ? v : BigInt(v);

/** The condition that the keys put on a column, as a scan prunes by it. */
function condition(name: string, type: DataType, { low, high, few }: Keys): Expr {
  if (few !== null)
    return call("isIn", [
      col(name),
      lit(
        few.map((v) => literal(type, v)),
        List(type),
      ),
    ]);
  const bound = (fn: string, v: number): Expr => call(fn, [col(name), lit(literal(type, v), type)]);
  return call("and", [bound("ge", low), bound("le", high)]);
}

/** Whether a range of keys is about all that a column has, so that looking for what to skip is for nothing. */
function covers({ low, high, few }: Keys, stats: ColumnStats | null): boolean {
  if (few !== null || stats === null || stats.min === null || stats.max === null) return false;
  const [min, max] = [Number(stats.min), Number(stats.max)];
  return Math.min(high, max) - Math.max(low, min) >= COVERED * (max - min);
}

interface Wanted {
  readonly column: string;
  readonly set: KeySet;
  readonly worked: boolean;
  seen: number;
  kept: number;
}

/** What joins above a source ask of its rows. */
export class SourceKeys {
  readonly #wanted: Wanted[] = [];

  add(column: string, set: KeySet, worked: boolean): void {
    this.#wanted.push({ column, set, worked, seen: 0, kept: 0 });
  }

  /** The scan's own predicate and what the keys ask, so that it skips row groups, pages and files by both. */
  predicate(own: Expr | null, table: Table): Expr | null {
    return this.#wanted.reduce<Expr | null>((all, { column, set }) => {
      if (set.keys === null || covers(set.keys, table.stats?.(column) ?? null)) return all;
      const asked = condition(column, fieldOf(table.schema, column).type, set.keys);
      return all === null ? asked : call("and", [all, asked]);
    }, own);
  }

  /** Whether few rows are thought to have partners. */
  get narrow(): boolean {
    return this.#wanted.some(({ set: { keys } }) => keys !== null && keys.share < FEW);
  }

  /** What a scan of a table tests, of keys that are known and worth it. */
  tests(table: Schema): readonly RowTest[] {
    return this.#wanted.flatMap((w) => {
      const { keys } = w.set;
      if (keys === null || !(w.worked || keys.share < FEW) || !isWhole(fieldOf(table, w.column).type)) return [];
      if (w.seen > TRIAL && w.kept > KEPT * w.seen) return [];
      const pass = (b: Batch): Uint8Array | null => {
        const c = b.columns[0];
        if (c?.layout !== "fixed") return null;
        const found = matchingBits(c, keys);
        w.seen += c.length;
        w.kept += countBits(found, c.length);
        return found;
      };
      return [{ columns: [w.column], pass }];
    });
  }

  /** The rows of a batch that may have partners, null where none has; `all`: also by keys that the next join looks up. */
  rows(b: Batch, all = false): Batch | null {
    let now = b;
    for (const w of this.#wanted) {
      if (w.set.keys === null || !(w.worked || all) || (w.seen > TRIAL && w.kept > KEPT * w.seen)) continue;
      const c = columnOf(now, w.column);
      if (c.layout !== "fixed" || !isWhole(c.type)) continue;
      const kept = selection.ofBits(matchingBits(c, w.set.keys), c.length);
      w.seen += c.length;
      w.kept += kept.count;
      if (kept.count === 0) return null;
      if (kept.count === now.length) continue;
      now = batch(
        now.schema,
        now.columns.map((x) => compact(x, kept)),
        kept.count,
      );
    }
    return now;
  }
}
