import type { Column } from "../../arrow/column.ts";
import { isInteger, isTemporal, isText, PER_SECOND } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { type Stored, valueAt } from "../../arrow/value.ts";
import type { Frame } from "../../plan/node.ts";
import type { Table } from "../../plan/table.ts";

/** What is thought of a column's values before any filter. */
export interface ColumnEstimate {
  /** Different values. */
  readonly distinct: number;
  /** As numbers, times in seconds; null where unknown. */
  readonly low: number | null;
  readonly high: number | null;
  /** The share of nulls. */
  readonly nulls: number;
  /** Rows of the table that it is of. */
  readonly of: number;
}

const SECONDS_A_DAY = 86_400;
const SAMPLE = 512;
/** Spreads the places of a sample, so that values that repeat in a rhythm do not meet it. */
const GOLDEN = 0.6180339887;
/** Texts of which nothing is known: as many as this, or the root of the rows. */
const TEXTS = 100;

/** A stored value or a literal's as a number that can be compared with others of its kind. */
export function measure(type: DataType, value: unknown): number | null {
  if (typeof value === "string" && type.id !== "Decimal") return null;
  if (typeof value !== "number" && typeof value !== "bigint" && typeof value !== "string") return null;
  const n = Number(value);
  if (!Number.isFinite(n)) return null;
  if (type.id === "Date32") return n * SECONDS_A_DAY;
  return type.id === "Datetime" || type.id === "Duration" ? n / PER_SECOND[type.unit] : n;
}

const steps = (type: DataType): number => (type.id === "Date32" ? SECONDS_A_DAY : 1);

/** A guess by type, range and number of rows. */
export function guessed(type: DataType, rows: number, low: number | null, high: number | null): number {
  if (rows <= 1) return rows;
  if (type.id === "Bool") return 2;
  if (low !== null && low === high) return 1;
  if ((isInteger(type) || type.id === "Date32") && low !== null && high !== null)
    return Math.min(rows, (high - low) / steps(type) + 1);
  if (isText(type)) return Math.min(rows, Math.max(TEXTS, Math.sqrt(rows)));
  return isTemporal(type) || type.id === "Decimal" || type.id === "Float64" ? rows : Math.max(1, rows / 2);
}

const keyOf = (v: Stored): string =>
  typeof v === "object" ? JSON.stringify(v, (_, x) => (typeof x === "bigint" ? `${x}` : x)) : `${v}`;

/** Different values of all by those of a sample (Duj1, Haas et al. 1995). */
export function distinctOf(sample: readonly Stored[], rows: number): number {
  const seen = new Map<string, number>();
  for (const v of sample) seen.set(keyOf(v), (seen.get(keyOf(v)) ?? 0) + 1);
  if (sample.length >= rows) return seen.size;
  let once = 0;
  for (const n of seen.values()) once += n === 1 ? 1 : 0;
  return Math.min(rows, seen.size / (1 - ((1 - sample.length / rows) * once) / sample.length));
}

/** What a sample of a column in memory tells. */
function sampled(parts: readonly Column[], type: DataType, rows: number): ColumnEstimate {
  const values: Stored[] = [];
  let low: number | null = null;
  let high: number | null = null;
  const share = Math.min(1, SAMPLE / Math.max(1, rows));
  for (const c of parts) {
    const take = Math.min(c.length, Math.ceil(c.length * share));
    for (let i = 0; i < take; i++) {
      const v = valueAt(c, Math.floor(((i + ((i * GOLDEN) % 1)) * c.length) / take));
      if (v === null) continue;
      values.push(v);
      const m = type.id === "Decimal" ? null : measure(type, v);
      if (m !== null) [low, high] = [low === null || m < low ? m : low, high === null || m > high ? m : high];
    }
  }
  const taken = parts.reduce((n, c) => n + Math.min(c.length, Math.ceil(c.length * share)), 0);
  const nulls = taken === 0 ? 0 : 1 - values.length / taken;
  const some = rows * (1 - nulls);
  return { distinct: Math.max(1, values.length === 0 ? 1 : distinctOf(values, some)), low, high, nulls, of: rows };
}

const frames = new WeakMap<Frame, Map<string, ColumnEstimate>>();

/** A column of a frame, by a sample of its rows, taken once. */
export function ofFrame(f: Frame, name: string): ColumnEstimate | undefined {
  const at = f.schema.index.get(name);
  if (at === undefined) return undefined;
  const known = frames.get(f) ?? new Map<string, ColumnEstimate>();
  frames.set(f, known);
  let found = known.get(name);
  if (found === undefined) {
    const { type } = f.schema.fields[at] as { type: DataType };
    found = sampled(
      f.batches.map((b) => b.columns[at] as Column),
      type,
      f.rows,
    );
    known.set(name, found);
  }
  return found;
}

/** A column of a file, by its statistics. */
export function ofTable(t: Table, name: string, rows: number): ColumnEstimate | undefined {
  const at = t.schema.index.get(name);
  if (at === undefined) return undefined;
  const { type } = t.schema.fields[at] as { type: DataType };
  const stats = t.stats?.(name) ?? null;
  const [low, high] = stats === null ? [null, null] : [measure(type, stats.min), measure(type, stats.max)];
  const nulls = stats?.nulls === null || stats === null || rows === 0 ? 0 : stats.nulls / rows;
  const one = stats !== null && stats.min !== null && stats.min === stats.max;
  const distinct =
    stats?.distinct ?? (one ? 1 : Math.min(stats?.texts ?? rows, guessed(type, rows * (1 - nulls), low, high)));
  return { distinct: Math.max(1, distinct), low, high, nulls, of: rows };
}
