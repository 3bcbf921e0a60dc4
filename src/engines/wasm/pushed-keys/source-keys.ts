import { type Batch, batch, columnOf } from "../../../arrow/batch.ts";
import { countBits } from "../../../arrow/bitmap.ts";
import { type FixedColumn, isValid } from "../../../arrow/column.ts";
import { fieldOf, type Schema } from "../../../arrow/schema.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { type DataType, List } from "../../../arrow/types.ts";
import { call, col, type Expr, type LiteralValue, lit } from "../../../expr/node.ts";
import type { ColumnStats, RowTest, Table } from "../../../plan/table.ts";
import { isWhole, type KeySet, type Keys, reader } from "./key-set.ts";

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

/** A bit for each value of a column that may have a partner. */
function matchingBits(c: FixedColumn, { low, high, bits }: Keys): Uint8Array {
  const at = reader(c, c.type);
  const out = new Uint8Array((c.length + 7) >> 3);
  for (let i = 0; i < c.length; i++) {
    const v = at(i);
    if (!(v >= low && v <= high)) continue;
    const k = v - low;
    if (bits === null || ((bits[k >>> 3] as number) & (1 << (k & 7))) !== 0)
      out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  }
  if (c.validity !== null) for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) & (c.validity[i] as number);
  return out;
}

/** Whether the rows of a column have a partner, by bits; gives how many, their numbers in `rows`. */
function matching(c: FixedColumn, { low, high, bits }: Keys, rows: Int32Array): number {
  const at = reader(c, c.type);
  let n = 0;
  for (let i = 0; i < c.length; i++) {
    const v = at(i);
    if (v < low || v > high) continue;
    if (c.nulls > 0 && !isValid(c, i)) continue;
    if (bits !== null) {
      const k = v - low;
      // A number that is not safe is none of the keys.
      if (((bits[k >>> 3] as number) & (1 << (k & 7))) === 0) continue;
    }
    rows[n++] = i;
  }
  return n;
}

// Used anew by each batch: nothing keeps it.
let found = new Int32Array(0);

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
      if (found.length < c.length) found = new Int32Array(c.length);
      const rows = found;
      const n = matching(c, w.set.keys, rows);
      w.seen += c.length;
      w.kept += n;
      if (n === 0) return null;
      if (n === now.length) continue;
      const kept = rows.subarray(0, n);
      now = batch(
        now.schema,
        now.columns.map((x) => takeColumn(x, kept)),
        n,
      );
    }
    return now;
  }
}
