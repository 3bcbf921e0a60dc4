import type { Column } from "../../../arrow/column.ts";
import type { DataType } from "../../../arrow/types.ts";
import { BoolIds } from "./bool-ids.ts";
import { BytesIds } from "./bytes-ids.ts";
import { ChainedIds } from "./chained.ts";
import { EncodedIds } from "./encoded-ids.ts";
import type { KeyIds } from "./key-ids.ts";
import { Later } from "./later.ts";
import { NullIds } from "./null-ids.ts";
import { PackedIds } from "./packed.ts";
import type { Ids } from "./partitioned.ts";
import { Scratch } from "./scratch.ts";
import { TextIds } from "./text-ids.ts";
import { WordIds, type WordKind } from "./words.ts";

/** Numbers rows by the values of their key columns, batch after batch, in order of first appearance. */
export interface Grouper {
  /** Each row's group. `into` is room of that length that may be used for them. */
  add(columns: readonly Column[], length: number, into?: Int32Array): Int32Array;
  /** Each row's group, -1 where no row like it was added. */
  find(columns: readonly Column[], length: number): Int32Array;
  /** Rows that will be added, all of them, before the first are. */
  expect?(batches: readonly (readonly Column[])[]): void;
  readonly count: number;
  readonly bytes: number;
  free(): void;
  /** Keeps rows whose groups are found later, all at once; false where that does not pay. All that follow are kept, too. */
  defer?(columns: readonly Column[], length: number): boolean;
  /** The groups of the rows that were kept, batch after batch; afterwards no rows are added or found. */
  settle?(): Iterable<Ids>;
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
  expect(batches: readonly (readonly Column[])[]): void {
    this.#ids.expect?.(batches.map((columns) => columns[0] as Column));
  }
  free(): void {
    this.#ids.free();
  }
}

/** Several keys: each has ids of its own, which together get one. */
class ManyKeys implements Grouper {
  readonly #keys: readonly KeyIds[];
  readonly #rooms: readonly Scratch[];
  #together: PackedIds | ChainedIds;
  #rows = 0;
  #later: Later | null = null;
  constructor(types: readonly DataType[]) {
    this.#keys = types.map(idsOf);
    this.#rooms = types.map(() => new Scratch());
    this.#together = new PackedIds(types.length);
  }
  get count(): number {
    return this.#together.count;
  }
  get bytes(): number {
    return this.#keys.reduce((sum, k) => sum + k.bytes, this.#together.bytes + (this.#later?.bytes ?? 0));
  }
  add(columns: readonly Column[], length: number, into?: Int32Array): Int32Array {
    this.#rows += length;
    const ids = this.#keys.map((k, i) => k.add(columns[i] as Column, this.#rooms[i]?.of(length)));
    if (this.#together instanceof PackedIds && !this.#together.widen(this.#keys.map((k) => k.count))) this.#chain();
    return this.#together.add(ids, length, into);
  }
  find(columns: readonly Column[], length: number): Int32Array {
    return this.#together.find(
      this.#keys.map((k, i) => k.find(columns[i] as Column)),
      length,
    );
  }
  free(): void {
    for (const k of this.#keys) k.free();
    this.#together.free();
    this.#later = null;
  }

  defer(columns: readonly Column[], length: number): boolean {
    const packed = this.#together;
    if (!(packed instanceof PackedIds)) return false;
    if (this.#later === null && !Later.pays(packed.count, this.#rows)) return false;
    this.#later ??= new Later(packed);
    this.#later.add(this.#keys, this.#rooms, columns, length);
    return true;
  }
  *settle(): Iterable<Ids> {
    if (this.#later === null) return;
    const found = this.#later.ids();
    if (found !== null) yield* found;
    else
      for (const { columns, length } of this.#later.batches) {
        const ids = this.add(columns, length);
        yield { ids, count: this.count, total: this.count };
      }
  }

  /** Too many ids for one word. */
  #chain(): void {
    const packed = this.#together as PackedIds;
    const chained = new ChainedIds(this.#keys.length);
    chained.add(packed.groups(), packed.count);
    packed.free();
    this.#together = chained;
  }
}

/** A grouper for key columns of these types. */
export function grouper(types: readonly DataType[]): Grouper {
  if (types.length === 0) return new OneGroup();
  return types.length === 1 ? new SingleKey(types[0] as DataType) : new ManyKeys(types);
}
