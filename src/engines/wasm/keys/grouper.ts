import type { Column } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { byteSize } from "../../../arrow/layout.ts";
import { takeColumn } from "../../../arrow/take.ts";
import type { DataType } from "../../../arrow/types.ts";
import { boolIds } from "./bool-ids.ts";
import { bytesIds } from "./bytes-ids.ts";
import { encoded } from "./encode.ts";
import type { KeyIds } from "./key-ids.ts";
import { nullIds } from "./null-ids.ts";
import { textIds } from "./text-ids.ts";
import { type WordIds, type WordKind, wordIds } from "./words.ts";

/** Numbers rows by the values of their key columns, batch after batch, in order of first appearance. */
export interface Grouper {
  /** Each row's group. */
  add(columns: readonly Column[], length: number): Int32Array;
  /** Each row's group, -1 where no row like it was added. */
  find(columns: readonly Column[], length: number): Int32Array;
  readonly count: number;
  readonly bytes: number;
  free(): void;
}

const KINDS: Partial<Record<DataType["id"], WordKind>> = {
  Int8: 32,
  Int16: 32,
  Int32: 32,
  UInt8: 32,
  UInt16: 32,
  UInt32: 32,
  Date32: 32,
  Int64: 64,
  UInt64: 64,
  Time: 64,
  Datetime: 64,
  Duration: 64,
  Float32: "f64",
  Float64: "f64",
};

function encodedIds(): KeyIds {
  const ids = bytesIds();
  return {
    add: (c) => ids.add(encoded(c)),
    find: (c) => ids.find(encoded(c)),
    get count() {
      return ids.count;
    },
    get bytes() {
      return ids.bytes;
    },
    free: ids.free,
  };
}

function idsOf(type: DataType): KeyIds {
  const kind = KINDS[type.id];
  if (kind !== undefined) return wordIds(kind);
  switch (type.id) {
    case "Null":
      return nullIds();
    case "Bool":
      return boolIds();
    case "Utf8":
    case "Categorical":
    case "Enum":
      return textIds();
    case "Binary":
      return bytesIds();
    default:
      return encodedIds();
  }
}

/** Two ids a row side by side. */
function paired(a: Int32Array, b: Int32Array): Int32Array {
  const out = new Int32Array(2 * a.length);
  for (let i = 0; i < a.length; i++) {
    out[2 * i] = a[i] as number;
    out[2 * i + 1] = b[i] as number;
  }
  return out;
}

/** A grouper for key columns of these types: each column's values get ids, then each pair of ids gets one. */
export function grouper(types: readonly DataType[]): Grouper {
  const columnIds = types.map(idsOf);
  const pairIds: WordIds[] = types.slice(1).map(() => wordIds(64));
  const all: readonly KeyIds[] = [...columnIds, ...pairIds];
  const last = all[all.length - 1];
  let rows = 0;
  return {
    add(columns, length) {
      rows += length;
      if (columns.length === 0) return new Int32Array(length);
      let ids = (columnIds[0] as KeyIds).add(columns[0] as Column);
      for (let i = 1; i < columns.length; i++)
        ids = (pairIds[i - 1] as WordIds).addWords(
          paired(ids, (columnIds[i] as KeyIds).add(columns[i] as Column)),
          null,
          length,
        );
      return ids;
    },
    find(columns, length) {
      if (columns.length === 0) return new Int32Array(length).fill(rows === 0 ? -1 : 0);
      // Nobody has the id -1, so that a pair with one is never found.
      let ids = (columnIds[0] as KeyIds).find(columns[0] as Column);
      for (let i = 1; i < columns.length; i++)
        ids = (pairIds[i - 1] as WordIds).findWords(
          paired(ids, (columnIds[i] as KeyIds).find(columns[i] as Column)),
          null,
          length,
        );
      return ids;
    },
    get count() {
      return last === undefined ? Math.min(rows, 1) : last.count;
    },
    get bytes() {
      let bytes = 0;
      for (const ids of all) bytes += ids.bytes;
      return bytes;
    },
    free() {
      for (const ids of all) ids.free();
      rows = 0;
    },
  };
}

/** The rows whose groups come up for the first time: those of ids `before` and above, in their order. */
export function newRows(ids: Int32Array, before: number, count: number): Int32Array {
  const out = new Int32Array(count - before);
  let next = before;
  for (let i = 0; next < count; i++) if (ids[i] === next) out[next++ - before] = i;
  return out;
}

/** A grouper that keeps the different keys. */
export interface KeyedGrouper extends Grouper {
  /** The different keys, one row a group. */
  keys(): Column[];
}

export function keyedGrouper(types: readonly DataType[]): KeyedGrouper {
  const groups = grouper(types);
  const parts: Column[][] = types.map(() => []);
  let bytes = 0;
  return {
    add(columns, length) {
      const before = groups.count;
      const ids = groups.add(columns, length);
      if (groups.count > before) {
        const rows = newRows(ids, before, groups.count);
        columns.forEach((c, i) => {
          const part = takeColumn(c, rows);
          bytes += part.layout === "dict" ? part.codes.byteLength : byteSize(part);
          parts[i]?.push(part);
        });
      }
      return ids;
    },
    find: groups.find,
    get count() {
      return groups.count;
    },
    get bytes() {
      return bytes + groups.bytes;
    },
    free: groups.free,
    keys: () => types.map((type, i) => concatColumns(type, parts[i] as Column[])),
  };
}
