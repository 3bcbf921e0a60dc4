import type { Column } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { byteSize } from "../../../arrow/layout.ts";
import { takeColumn } from "../../../arrow/take.ts";
import type { DataType } from "../../../arrow/types.ts";
import { giveBack, lend } from "../lent.ts";
import { type Grouper, grouper } from "./grouper.ts";
import { newRows } from "./new-rows.ts";

/** A grouper that keeps the different keys. */
export class KeyedGrouper {
  readonly #types: readonly DataType[];
  readonly #groups: Grouper;
  readonly #parts: (readonly Column[])[] = [];
  readonly #defers: boolean;
  #later: (readonly Column[])[] | null = null;
  #bytes = 0;
  #count = 0;

  /** With `defers`, rows may be kept until `settle`. */
  constructor(types: readonly DataType[], defers = false) {
    this.#types = types;
    this.#defers = defers;
    this.#groups = grouper(types);
  }
  get count(): number {
    return Math.max(this.#count, this.#groups.count);
  }
  get bytes(): number {
    return this.#bytes + this.#groups.bytes;
  }

  add(columns: readonly Column[], length: number, into?: Int32Array): Int32Array {
    const before = this.#groups.count;
    const ids = this.#groups.add(columns, length, into);
    this.#keep(columns, ids, before, this.#groups.count);
    return ids;
  }

  /** Whether rows were kept, so that their groups come from `settle`. */
  defer(columns: readonly Column[], length: number): boolean {
    if (!this.#defers || this.#groups.defer?.(columns, length) !== true) return false;
    this.#later ??= [];
    this.#later.push(columns);
    return true;
  }

  /** The groups of the rows that were kept, batch after batch; `count` is that of all of them from the first on. */
  *settle(): Iterable<Int32Array> {
    const later = this.#later ?? [];
    let before = this.#groups.count;
    let at = 0;
    for (const { ids, count, total } of this.#groups.settle?.() ?? []) {
      this.#count = total;
      this.#keep(later[at++] as readonly Column[], ids, before, count);
      before = count;
      yield ids;
    }
    this.#later = null;
  }

  #keep(columns: readonly Column[], ids: Int32Array, before: number, count: number): void {
    if (count === before) return;
    const part = count - before === ids.length ? columns : taken(columns, ids, before, count);
    for (const c of part) this.#bytes += c.layout === "dict" ? c.codes.byteLength : byteSize(c);
    this.#parts.push(part);
  }

  /** The different keys as they came, parts of all rows. */
  get parts(): readonly (readonly Column[])[] {
    return this.#parts;
  }

  /** The different keys, one row a group. */
  keys(): Column[] {
    return this.#types.map((type, i) =>
      concatColumns(
        type,
        this.#parts.map((part) => part[i] as Column),
      ),
    );
  }

  free(): void {
    this.#groups.free();
  }
}

/** The keys of the groups from `before` on. */
function taken(columns: readonly Column[], ids: Int32Array, before: number, count: number): readonly Column[] {
  const room = lend(count - before);
  const rows = newRows(ids, before, count, room);
  const part = columns.map((c) => takeColumn(c, rows));
  giveBack(room);
  return part;
}
