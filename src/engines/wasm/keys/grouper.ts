import type { Column } from "../../../arrow/column.ts";
import type { DataType } from "../../../arrow/types.ts";
import { BoolIds } from "./bool-ids.ts";
import { BytesIds } from "./bytes-ids.ts";
import { EncodedIds } from "./encoded-ids.ts";
import type { KeyIds } from "./key-ids.ts";
import { NullIds } from "./null-ids.ts";
import { TextIds } from "./text-ids.ts";
import { WordIds, type WordKind } from "./words.ts";

/** Numbers rows by the values of their key columns, batch after batch, in order of first appearance. */
export interface Grouper {
  /** Each row's group. `into` is room of that length that may be used for them. */
  add(columns: readonly Column[], length: number, into?: Int32Array): Int32Array;
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

function idsOf(type: DataType): KeyIds {
  const kind = KINDS[type.id];
  if (kind !== undefined) return new WordIds(kind);
  switch (type.id) {
    case "Null":
      return new NullIds();
    case "Bool":
      return new BoolIds();
    case "Utf8":
    case "Categorical":
    case "Enum":
      return new TextIds();
    case "Binary":
      return new BytesIds();
    default:
      return new EncodedIds();
  }
}

/** No key columns: all rows are one group. */
class OneGroup implements Grouper {
  count = 0;
  readonly bytes = 0;
  add(_: readonly Column[], length: number): Int32Array {
    if (length > 0) this.count = 1;
    return new Int32Array(length);
  }
  find(_: readonly Column[], length: number): Int32Array {
    return new Int32Array(length).fill(this.count - 1);
  }
  free(): void {
    this.count = 0;
  }
}

class SingleKey implements Grouper {
  readonly #ids: KeyIds;
  constructor(type: DataType) {
    this.#ids = idsOf(type);
  }
  get count(): number {
    return this.#ids.count;
  }
  get bytes(): number {
    return this.#ids.bytes;
  }
  add(columns: readonly Column[], _: number, into?: Int32Array): Int32Array {
    return this.#ids.add(columns[0] as Column, into);
  }
  find(columns: readonly Column[]): Int32Array {
    return this.#ids.find(columns[0] as Column);
  }
  free(): void {
    this.#ids.free();
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

/** The keys before by their group, and the last one: each pair of ids gets one. */
class PairOfKeys implements Grouper {
  readonly #before: Grouper;
  readonly #last: KeyIds;
  readonly #pairs: WordIds = new WordIds(64);
  readonly #at: number;
  constructor(types: readonly DataType[]) {
    this.#at = types.length - 1;
    this.#before = grouper(types.slice(0, -1));
    this.#last = idsOf(types[this.#at] as DataType);
  }
  get count(): number {
    return this.#pairs.count;
  }
  get bytes(): number {
    return this.#before.bytes + this.#last.bytes + this.#pairs.bytes;
  }
  add(columns: readonly Column[], length: number, into?: Int32Array): Int32Array {
    const before = this.#before.add(columns, length);
    return this.#pairs.addWords(paired(before, this.#last.add(columns[this.#at] as Column)), null, length, into);
  }
  find(columns: readonly Column[], length: number): Int32Array {
    // Nobody was added with the id -1, so that a pair with one is never found.
    const before = this.#before.find(columns, length);
    return this.#pairs.findWords(paired(before, this.#last.find(columns[this.#at] as Column)), null, length);
  }
  free(): void {
    this.#before.free();
    this.#last.free();
    this.#pairs.free();
  }
}

/** A grouper for key columns of these types. */
export function grouper(types: readonly DataType[]): Grouper {
  if (types.length === 0) return new OneGroup();
  return types.length === 1 ? new SingleKey(types[0] as DataType) : new PairOfKeys(types);
}

/** The rows whose groups come up for the first time: those of ids `before` and above, in their order. */
export function newRows(
  ids: Int32Array,
  before: number,
  count: number,
  out: Int32Array = new Int32Array(count - before),
): Int32Array {
  let next = before;
  for (let i = 0; next < count; i++) if (ids[i] === next) out[next++ - before] = i;
  return out;
}
