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
  #bytes = 0;

  constructor(types: readonly DataType[]) {
    this.#types = types;
    this.#groups = grouper(types);
  }
  get count(): number {
    return this.#groups.count;
  }
  get bytes(): number {
    return this.#bytes + this.#groups.bytes;
  }

  add(columns: readonly Column[], length: number, into?: Int32Array): Int32Array {
    const before = this.#groups.count;
    const ids = this.#groups.add(columns, length, into);
    const { count } = this.#groups;
    if (count > before) {
      const part = count - before === length ? columns : taken(columns, ids, before, count);
      for (const c of part) this.#bytes += c.layout === "dict" ? c.codes.byteLength : byteSize(c);
      this.#parts.push(part);
    }
    return ids;
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
