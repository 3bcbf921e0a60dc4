import type { Column } from "../../../arrow/column.ts";
import type { KeyIds } from "./key-ids.ts";

/** A column of nulls has one key at most. */
export class NullIds implements KeyIds {
  count = 0;
  readonly bytes = 0;

  add(c: Column): Int32Array {
    if (c.length > 0) this.count = 1;
    return new Int32Array(c.length);
  }
  find(c: Column): Int32Array {
    return new Int32Array(c.length).fill(this.count - 1);
  }
  free(): void {
    this.count = 0;
  }
}
