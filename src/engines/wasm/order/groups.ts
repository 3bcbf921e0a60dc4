import type { Column } from "../../../arrow/column.ts";
import type { DataType } from "../../../arrow/types.ts";
import { valueAt } from "../../../arrow/value.ts";

/** Each row's group, numbered in order of appearance, and how many there are. */
export interface Groups {
  readonly ids: Int32Array;
  readonly count: number;
}

/** Numbers rows by their values, batch after batch: nulls are one group, NaN is one, -0 is 0. */
export interface Numbering {
  add(columns: readonly Column[], length: number): Int32Array;
  readonly count: number;
}

const shown = (v: unknown): unknown =>
  typeof v === "bigint"
    ? `${v}n`
    : typeof v === "number"
      ? v === 0
        ? "0"
        : String(v)
      : v instanceof Uint8Array
        ? `b${[...v]}`
        : v;

export function numbering(types: readonly DataType[]): Numbering {
  const seen = new Map<string, number>();
  return {
    add(columns, length) {
      const ids = new Int32Array(length);
      for (let i = 0; i < length; i++) {
        const key =
          types.length === 0
            ? ""
            : JSON.stringify(
                columns.map((c) => valueAt(c, i)),
                (_, v) => shown(v),
              );
        let id = seen.get(key);
        if (id === undefined) {
          id = seen.size;
          seen.set(key, id);
        }
        ids[i] = id;
      }
      return ids;
    },
    get count() {
      return seen.size;
    },
  };
}

/** The groups of some rows. */
export function groupsOf(columns: readonly Column[], length: number): Groups {
  if (columns.length === 0) return { ids: new Int32Array(length), count: Math.min(length, 1) };
  const numbers = numbering(columns.map((c) => c.type));
  const ids = numbers.add(columns, length);
  return { ids, count: numbers.count };
}

/** The first row of each group. */
export function firstRows({ ids, count }: Groups): Int32Array {
  const out = new Int32Array(count).fill(-1);
  for (let i = ids.length - 1; i >= 0; i--) out[ids[i] as number] = i;
  return out;
}
